import { expect } from 'vitest'
import { checkBoard } from './board.ts'
import { begin, fillPaper, released } from './order.ts'
import { LAST } from './orders.ts'
import type { Person } from './person.ts'
import type { Step, Walk } from './walk.ts'

/** 庆城 has money of last year's fund in hand. */
const COUNTY = '621021'
const figures = (walk: Walk) => walk.ledger.figures(LAST, COUNTY)

const openPeriods = async (person: Person, year: string): Promise<void> => {
  await person.go('/fund/period')
  await person.getByLabel('专项年度').selectOption({ label: `${year}年专项` })
  await person.getByRole('row', { name: new RegExp(`^${year}-12`) }).waitFor()
}

/** A month is closed by two persons, once it is over, once. */
const close = async (walk: Walk): Promise<void> => {
  const clerk = await walk.at('sheng-caiwu')
  await openPeriods(clerk, '2024')
  await clerk.button('提出关账 2024-03').click()
  await clerk.getByText('2024-03 还没有结束，月末之后才能关账。').waitFor()
  await clerk.button('提出关账 2024-02').click()
  await clerk.getByRole('row', { name: /2024-02 待复核/ }).waitFor()
  const reviewer = await walk.at('sheng-caishen')
  await openPeriods(reviewer, '2024')
  const other = await walk.beside('sheng-caishen')
  await openPeriods(other, '2024')
  await reviewer.button('复核关账 2024-02').click()
  await reviewer.getByRole('row', { name: /2024-02 已关账/ }).waitFor()
  await walk.look(reviewer, 'c0-closed')
  // the same press in another browser, where the month still looked open
  await other.button('复核关账 2024-02').click()
  await other.getByText('2024-02 已经关账，关账不能撤回。').waitFor()
  await other.getByRole('row', { name: /2024-02 已关账/ }).waitFor()
  await other.leave()
}

/** With its December closed the year is closed: what is paid back then is 已退 and no longer to be shared out. */
const afterClose = async (walk: Walk): Promise<void> => {
  const clerk = await walk.at('sheng-caiwu')
  await openPeriods(clerk, '2023')
  await clerk.button('提出关账 2023-12').click()
  const reviewer = await walk.at('sheng-caishen')
  await openPeriods(reviewer, '2023')
  await reviewer.button('复核关账 2023-12').click()
  await reviewer.getByRole('row', { name: /2023-12 已关账/ }).waitFor()
  const before = figures(walk)
  const county = await walk.at(`${COUNTY}-caiwu`)
  await begin(county, '缴回', LAST)
  await county.getByRole('textbox', { name: '庆城已到账本次金额' }).fill('1000')
  await fillPaper(county, '依据文件', {
    number: '庆城工发〔2024〕2号',
    day: '3月20日',
    title: '关于缴回上年县区专项补助余款的报告',
  })
  await county.getByRole('textbox', { name: '理由或说明' }).fill('上年项目余款')
  const path = await released(walk, county, ['缴回', LAST], `${COUNTY}-shenhe`)
  for (const [login, act] of [
    ['6210-caiwu', '收到缴回'],
    ['sheng-caiwu', '确认缴回'],
  ] as const) {
    const finance = await walk.at(login)
    await finance.go(path)
    await finance.button(act).click()
    const pane = finance.getByRole('complementary', { name: act })
    await pane.getByRole('textbox').fill('银行回单 0320')
    await pane.getByRole('button', { name: act }).click()
    await pane.waitFor({ state: 'hidden' })
  }
  await reviewer.go('/')
  await reviewer.getByRole('button', { name: /^复核 .*确认缴回/ }).click()
  await reviewer.button('复核入账').click()
  await reviewer.button('复核入账').waitFor({ state: 'hidden' })
  expect(figures(walk)).toMatchObject({
    returned: before.returned + 100_000,
    received: before.received - 100_000,
    issued: before.issued,
  })
  await checkBoard(walk, LAST, { prefecture: '6210', county: COUNTY })
}

export const PERIOD_STEPS: readonly Step[] = [
  { name: 'a month is closed by two persons, once it is over, once', act: close },
  { name: 'what is paid back after the year is closed is no longer shared out', act: afterClose },
]
