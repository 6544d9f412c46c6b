import { POSTING_ACTS } from '@qiangji/kernel/fund/movement.ts'
import { DEMONSTRATION_START } from '@qiangji/kernel/record/business-clock.ts'
import { expect } from 'vitest'
import { checkBoard, checkPostings } from './board.ts'
import { LAST } from './orders.ts'
import { PLACE } from './payment.ts'
import { FUND } from './plan.ts'
import { wordsOf } from './table.ts'
import { until } from './until.ts'
import type { Step, Walk } from './walk.ts'

/** The ledger is verified whole, and every leading number of the board opens to postings that make it. */
const verify = async (walk: Walk): Promise<void> => {
  const auditor = await walk.at('sheng-jingshen')
  await auditor.go('/audit/verify')
  await auditor.button('开始核验').click()
  await until(async () => {
    const said = await wordsOf(auditor.getByRole('status').filter({ hasText: '账目核验通过' }))
    expect(said).toMatch(/记账 [\d,]+ 笔、账户 [\d,]+ 个、汇总 [\d,]+ 个、留痕 [\d,]+ 行/)
  }, 30_000)
  await walk.look(auditor, '87-verified')
  await checkBoard(walk, FUND, PLACE)
  for (const fund of [FUND, LAST]) await checkPostings(walk, fund, PLACE.prefecture)
  const viewer = await walk.at('sheng-lingdao')
  await viewer.getByText('账目核验通过').waitFor()
}

/** Nothing that moves money was left out: every act of the table of movements has been done by somebody at a page. */
const everyAct = async (walk: Walk): Promise<void> => {
  expect(walk.ledger.actsSince(DEMONSTRATION_START)).toEqual([...POSTING_ACTS].sort())
}

/** The clock does not go into a year whose holidays nobody has entered: it says so and stands. */
const withoutCalendar = async (walk: Walk): Promise<void> => {
  walk.setDay('2026-12-31')
  const clerk = await walk.at('621022-caiwu')
  await clerk.go('/')
  await clerk.getByText('2026-12-31').first().waitFor()
  await clerk.button('前进一个工作日').click()
  await clerk
    .getByText('2027 年的节假日安排还没有录入，不能推算工作日。请管理员先补充日历。')
    .waitFor()
  await walk.look(clerk, 'd0-no-calendar')
  await clerk.again()
  await clerk.getByText('2026-12-31').first().waitFor()
}

export const CLOSING_STEPS: readonly Step[] = [
  { name: 'the ledger is verified and the board opens to its postings', act: verify },
  { name: 'every act that moves money has been walked', act: everyAct },
  { name: 'a day without a calendar is refused, not guessed', act: withoutCalendar },
]
