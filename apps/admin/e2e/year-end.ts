import { expect } from 'vitest'
import { checkBoard } from './board.ts'
import { begin, fillPaper, released } from './order.ts'
import { PLACE } from './payment.ts'
import { FUND } from './plan.ts'
import { TOWN } from './township.ts'
import { until } from './until.ts'
import type { Step, Walk } from './walk.ts'

const county = (walk: Walk) => walk.ledger.figures(FUND, PLACE.county)
const town = (walk: Walk) => walk.ledger.figures(FUND, TOWN.code)

/** What is not spent is carried over by the county alone, its own and its township's, and taken into use again. */
const carry = async (walk: Walk): Promise<void> => {
  const clerk = await walk.at('621022-caiwu')
  const before = county(walk)
  await begin(clerk, '结转', FUND)
  await clerk.getByRole('textbox', { name: '环县已到账本次金额' }).fill('10000')
  await clerk.getByRole('textbox', { name: `${TOWN.name}已到账本次金额` }).fill('500')
  await walk.look(clerk, '90-carry')
  await clerk.button('结转入账').click()
  await clerk.getByRole('heading', { level: 1, name: '结转', exact: true }).waitFor()
  expect(county(walk)).toMatchObject({ held: before.held - 1_050_000, carried: 1_050_000 })
  expect(town(walk).carried).toBe(50_000)
  await checkBoard(walk, FUND, PLACE)
  await begin(clerk, '启用结转', FUND)
  await clerk.getByRole('textbox', { name: '环县结转本次金额' }).fill('10000.01')
  await clerk.getByText('环县的金额超过余额').waitFor()
  await clerk.getByRole('textbox', { name: '环县结转本次金额' }).fill('8000')
  await clerk.getByRole('textbox', { name: `${TOWN.name}结转本次金额` }).fill('500')
  await clerk.button('启用结转入账').click()
  await clerk.getByRole('heading', { level: 1, name: '启用结转' }).waitFor()
  expect(county(walk)).toMatchObject({ held: before.held - 200_000, carried: 200_000 })
  expect(town(walk).carried).toBe(0)
  await checkBoard(walk, FUND, PLACE)
}

/** What was carried and is not needed becomes 结余; part of it is kept on the province's document, and that undone. */
const retain = async (walk: Walk): Promise<void> => {
  const clerk = await walk.at('621022-caiwu')
  const before = county(walk)
  await begin(clerk, '转结余', FUND)
  await clerk.getByRole('textbox', { name: '环县结转本次金额' }).fill('2000')
  await clerk.getByRole('textbox', { name: '理由或说明' }).fill('书屋项目完成')
  await released(walk, clerk, ['转结余', FUND], '621022-shenhe')
  expect(county(walk)).toMatchObject({ carried: 0, surplus: 200_000 })
  await begin(clerk, '留用结余', FUND)
  await clerk.getByRole('textbox', { name: '环县结余本次金额' }).fill('1500')
  await clerk.getByRole('textbox', { name: '理由或说明' }).fill('按省总批复留用')
  await clerk.button('提交复核').click()
  await clerk.getByText('请填依据文件的文号、日期和标题').waitFor()
  await fillPaper(clerk, '依据文件', {
    number: '演示总工财〔2024〕15号',
    day: '3月12日',
    title: '关于结余留用的批复',
  })
  await walk.look(clerk, '91-retain')
  const path = await released(walk, clerk, ['留用结余', FUND], '621022-shenhe')
  expect(county(walk)).toMatchObject({ held: before.held + 150_000, surplus: 50_000 })
  await checkBoard(walk, FUND, PLACE)
  await clerk.go(path)
  await clerk.button('冲销').click()
  const pane = clerk.getByRole('complementary', { name: '冲销' })
  await pane.getByRole('textbox').fill('批复数额有误')
  await pane.getByRole('button', { name: '冲销' }).click()
  await pane.waitFor({ state: 'hidden' })
  await until(async () =>
    expect(county(walk)).toMatchObject({ held: before.held, surplus: 200_000 }),
  )
  await clerk.getByText('已冲销').first().waitFor()
  await walk.look(clerk, '92-reversed')
  await checkBoard(walk, FUND, PLACE)
}

/** The bank sends back what the county pays back: it stands where it was. */
const stopReturn = async (walk: Walk): Promise<void> => {
  const clerk = await walk.at('621022-caiwu')
  const before = county(walk)
  await begin(clerk, '缴回', FUND)
  await clerk.getByRole('textbox', { name: '环县结余本次金额' }).fill('1000')
  await fillPaper(clerk, '依据文件', {
    number: '环工发〔2024〕4号',
    day: '3月12日',
    title: '关于缴回结余的报告',
  })
  await clerk.getByRole('textbox', { name: '理由或说明' }).fill('缴回结余')
  const path = await released(walk, clerk, ['缴回', FUND], '621022-shenhe')
  expect(county(walk)).toMatchObject({ surplus: before.surplus - 100_000, returned: 100_000 })
  await checkBoard(walk, FUND, PLACE)
  await clerk.go(path)
  await clerk.button('缴回退票').click()
  const pane = clerk.getByRole('complementary', { name: '缴回退票' })
  await pane.getByRole('textbox').fill('省总收款账户有误，银行退回')
  await walk.look(clerk, '93-return-stop')
  await pane.getByRole('button', { name: '缴回退票' }).click()
  await pane.waitFor({ state: 'hidden' })
  expect(county(walk)).toEqual(before)
  await checkBoard(walk, FUND, PLACE)
}

export const YEAR_END_STEPS: readonly Step[] = [
  { name: 'what is not spent is carried over and taken into use again', act: carry },
  { name: 'what is left over is kept on the province’s document, and that is undone', act: retain },
  { name: 'the bank sends a return back and it stands where it was', act: stopReturn },
]
