import { expect } from 'vitest'
import { checkBoard } from './board.ts'
import type { Person } from './person.ts'
import { until } from './until.ts'
import { noteOf, type Step, type Walk } from './walk.ts'

/** A fund of projects, which is published before it is numbered. */
const FUND = '2024年工人文化宫（俱乐部）补助'
const PLAN = '2024年工人文化宫（俱乐部）补助'
const figures = (walk: Walk) => walk.ledger.figures(FUND, '62')

/** A plan of one project passes both reviews. */
const draft = async (walk: Walk): Promise<void> => {
  const clerk = await walk.at('sheng-yewu')
  await clerk.go('/fund')
  await clerk.getByRole('link', { name: FUND }).click()
  await clerk.button('起草分配方案').click()
  await clerk.button('开始起草').click()
  await clerk.field('专项总额').fill('100')
  await clerk.getByLabel('分项方法').selectOption('项目')
  await clerk.button('＋ 添加分项').click()
  await clerk.button('删除分项 基础补助').click()
  await clerk.getByLabel('项目补助第 1 行县区').selectOption({ label: '环县' })
  await clerk.field('项目补助第 1 行金额').fill('100')
  await clerk.getByLabel('项目补助第 1 行项目名称').fill('环县工人文化宫维修改造')
  await clerk.field('说明').fill('按申报项目安排。')
  await clerk.button('提交业务审核').click()
  await clerk.getByRole('heading', { level: 1, name: PLAN }).waitFor()
  walk.notes.set('project', clerk.where())
  for (const [login, words] of [
    ['sheng-yeshen', '业务审核通过'],
    ['sheng-caishen', '财务审核通过'],
  ] as const) {
    const reviewer = await walk.at(login)
    await reviewer.go(clerk.where())
    await reviewer.button(words).click()
    await reviewer.button(words).waitFor({ state: 'hidden' })
  }
}

const meet = async (clerk: Person, minutes: string): Promise<void> => {
  await clerk.button('登记集体研究').click()
  const pane = clerk.getByRole('complementary', { name: '登记集体研究' })
  await pane.getByRole('textbox', { name: '会议纪要编号' }).fill(minutes)
  const day = pane.getByRole('textbox', { name: '公示截止日期' })
  const least = await day.inputValue()
  await day.fill('2024-03-14')
  await pane.getByRole('button', { name: '登记并安排资金' }).click()
  await pane.getByText('公示至少 7 天，截止日期 2024-03-14 太早。').waitFor()
  await day.fill(least)
  await pane.getByRole('button', { name: '登记并安排资金' }).click()
  await pane.waitFor({ state: 'hidden' })
}

/** An objection while it is published takes the arranged money back; the meeting decides again. */
const object = async (walk: Walk): Promise<void> => {
  const before = figures(walk)
  const clerk = await walk.at('sheng-yewu')
  await clerk.go(noteOf(walk, 'project'))
  await meet(clerk, '演示主席办公会纪要〔2024〕6号')
  expect(figures(walk)).toEqual({
    ...before,
    arranged: 100_000_000,
    available: before.available - 100_000_000,
  })
  await checkBoard(walk, FUND)
  const county = await walk.at('621022-caiwu')
  await county.go('/fund/published')
  await county.getByText(PLAN).first().waitFor()
  await walk.look(county, 'b0-published')
  await clerk.button('结束公示').click()
  await clerk.getByText('公示到 2024-03-19 截止，次日起才能结束公示。').waitFor()
  await clerk.button('受理异议').click()
  const pane = clerk.getByRole('complementary', { name: '受理异议' })
  await pane.getByRole('textbox').fill('职工代表反映项目重复申报，重新核实')
  await pane.getByRole('button', { name: '受理异议' }).click()
  await pane.waitFor({ state: 'hidden' })
  expect(figures(walk), 'what was arranged is withdrawn').toEqual(before)
  await checkBoard(walk, FUND)
  await meet(clerk, '演示主席办公会纪要〔2024〕7号')
}

/** The demonstration's clock is moved until the publication is over; then the plan is numbered and issued. */
const over = async (walk: Walk): Promise<void> => {
  const clerk = await walk.at('sheng-yewu')
  for (const day of ['13', '14', '15', '18', '19', '20']) {
    await clerk.button('前进一个工作日').click()
    await clerk.getByText(`2024-03-${day}`).first().waitFor()
  }
  await clerk.button('结束公示').click()
  await clerk.button('结束公示').waitFor({ state: 'hidden' })
  const office = await walk.at('sheng-bangong')
  await office.go(noteOf(walk, 'project'))
  await office.button('登记文号并印发').click()
  const pane = office.getByRole('complementary', { name: '登记文号并印发' })
  await pane.getByRole('textbox', { name: '文号' }).fill('演示总工发〔2024〕24号')
  await pane.getByRole('button', { name: /^印发下达/ }).click()
  await pane.waitFor({ state: 'hidden' })
  await until(async () => expect(figures(walk)).toMatchObject({ arranged: 0, issued: 100_000_000 }))
  await checkBoard(walk, FUND)
}

export const PUBLICITY_STEPS: readonly Step[] = [
  { name: 'a plan of projects passes its reviews', act: draft },
  { name: 'an objection takes back what was arranged', act: object },
  { name: 'when the publication is over the plan is issued', act: over },
]
