import { expect } from 'vitest'
import { begin } from './order.ts'
import { PLACE } from './payment.ts'
import { FUND } from './plan.ts'
import { until } from './until.ts'
import { noteOf, type Step, type Walk } from './walk.ts'

const county = (walk: Walk) => walk.ledger.figures(FUND, PLACE.county)
const spendings = (walk: Walk): string =>
  `/fund/spending?fund=${noteOf(walk, 'fund').split('/').at(-1)}`

/** The maker takes an order back while another has it before the eyes: the press there says so and moves nothing. */
const takenBack = async (walk: Walk): Promise<void> => {
  const before = county(walk)
  const clerk = await walk.at('621022-caiwu')
  await begin(clerk, '转结余', FUND)
  await clerk.getByRole('textbox', { name: '环县已到账本次金额' }).fill('1000')
  await clerk.getByRole('textbox', { name: '理由或说明' }).fill('填错了')
  await clerk.button('提交复核').click()
  await clerk.getByRole('heading', { level: 1, name: '转结余' }).waitFor()
  const reviewer = await walk.at('621022-shenhe')
  await reviewer.go(clerk.where())
  await reviewer.button('复核入账').waitFor()
  await clerk.button('撤回').click()
  await clerk.getByText('已撤回').first().waitFor()
  await reviewer.button('复核入账').click()
  await reviewer.getByText('该资金单已办结（已撤回），不能重复办理。').waitFor()
  // and the page is that of now: nothing is left to press
  await reviewer.button('复核入账').waitFor({ state: 'hidden' })
  await walk.look(reviewer, 'a0-taken-back')
  expect(county(walk)).toEqual(before)
}

/** A row is sent back while its clerk is changing it: the answer says so, and what was typed is there again. */
const sentBack = async (walk: Walk): Promise<void> => {
  const before = county(walk)
  const clerk = await walk.at('621022-caiwu')
  await clerk.go(spendings(walk))
  await clerk.button('记一笔').click()
  const pane = clerk.getByRole('complementary', { name: '记一笔支出' })
  await pane.getByLabel('凭证日期').fill('3月12日')
  await pane.getByLabel('凭证号').fill('记-0401')
  await pane.getByLabel('摘要').fill('门厅灯具')
  await pane.getByLabel('金额').fill('800')
  await pane.getByLabel('用途').selectOption({ label: '阵地建设' })
  await pane.getByLabel('收款人').fill('环县某某五金店')
  await pane.getByRole('button', { name: '提交审核' }).click()
  await pane.waitFor({ state: 'hidden' })
  await clerk.getByRole('button', { name: '记-0401', exact: true }).click()
  await clerk.button('修改').click()
  const edit = clerk.getByRole('complementary', { name: '修改 记-0401' })
  await edit.getByLabel('摘要').fill('门厅灯具和开关')
  const reviewer = await walk.at('621022-shenhe')
  await reviewer.go(spendings(walk))
  await reviewer.getByRole('button', { name: '记-0401', exact: true }).click()
  await reviewer.button('退回').click()
  const back = reviewer.getByRole('complementary', { name: '退回 记-0401' })
  await back.getByRole('textbox').fill('请写明灯具的数量')
  await back.getByRole('button', { name: '退回修改' }).click()
  await back.waitFor({ state: 'hidden' })
  await edit.getByRole('button', { name: '提交审核' }).click()
  await edit.getByText('该笔支出已被他人修改。您填写的内容还在本页；请选择用谁的。').waitFor()
  await edit.getByText('退回理由：请写明灯具的数量').waitFor()
  expect(await edit.getByLabel('摘要').inputValue(), 'nothing typed is lost').toBe('门厅灯具和开关')
  await walk.look(clerk, 'a1-sent-back')
  await edit.getByRole('button', { name: '用我的覆盖' }).click()
  await edit.getByLabel('摘要').fill('门厅灯具 4 套和开关')
  await edit.getByRole('button', { name: '提交审核' }).click()
  await edit.waitFor({ state: 'hidden' })
  await clerk.getByRole('row', { name: /门厅灯具 4 套和开关/ }).waitFor()
  expect(county(walk), 'nothing counts before it is reviewed').toEqual(before)
}

/** Signed in at three more places the first session ends: the form half filled there is kept and sent after signing in. */
const expired = async (walk: Walk): Promise<void> => {
  const clerk = await walk.at('621022-caiwu')
  await begin(clerk, '转结余', FUND)
  await clerk.getByRole('textbox', { name: '环县已到账本次金额' }).fill('1200')
  await clerk.getByRole('textbox', { name: '理由或说明' }).fill('余款不再使用')
  for (let place = 0; place < 3; place += 1) await (await walk.beside('621022-caiwu')).leave()
  await clerk.button('提交复核').click()
  const door = clerk.getByRole('dialog')
  await door.getByRole('textbox', { name: '账号' }).waitFor()
  await walk.look(clerk, 'a2-expired')
  await clerk.signIn(door)
  await door.waitFor({ state: 'hidden' })
  const reason = clerk.getByRole('textbox', { name: '理由或说明' })
  expect(await reason.inputValue(), 'the form is kept').toBe('余款不再使用')
  const amount = clerk.getByRole('textbox', { name: '环县已到账本次金额' })
  await until(async () => expect(await amount.inputValue()).toBe('1,200.00'))
  await clerk.button('提交复核').click()
  await clerk.getByRole('heading', { level: 1, name: '转结余' }).waitFor()
  await clerk.button('撤回').click()
  await clerk.getByText('已撤回').first().waitFor()
}

export const COLLEAGUE_STEPS: readonly Step[] = [
  { name: 'what its maker took back is not released by another', act: takenBack },
  {
    name: 'what was sent back in the meantime is not overwritten, and nothing typed is lost',
    act: sentBack,
  },
  { name: 'a session that ends keeps the form that was half filled', act: expired },
]
