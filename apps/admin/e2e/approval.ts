import { expect } from 'vitest'
import { checkBoard } from './board.ts'
import { begin, fillPaper } from './order.ts'
import { FUND } from './plan.ts'
import type { Step, Walk } from './walk.ts'

/** An amount that no other order of the walk has: the rule asks for it alone. */
const AMOUNT = '12345.67'
const FEN = 1_234_567

/** The reviewer of the province's money sets whose posts sign an order of this amount, one after the other. */
const setRule = async (walk: Walk): Promise<void> => {
  const reviewer = await walk.at('sheng-caishen')
  await reviewer.go('/settings/approval')
  await reviewer.button('设置审批权限').click()
  const pane = reviewer.getByRole('complementary', { name: '设置审批权限' })
  await pane.getByRole('combobox', { name: '单据' }).selectOption({ label: '资金单' })
  await pane.getByRole('textbox', { name: '金额下限（含本数）' }).fill(AMOUNT)
  await pane.getByRole('textbox', { name: '金额上限（含本数）' }).fill(AMOUNT)
  await pane.getByRole('button', { name: '设置审批权限' }).click()
  await pane.getByText('请至少选一个签批岗位').waitFor()
  const posts = pane.getByRole('combobox', { name: '签批岗位' })
  await posts.selectOption({ label: '会计（授权）' })
  await posts.selectOption({ label: '办公室（文号）' })
  await walk.look(reviewer, 'e0-rule')
  await pane.getByRole('button', { name: '设置审批权限' }).click()
  await pane.waitFor({ state: 'hidden' })
  await reviewer.getByRole('row', { name: /资金单.*生效中/ }).waitFor()
}

/** Without both signatures the reviewer cannot release; the second signs after the first, and the maker never. */
const sign = async (walk: Walk): Promise<void> => {
  const before = walk.ledger.figures(FUND, '62')
  const clerk = await walk.at('sheng-caiwu')
  await begin(clerk, '调整预算', FUND)
  await clerk.getByRole('button', { name: '追加' }).click()
  await clerk.field('调整数').fill(AMOUNT)
  await fillPaper(clerk, '依据文件', {
    number: '演示总工财〔2024〕19号',
    day: '3月12日',
    title: '关于追加职工之家建设补助预算的决议',
  })
  await clerk.getByRole('textbox', { name: '理由或说明' }).fill('设备调价')
  await clerk.button('提交复核').click()
  await clerk.getByRole('heading', { level: 1, name: '调整预算' }).waitFor()
  const reviewer = await walk.at('sheng-caishen')
  await reviewer.go(clerk.where())
  const release = reviewer.getByRole('button', { name: '复核入账' })
  await reviewer.getByRole('region', { name: '签批' }).waitFor()
  expect(await release.getAttribute('aria-disabled'), 'nobody has signed').toBe('true')
  const office = await walk.at('sheng-bangong')
  await office.go(clerk.where())
  await office.getByText('该单据依次签批，现在须由会计（授权）先签。').waitFor()
  for (const login of ['sheng-kuaiji', 'sheng-bangong']) {
    const signer = await walk.at(login)
    await signer.go(clerk.where())
    const strip = signer.getByRole('region', { name: '签批' })
    await strip.getByRole('textbox', { name: '签批意见' }).fill('同意追加')
    await strip.getByRole('button', { name: '签批同意' }).click()
    await strip.getByRole('button', { name: '签批同意' }).waitFor({ state: 'hidden' })
    await walk.look(signer, `e1-${login}`)
  }
  expect(walk.ledger.figures(FUND, '62'), 'a signature moves nothing').toEqual(before)
  await reviewer.again()
  await release.click()
  await release.waitFor({ state: 'hidden' })
  const { budget, available } = before
  const more = { budget: budget + FEN, available: available + FEN }
  expect(walk.ledger.figures(FUND, '62')).toEqual({ ...before, ...more })
  await checkBoard(walk, FUND)
}

export const APPROVAL_STEPS: readonly Step[] = [
  { name: 'from an amount on, named posts sign before it is released', act: setRule },
  { name: 'without their signatures nothing is released', act: sign },
]
