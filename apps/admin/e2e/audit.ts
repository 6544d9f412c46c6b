import { expect } from 'vitest'
import { checkBoard } from './board.ts'
import { PLACE } from './payment.ts'
import type { Person } from './person.ts'
import { FUND } from './plan.ts'
import { noteOf, type Step, type Walk } from './walk.ts'

const TITLE = '三月专项抽查'

const fillPaper = async (pane: ReturnType<Person['getByRole']>, number: string, title: string) => {
  await pane.getByRole('textbox', { name: '依据文号' }).fill(number)
  await pane.getByRole('textbox', { name: '成文日期' }).fill('3月12日')
  await pane.getByRole('textbox', { name: '文件标题' }).fill(title)
}

/** 经审 draws a sample: all from an amount up and some by lot; each is looked at. */
const sample = async (walk: Walk): Promise<void> => {
  const auditor = await walk.at('sheng-jingshen')
  await auditor.go('/')
  await walk.look(auditor, '80-desk-auditor')
  await auditor.go('/audit/sample')
  await auditor.button('新建抽查').click()
  const pane = auditor.getByRole('complementary', { name: '新建抽查' })
  await pane.getByRole('button', { name: '抽取' }).click()
  await pane.getByText('请填抽查名称').waitFor()
  await pane.getByRole('textbox', { name: '抽查名称' }).fill(TITLE)
  await pane.getByRole('combobox', { name: '专项', exact: true }).selectOption({ label: FUND })
  await pane.getByRole('textbox', { name: '起日' }).fill('2024-03-01')
  await pane.getByRole('textbox', { name: '必查金额' }).fill('10000')
  await pane.getByLabel('另随机抽取（笔）').fill('1')
  await pane.getByText(/期间内支出 \d+ 笔/).waitFor()
  await walk.look(auditor, '81-draw')
  await pane.getByRole('button', { name: '抽取' }).click()
  await auditor.getByRole('heading', { level: 1, name: TITLE }).waitFor()
  await auditor.getByRole('row', { name: /记-0102/ }).click()
  const clear = auditor.getByRole('complementary', { name: '环县' })
  await clear.getByRole('textbox', { name: '查看情况' }).fill('凭证齐全，与垫付一致')
  await clear.getByRole('button', { name: '登记无异常' }).click()
  await clear.getByText('凭证齐全，与垫付一致').waitFor()
  await auditor.getByRole('row', { name: /记-0101/ }).click()
  const item = auditor.getByRole('complementary', { name: '环县' })
  await item.getByRole('textbox', { name: '查看情况' }).fill('未附验收单，书架数量与发票不一致')
  await item.getByRole('button', { name: '登记问题' }).click()
  await item.getByRole('button', { name: '提出暂停拨付' }).waitFor()
  await walk.look(auditor, '82-sample')
}

/** 经审 proposes the pause out of the finding; finance executes it. */
const pause = async (walk: Walk): Promise<void> => {
  const auditor = await walk.at('sheng-jingshen')
  await auditor.button('提出暂停拨付').click()
  const pane = auditor.getByRole('complementary', { name: '提出暂停拨付' })
  await pane.getByRole('button', { name: '提出暂停拨付' }).click()
  await pane.getByText('请写明理由').waitFor()
  await pane.getByRole('textbox', { name: '理由' }).fill('支出凭证不实，整改前暂停拨付')
  await fillPaper(pane, '演示经审〔2024〕3号', '关于暂停拨付环县专项的意见')
  await walk.look(auditor, '83-propose')
  await pane.getByRole('button', { name: '提出暂停拨付' }).click()
  await pane.waitFor({ state: 'hidden' })
  const reviewer = await walk.at('sheng-caishen')
  await reviewer.go('/')
  await reviewer.getByRole('button', { name: /^执行暂停/ }).click()
  await reviewer.getByRole('heading', { level: 1, name: '暂停拨付' }).waitFor()
  await reviewer.getByRole('row', { name: /环县/ }).click()
  await reviewer.button('执行暂停拨付').click()
  await reviewer.button('执行暂停拨付').waitFor({ state: 'hidden' })
  await walk.look(reviewer, '84-paused')
  await checkBoard(walk, FUND, PLACE)
}

/** While it stands neither the bank nor the county moves its money on. */
const stands = async (walk: Walk): Promise<void> => {
  const cashier = await walk.at('sheng-chuna')
  await cashier.go('/fund/payment/new')
  await cashier.getByLabel('专项', { exact: true }).selectOption({ label: FUND })
  await cashier.getByRole('row', { name: /暂停拨付/ }).waitFor()
  expect(await cashier.getByRole('checkbox', { name: '选入环县' }).isDisabled()).toBe(true)
  await walk.look(cashier, '85-paused-payment')
  const clerk = await walk.at('621022-caiwu')
  await clerk.go(`/fund/commitment?fund=${noteOf(walk, 'fund').split('/').at(-1)}`)
  await clerk.button('登记合同').click()
  const form = clerk.getByRole('complementary', { name: '登记合同' })
  await form.getByLabel('合同名称').fill('门厅粉刷')
  await form.getByLabel('对方单位').fill('环县某某装饰公司')
  await form.getByLabel('签订日期').fill('3月12日')
  await form.getByLabel('合同金额').fill('1000')
  await form.getByRole('button', { name: '登记并占用' }).click()
  await form.getByText(/环县.*正被暂停拨付，解除之前不能下达、拨付、占用或支出。/).waitFor()
  expect(await form.getByLabel('合同名称').inputValue(), 'nothing typed is lost').toBe('门厅粉刷')
  await walk.look(clerk, '86-paused-county')
  await form.getByRole('button', { name: '取消' }).click()
}

/** The county mends, 经审 closes the finding and asks to lift the pause, finance lifts it. */
const mend = async (walk: Walk): Promise<void> => {
  const clerk = await walk.at('621022-caiwu')
  await clerk.go('/audit/finding')
  await clerk.getByRole('row', { name: /环县/ }).click()
  const finding = clerk.getByRole('complementary', { name: '环县' })
  await finding.getByRole('textbox', { name: '整改情况' }).fill('已补验收单，核对数量一致')
  await finding.getByRole('button', { name: '提交整改' }).click()
  await finding.getByText('已补验收单，核对数量一致').waitFor()
  const auditor = await walk.at('sheng-jingshen')
  await auditor.go('/')
  await auditor.getByRole('button', { name: /^销号/ }).click()
  await auditor
    .getByRole('row', { name: /环县.*书架|书架.*环县|记-0101/ })
    .first()
    .click()
  const item = auditor.getByRole('complementary', { name: '环县' })
  await item.getByRole('textbox', { name: '销号或退回的意见' }).fill('整改到位')
  await item.getByRole('button', { name: '销号', exact: true }).click()
  await item.getByText('整改到位').waitFor()
  await auditor.go('/audit/pause')
  await auditor.getByRole('row', { name: /环县/ }).click()
  const pane = auditor.getByRole('complementary', { name: /环县/ })
  await pane.getByRole('button', { name: '提出解除' }).click()
  await pane.getByRole('textbox', { name: '解除理由' }).fill('问题已整改销号')
  await fillPaper(pane, '演示经审〔2024〕4号', '关于解除暂停拨付的意见')
  await pane.getByRole('button', { name: '提出解除' }).click()
  await pane.getByText('等待省总财务审核解除').waitFor()
  const reviewer = await walk.at('sheng-caishen')
  await reviewer.go('/')
  await reviewer.getByRole('button', { name: /^解除暂停/ }).click()
  await reviewer.getByRole('row', { name: /环县/ }).click()
  await reviewer.button('解除暂停拨付').click()
  await reviewer.button('解除暂停拨付').waitFor({ state: 'hidden' })
}

export const AUDIT_STEPS: readonly Step[] = [
  { name: 'the audit committee samples spendings and finds something', act: sample },
  { name: 'it proposes a pause and finance executes it', act: pause },
  { name: 'a paused county is neither paid nor may it spend', act: stands },
  { name: 'the county mends it and the pause is lifted', act: mend },
]
