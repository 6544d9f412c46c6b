import { expect } from 'vitest'
import { checkBoard } from './board.ts'
import { begin, fillPaper, released } from './order.ts'
import { PLACE } from './payment.ts'
import { DOCUMENT, FUND } from './plan.ts'
import { fenOf } from './table.ts'
import { until } from './until.ts'
import { noteOf, type Step, type Walk } from './walk.ts'

export const LAST = '2023年县区专项补助'
const SECOND = '2024年职工之家建设补助（第二批）'
const SECOND_NUMBER = '演示总工发〔2024〕22号'
const county = (walk: Walk, fund: string = FUND) => walk.ledger.figures(fund, PLACE.county)
const yuan = (fen: number): string => (fen / 100).toFixed(2)

/** 环县 sub-allocates to a township whose money it keeps. */
const subAllocate = async (walk: Walk): Promise<void> => {
  const clerk = await walk.at('621022-caiwu')
  await begin(clerk, '分解到乡镇', FUND)
  const [town = ''] = [...walk.ledger.below(PLACE.county).keys()].sort()
  const before = county(walk)
  const field = clerk.getByRole('textbox', { name: `${town}分解金额` })
  await field.fill('999,999.00')
  await clerk.getByText(/分解合计 999,999\.00 元，超过可分解的/).waitFor()
  await field.fill('5000')
  await walk.look(clerk, '70-sub-allocate')
  await released(walk, clerk, ['分解到乡镇', FUND], '621022-shenhe')
  expect(county(walk), 'a sub-allocation that the county keeps moves no figure').toEqual(before)
  const code = walk.ledger.below(PLACE.county).get(town) ?? ''
  expect(walk.ledger.figures(FUND, code).held).toBe(500_000)
  await checkBoard(walk, FUND, PLACE)
}

/** A second document from the reserve, by hand with its reason; the first number may not be used again. */
const secondPlan = async (walk: Walk): Promise<void> => {
  const clerk = await walk.at('sheng-yewu')
  await clerk.go(noteOf(walk, 'fund'))
  await clerk.button('起草分配方案').click()
  await clerk.getByRole('textbox', { name: '方案名称' }).fill(SECOND)
  await clerk.button('开始起草').click()
  await clerk.field('专项总额').fill('3')
  await clerk.getByLabel('分项方法').selectOption('手工')
  await clerk.button('＋ 添加分项').click()
  await clerk.button('删除分项 基础补助').click()
  await clerk.getByLabel('专门安排第 1 行县区').selectOption({ label: '环县' })
  await clerk.field('专门安排第 1 行金额').fill('3')
  await clerk.getByLabel('专门安排理由').fill('环县职工之家灾后修缮')
  await clerk.field('说明').fill('用预留安排一家。')
  await clerk.button('提交业务审核').click()
  await clerk.getByRole('heading', { level: 1, name: SECOND }).waitFor()
  const path = clerk.where()
  for (const [login, words] of [
    ['sheng-yeshen', '业务审核通过'],
    ['sheng-caishen', '财务审核通过'],
  ] as const) {
    const reviewer = await walk.at(login)
    await reviewer.go(path)
    await reviewer.button(words).click()
    await reviewer.button(words).waitFor({ state: 'hidden' })
  }
  await clerk.go(path)
  await clerk.button('登记集体研究').click()
  const meeting = clerk.getByRole('complementary', { name: '登记集体研究' })
  await meeting.getByRole('textbox', { name: '会议纪要编号' }).fill('演示主席办公会纪要〔2024〕5号')
  await meeting.getByRole('button', { name: '登记并安排资金' }).click()
  await meeting.waitFor({ state: 'hidden' })
  const office = await walk.at('sheng-bangong')
  await office.go(path)
  await office.button('登记文号并印发').click()
  const pane = office.getByRole('complementary', { name: '登记文号并印发' })
  await pane.getByRole('textbox', { name: '文号' }).fill(DOCUMENT)
  await pane.getByRole('button', { name: /^印发下达/ }).click()
  await pane.getByText(`文号“${DOCUMENT}”已经用过，同一机关、部门、年份内不能重复。`).waitFor()
  expect(await pane.getByRole('textbox', { name: '文号' }).inputValue()).toBe(DOCUMENT)
  await walk.look(office, '71-number-used')
  await pane.getByRole('textbox', { name: '文号' }).fill(SECOND_NUMBER)
  await pane.getByRole('button', { name: /^印发下达/ }).click()
  await pane.waitFor({ state: 'hidden' })
  walk.notes.set('second', path)
  expect(county(walk).issued).toBe(Number(noteOf(walk, '环县')) + 3_000_000)
  await checkBoard(walk, FUND, PLACE)
}

/** The notice of the second document: 本次金额 is what is set off and what is paid, to the fen. */
const checkNotice = async (walk: Walk, setOff: number): Promise<void> => {
  for (const login of ['sheng-bangong', '6210-caiwu']) {
    const reader = await walk.at(login)
    await reader.go(`${noteOf(walk, 'second')}/notice`)
    const paper = reader.getByRole('article')
    // What was read before stands there until it is read again.
    await until(async () => {
      const row = paper.getByRole('row', { name: /环县/ })
      const cells = await row.getByRole('cell').allInnerTexts()
      const heads = await paper.getByRole('columnheader').allInnerTexts()
      const at = (head: string) =>
        fenOf(cells[heads.findIndex((one) => one.replace(/\s/g, '') === head)] ?? '', 'wan')
      expect(at('其中抵扣'), heads.join(' | ')).toBe(setOff)
      expect(at('其中抵扣') + at('实拨金额')).toBe(at('本次金额'))
    })
    await paper
      .getByText(/其中抵扣结余.*依据演示总工财〔2024〕11号/)
      .last()
      .waitFor()
    await walk.look(reader, `75-notice-set-off-${login}`)
  }
}

/** What is left of last year's fund becomes 结余 and is set off against this year's. */
const setOff = async (walk: Walk): Promise<void> => {
  const clerk = await walk.at('621022-caiwu')
  const left = county(walk, LAST).held
  expect(left).toBeGreaterThan(0)
  await begin(clerk, '转结余', LAST)
  await clerk.getByRole('textbox', { name: '环县已到账本次金额' }).fill(yuan(left))
  await clerk.getByRole('textbox', { name: '理由或说明' }).fill('上年任务已完成')
  await released(walk, clerk, ['转结余', LAST], '621022-shenhe')
  expect(county(walk, LAST)).toMatchObject({ held: 0, surplus: left })
  const finance = await walk.at('sheng-caiwu')
  await begin(finance, '抵扣下年', LAST)
  await finance.getByRole('textbox', { name: '环县结余本次金额' }).fill(yuan(left))
  await fillPaper(finance, '依据文件', {
    number: '演示总工财〔2024〕11号',
    day: '3月12日',
    title: '关于上年结余抵扣的通知',
  })
  await finance.getByLabel('抵扣到的新专项').selectOption({ label: FUND })
  await finance.getByLabel('新专项下达文件').selectOption({ label: `${SECOND_NUMBER}　${SECOND}` })
  await walk.look(finance, '72-set-off')
  const before = county(walk)
  await released(walk, finance, ['抵扣下年', LAST], '621022-caiwu')
  await checkNotice(walk, left)
  expect(county(walk, LAST)).toMatchObject({ surplus: 0, returned: left })
  expect(county(walk).received).toBe(before.received + left)
  await checkBoard(walk, FUND, PLACE)
  await checkBoard(walk, LAST, PLACE)
}

/** 环县 pays money back: through the prefecture, confirmed by the province with the bank's slip. */
const giveBack = async (walk: Walk): Promise<void> => {
  const clerk = await walk.at('621022-caiwu')
  const before = county(walk)
  await begin(clerk, '缴回', FUND)
  await clerk.getByRole('textbox', { name: '环县已到账本次金额' }).fill('8000')
  await fillPaper(clerk, '依据文件', {
    number: '环工发〔2024〕3号',
    day: '3月12日',
    title: '关于缴回职工之家建设补助的报告',
  })
  await clerk.getByRole('textbox', { name: '理由或说明' }).fill('项目减少')
  const path = await released(walk, clerk, ['缴回', FUND], '621022-shenhe')
  expect(county(walk).received).toBe(before.received - 800_000)
  await checkBoard(walk, FUND, PLACE)
  const prefecture = await walk.at('6210-caiwu')
  await prefecture.go('/')
  await walk.look(prefecture, '73-desk-prefecture')
  await prefecture.go(path)
  await prefecture.button('收到缴回').click()
  const got = prefecture.getByRole('complementary', { name: '收到缴回' })
  await got.getByRole('textbox').fill('银行回单 0312')
  await got.getByRole('button', { name: '收到缴回' }).click()
  await got.waitFor({ state: 'hidden' })
  await checkBoard(walk, FUND)
  const finance = await walk.at('sheng-caiwu')
  await finance.go(path)
  await finance.button('确认缴回').click()
  const confirm = finance.getByRole('complementary', { name: '确认缴回' })
  await confirm.getByRole('textbox').fill('银行回单 0315')
  await confirm.getByRole('button', { name: '确认缴回' }).click()
  await confirm.waitFor({ state: 'hidden' })
  const reviewer = await walk.at('sheng-caishen')
  await reviewer.go('/')
  await walk.look(reviewer, '74-desk-finance')
  await reviewer.getByRole('row', { name: /确认缴回.* 8,000\.00/ }).waitFor()
  await reviewer.getByRole('button', { name: /^复核 .*确认缴回/ }).click()
  await reviewer.getByRole('row', { name: /^环县 .* 8,000\.00$/ }).waitFor()
  await reviewer.button('复核入账').click()
  await reviewer.button('复核入账').waitFor({ state: 'hidden' })
  await until(async () => expect(county(walk).issued).toBe(before.issued - 800_000))
  await checkBoard(walk, FUND, PLACE)
}

export const ORDER_STEPS: readonly Step[] = [
  { name: 'the county sub-allocates to a township', act: subAllocate },
  {
    name: 'a second document is issued from the reserve, not under the first number',
    act: secondPlan,
  },
  { name: 'what was left last year is set off', act: setOff },
  { name: 'money is paid back through the prefecture', act: giveBack },
]
