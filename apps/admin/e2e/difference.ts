import { expect } from 'vitest'
import { checkBoard } from './board.ts'
import { PLACE } from './payment.ts'
import type { Person } from './person.ts'
import { FUND } from './plan.ts'
import { until } from './until.ts'
import type { Step, Walk } from './walk.ts'

/** Counties of 庆阳 whose money is still on its way to them. */
const [BEYOND, BOUNCED, SHORT] = ['621002', '621021', '621023'] as const
const figures = (walk: Walk, code: string) => walk.ledger.figures(FUND, code)
const yuan = (fen: number): string => (fen / 100).toFixed(2)

const card = async (person: Person) => {
  await person.go('/fund/receipt')
  return person.getByRole('form', { name: `到账确认 ${FUND}` })
}

/** More arrived than was paid: what was paid is posted, the rest only written down and closed with a word. */
const beyond = async (walk: Walk): Promise<void> => {
  const clerk = await walk.at(`${BEYOND}-caiwu`)
  const form = await card(clerk)
  await form.getByRole('textbox', { name: '收据号' }).fill('西总收 0001')
  await form.getByRole('button', { name: '金额不符' }).click()
  await form.getByRole('radio', { name: '多到' }).check()
  await form.getByRole('button', { name: '确认到账' }).click()
  await form.getByText('请填多到的金额').waitFor()
  await form.getByRole('textbox', { name: '多到金额' }).fill('100')
  await form.getByRole('textbox', { name: '说明' }).fill('同日另收一笔汇款')
  await walk.look(clerk, '46-beyond')
  await form.getByRole('button', { name: '确认到账' }).click()
  await form.waitFor({ state: 'hidden' })
  const f = figures(walk, BEYOND)
  expect([f.received, f.held], 'the surplus is no money of the fund').toEqual([f.issued, f.issued])
  await checkBoard(walk, FUND, { prefecture: PLACE.prefecture, county: BEYOND })
  await clerk.go('/fund/discrepancy')
  await clerk.getByRole('row', { name: /多到.* 100\.00/ }).click()
  const pane = clerk.getByRole('complementary', { name: '核销多到金额' })
  await pane.getByRole('textbox').fill('系他单位汇款，已转出')
  await pane.getByRole('button', { name: '核销' }).click()
  await clerk.getByText('没有待核实的金额不符').waitFor()
  expect(figures(walk, BEYOND)).toEqual(f)
}

/** Opens the prefecture's payment to one county. */
const paymentTo = async (walk: Walk, name: string): Promise<Person> => {
  const finance = await walk.at('6210-caiwu')
  await finance.go('/fund/payment')
  await finance
    .getByRole('row', { name: /庆阳市总工会 7 / })
    .getByRole('link')
    .click()
  await finance
    .getByRole('row', { name: new RegExp(name) })
    .getByRole('button')
    .click()
  return finance
}

/** A payment of the prefecture comes back whole: it waits there again and is paid again. */
const bounced = async (walk: Walk): Promise<void> => {
  const before = figures(walk, BOUNCED)
  const finance = await paymentTo(walk, '庆城县总工会')
  await finance.button('登记退票').click()
  const form = finance.getByRole('form', { name: '登记退票' })
  await form.getByRole('textbox', { name: '退票原因' }).fill('收款账户已销户')
  await form.getByRole('button', { name: '确认退票' }).click()
  await form.waitFor({ state: 'hidden' })
  expect(figures(walk, BOUNCED)).toMatchObject({
    relayed: before.underwayFromPrefecture,
    underwayFromPrefecture: 0,
  })
  await checkBoard(walk, FUND, { prefecture: PLACE.prefecture, county: BOUNCED })
  await finance.go('/fund/relay')
  await finance.button('转拨 1 笔').click()
  const again = finance.getByRole('complementary', { name: '转拨制单' })
  await again.getByRole('textbox', { name: '文号' }).fill('庆工发〔2024〕8号')
  await again.getByRole('textbox', { name: '标题' }).fill('关于重新转拨庆城县补助的通知')
  await again.getByRole('button', { name: '制单 1 笔' }).click()
  await finance.getByRole('heading', { level: 1, name: /^支付批次 / }).waitFor()
  const second = await walk.at('6210-fuhe')
  await second.go(finance.where())
  await second.button('授权 1 笔').click()
  await second.button('授权 1 笔').waitFor({ state: 'hidden' })
  const clerk = await walk.at(`${BOUNCED}-caiwu`)
  const receipt = await card(clerk)
  await receipt.getByRole('textbox', { name: '收据号' }).fill('庆城总收 0001')
  await receipt.getByRole('button', { name: '确认到账' }).click()
  await receipt.waitFor({ state: 'hidden' })
  expect(figures(walk, BOUNCED).received).toBe(before.issued)
  await checkBoard(walk, FUND, { prefecture: PLACE.prefecture, county: BOUNCED })
}

/** What is short and will never come is closed by a bounce of that part alone. */
const partial = async (walk: Walk): Promise<void> => {
  const before = figures(walk, SHORT)
  const clerk = await walk.at(`${SHORT}-caiwu`)
  const form = await card(clerk)
  await form.getByRole('textbox', { name: '收据号' }).fill('华总收 0001')
  await form.getByRole('button', { name: '金额不符' }).click()
  const field = form.getByRole('textbox', { name: '华池本次到账' })
  await field.fill(yuan(before.issued - 30_000))
  await form.getByRole('button', { name: '确认到账' }).click()
  await until(async () => expect(figures(walk, SHORT).received).toBe(before.issued - 30_000))
  const finance = await paymentTo(walk, '华池县总工会')
  await finance.button('登记退票').click()
  const bounce = finance.getByRole('form', { name: '登记退票' })
  await bounce.getByRole('button', { name: '部分' }).click()
  await bounce.getByRole('textbox', { name: '华池退票金额' }).fill('300.01')
  await bounce.getByText('超过未到账金额').waitFor()
  await bounce.getByRole('textbox', { name: '华池退票金额' }).fill('300')
  await bounce.getByRole('textbox', { name: '退票原因' }).fill('银行少转，退回差额')
  await walk.look(finance, '47-part-bounced')
  await bounce.getByRole('button', { name: '确认退票' }).click()
  await bounce.waitFor({ state: 'hidden' })
  expect(figures(walk, SHORT)).toMatchObject({ relayed: 30_000, underwayFromPrefecture: 0 })
  await checkBoard(walk, FUND, { prefecture: PLACE.prefecture, county: SHORT })
  await clerk.go('/fund/discrepancy')
  await clerk.getByText('没有待核实的金额不符').waitFor()
}

export const DIFFERENCE_STEPS: readonly Step[] = [
  { name: 'more than was paid is written down and not posted', act: beyond },
  { name: 'what the prefecture paid comes back and is paid again', act: bounced },
  { name: 'what never comes is closed by a bounce of that part', act: partial },
]
