import { expect } from 'vitest'
import { checkBoard } from './board.ts'
import { begin, fillPaper, released } from './order.ts'
import { PLACE } from './payment.ts'
import { FUND } from './plan.ts'
import { fenOf, readTable } from './table.ts'
import { until } from './until.ts'
import { noteOf, type Step, type Walk } from './walk.ts'

const province = (walk: Walk) => walk.ledger.figures(FUND, '62')

/** Before the resolution nothing is adjusted: the reviewer is told why and sends the order back. */
const tooEarly = async (walk: Walk): Promise<void> => {
  const clerk = await walk.at('sheng-caiwu')
  const before = province(walk)
  await begin(clerk, '调整预算', FUND)
  await clerk.getByRole('button', { name: '追减' }).click()
  await clerk.field('调整数').fill('100000')
  await fillPaper(clerk, '依据文件', {
    number: '演示总工财〔2024〕16号',
    day: '3月12日',
    title: '关于追减职工之家建设补助预算的请示',
  })
  await clerk.button('提交复核').click()
  await clerk.getByText('请填理由').waitFor()
  await clerk.getByRole('textbox', { name: '理由或说明' }).fill('压减一般性项目')
  await clerk.button('提交复核').click()
  await clerk.getByRole('heading', { level: 1, name: '调整预算' }).waitFor()
  const reviewer = await walk.at('sheng-caishen')
  await reviewer.go(clerk.where())
  await reviewer.button('复核入账').click()
  await reviewer.getByText('预算尚未经决议核定，不能调整。').waitFor()
  await walk.look(reviewer, '95-too-early')
  await reviewer.button('退回').click()
  const pane = reviewer.getByRole('complementary', { name: '退回资金单' })
  await pane.getByRole('textbox').fill('等全委会决议后再办')
  await pane.getByRole('button', { name: '退回' }).click()
  await pane.waitFor({ state: 'hidden' })
  await clerk.again()
  await clerk.getByText('退回理由：等全委会决议后再办').waitFor()
  expect(province(walk)).toEqual(before)
}

/** The resolution stands above the leaders' paper by 200,000 yuan: the difference alone is posted, then adjusted. */
const resolve = async (walk: Walk): Promise<void> => {
  const clerk = await walk.at('sheng-caiwu')
  const before = province(walk)
  await begin(clerk, '核定预算', FUND)
  await clerk.getByRole('button', { name: '全委会、经审会决议' }).click()
  await clerk.field('核定总额').fill('10,200,000')
  await fillPaper(clerk, '依据文件', {
    number: '演示总工财〔2024〕17号',
    day: '3月12日',
    title: '关于2024年经费预算的决议',
  })
  await walk.look(clerk, '96-resolution')
  const programme = await walk.at('sheng-yewu')
  await programme.go(`${noteOf(walk, 'fund')}/edit`)
  const basis = programme.field('立项依据')
  await until(async () => expect(await basis.inputValue()).not.toBe(''))
  await basis.fill('职工之家建设工作安排（演示，已修订）')
  await released(walk, clerk, ['核定预算', FUND], 'sheng-caishen')
  await keepTyped(walk)
  const more = { budget: before.budget + 20_000_000, available: before.available + 20_000_000 }
  expect(province(walk)).toEqual({ ...before, ...more })
  await checkBoard(walk, FUND)
  await begin(clerk, '调整预算', FUND)
  await clerk.getByRole('button', { name: '追减' }).click()
  await clerk.field('调整数').fill('50000')
  await fillPaper(clerk, '依据文件', {
    number: '演示总工财〔2024〕18号',
    day: '3月12日',
    title: '关于调整2024年经费预算的决议',
  })
  await clerk.getByRole('textbox', { name: '理由或说明' }).fill('压减一般性项目')
  await released(walk, clerk, ['调整预算', FUND], 'sheng-caishen')
  expect(province(walk)).toEqual({
    ...before,
    budget: before.budget + 15_000_000,
    available: before.available + 15_000_000,
  })
  await checkBoard(walk, FUND)
}

/** The fund has got its budget while its clerk was changing it: the answer says so, and what was typed is kept. */
const keepTyped = async (walk: Walk): Promise<void> => {
  const programme = await walk.at('sheng-yewu')
  const typed = '职工之家建设工作安排（演示，已修订）'
  await programme.button('保存专项').click()
  await programme.getByText('该专项已被他人修改。您填写的内容还在本页；请选择用谁的。').waitFor()
  expect(await programme.field('立项依据').inputValue()).toBe(typed)
  await walk.look(programme, '96-stale-fund')
  await programme.button('用我的覆盖').click()
  await programme.button('保存专项').click()
  await programme.getByRole('heading', { level: 1, name: FUND }).waitFor()
  await programme.getByText(typed).waitFor()
}

/** What is issued and not yet paid is reduced by document, never beyond it, and can be shared out anew. */
const reduce = async (walk: Walk): Promise<void> => {
  const clerk = await walk.at('sheng-caiwu')
  const before = province(walk)
  const county = walk.ledger.figures(FUND, PLACE.county)
  await begin(clerk, '调减下达', FUND)
  const table = await readTable(clerk.getByRole('table', { name: '可办理的款项' }))
  const [row] = table.rows
  expect(table.rows.map((cells) => cells[0])).toEqual(['环县'])
  const unpaid = county.issued - county.remitted
  expect(fenOf(row?.[3] ?? '', 'yuan'), 'what is issued and not paid').toBe(unpaid)
  const field = clerk.getByRole('textbox', { name: '环县已下达未拨本次金额' })
  await field.fill(((unpaid + 1) / 100).toFixed(2))
  await clerk.getByText('环县的金额超过余额').waitFor()
  await field.fill('10000')
  await fillPaper(clerk, '依据文件', {
    number: '演示总工发〔2024〕23号',
    day: '3月12日',
    title: '关于调减环县职工之家建设补助的通知',
  })
  await clerk.getByRole('textbox', { name: '理由或说明' }).fill('项目规模缩减')
  await walk.look(clerk, '97-reduce')
  await released(walk, clerk, ['调减下达', FUND], 'sheng-caishen')
  expect(province(walk)).toEqual({
    ...before,
    available: before.available + 1_000_000,
    issued: before.issued - 1_000_000,
  })
  await checkBoard(walk, FUND, PLACE)
}

export const BUDGET_STEPS: readonly Step[] = [
  { name: 'before the resolution nothing is adjusted', act: tooEarly },
  { name: 'the resolution posts the difference, and is adjusted afterwards', act: resolve },
  { name: 'what is not paid yet is reduced by document', act: reduce },
]
