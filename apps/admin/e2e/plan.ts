import { expect } from 'vitest'
import { refusesWhatIsNone } from './amount.ts'
import { disguised, scan } from './paper.ts'
import type { Person } from './person.ts'
import { columnOf, fenOf, readTable, readTerms } from './table.ts'
import { until } from './until.ts'
import { noteOf, type Step, type Walk } from './walk.ts'

export const FUND = '2024年职工之家建设补助'
export const DOCUMENT = '演示总工发〔2024〕21号'
const PLAN = `${FUND}`
/** The pot of the plan: 1,000 万元. */
export const POT = 1_000_000_000

/** 设立专项, from the list to the page of the new fund. */
const openFund = async (walk: Walk): Promise<void> => {
  const clerk = await walk.at('sheng-yewu')
  await clerk.go('/fund')
  await clerk.button('设立专项').click()
  await clerk.getByRole('heading', { level: 1, name: '设立专项' }).waitFor()
  await clerk.field('专项名称').fill(FUND)
  await clerk.button('设立专项').click()
  // nothing is sent while something is missing: the press leads to it, and what was typed stays
  await clerk.type('基层工作部')
  expect(await clerk.field('归口部门').inputValue()).toBe('基层工作部')
  expect(await clerk.field('专项名称').inputValue()).toBe(FUND)
  await clerk.field('立项依据').fill('职工之家建设工作安排（演示）')
  await clerk.getByLabel('上年同类专项').selectOption({ label: '2023年县区专项补助' })
  await clerk.field('用途 1').fill('阵地建设')
  await clerk.getByRole('button', { name: '添加用途' }).click()
  await clerk.field('用途 2').fill('职工活动')
  await clerk.getByRole('button', { name: '添加禁止事项' }).click()
  await clerk.field('禁止事项 1').fill('公务接待')
  await clerk.field('禁止事项 1 关键词').fill('接待、宴请')
  await clerk.field('禁止事项 1 依据').fill('演示负面清单第2条')
  await clerk.getByRole('radio', { name: '沿用上年同类专项的名单和分类' }).check()
  await walk.look(clerk, '01-fund-form')
  await clerk.getByRole('button', { name: '设立专项', exact: true }).click()
  await clerk.getByRole('heading', { level: 1, name: FUND }).waitFor()
  walk.notes.set('fund', clerk.where())
  await walk.look(clerk, '02-fund')
}

/** The budget by the leaders' paper, made by one person and released by another. */
const budget = async (walk: Walk): Promise<void> => {
  const clerk = await walk.at('sheng-caiwu')
  await clerk.go('/fund/order/new')
  await clerk.getByLabel('事项').selectOption({ label: '核定预算' })
  await clerk.getByLabel('专项', { exact: true }).selectOption({ label: FUND })
  await clerk.getByRole('button', { name: '领导批示（预核定）' }).click()
  const total = clerk.field('核定总额')
  await refusesWhatIsNone(clerk, total)
  await total.fill('10,000,000')
  await clerk.field('文号').fill('演示总工财〔2024〕9号')
  await clerk.field('依据文件成文日期').fill('2024-3-8')
  await clerk.field('标题').fill('关于预安排职工之家建设补助的请示')
  await walk.look(clerk, '03-budget')
  await clerk.getByRole('button', { name: '提交复核' }).click()
  await clerk.getByRole('heading', { level: 1, name: '核定预算' }).waitFor()
  walk.notes.set('budget', clerk.where())
  const reviewer = await walk.at('sheng-caishen')
  await reviewer.go(noteOf(walk, 'budget'))
  await walk.look(reviewer, '04-budget-review')
  await reviewer.getByRole('button', { name: '复核入账' }).click()
  await reviewer.getByText('已入账').first().waitFor()
  expect(walk.ledger.figures(FUND, '62')).toMatchObject({ budget: POT, available: POT, issued: 0 })
}

/** What the foot of a plan says, in fen: the lines and the 预留 make the pot. */
const readFoot = async (person: Person) => {
  const terms = await readTerms(person)
  const lines = [...terms.keys()].find((term) => term.endsWith('行合计')) ?? ''
  return {
    pot: fenOf(terms.get('专项总额') ?? '', 'yuan'),
    lines: fenOf(terms.get(lines) ?? '', 'yuan'),
    reserve: fenOf(terms.get('预留（机动）') ?? '', 'yuan'),
    count: Number.parseInt(lines, 10),
    terms,
  }
}

/** The rows of the result: total, prefectures with their counties under them. Each sum is checked on the way. */
const readLines = async (person: Person) => {
  const result = person.getByRole('region', { name: '分配结果' })
  await result.getByRole('cell').first().waitFor()
  if (await result.getByRole('button', { name: '全部展开' }).isVisible())
    await result.getByRole('button', { name: '全部展开' }).click()
  const table = await readTable(result)
  const [name, amount] = [columnOf(table, '市州、县'), columnOf(table, '本次金额')]
  const [before, difference] = [columnOf(table, '上年'), columnOf(table, '增减')]
  const [members, each] = [columnOf(table, '会员数'), columnOf(table, '人均')]
  const rows = table.rows.map((cells) => ({
    first: cells[0] ?? '',
    name: (cells[name] ?? '').replace(/\d+$/, '').trim(),
    amount: fenOf(cells[amount] ?? '', 'wan'),
    before: fenOf(cells[before] ?? '', 'wan'),
    difference: fenOf(cells[difference] ?? '', 'wan'),
    members: Number((cells[members] ?? '').replaceAll(',', '')),
    each: cells[each] ?? '',
  }))
  const [total, ...below] = rows
  if (total === undefined) throw new Error('the result has no total')
  const counties = below.filter((row) => /^\d+$/.test(row.first))
  const prefectures = below.filter((row) => !/^\d+$/.test(row.first))
  return { total, counties, prefectures, below }
}

type Line = Awaited<ReturnType<typeof readLines>>['total']
const sum = (rows: readonly Line[]) => rows.reduce((a, row) => a + row.amount, 0)

/** Subtotals are the sums of the rows under them, all of them the total, and total + 预留 = the pot. */
const checkLines = (person: Person) => until(() => wholeLines(person))

const wholeLines = async (person: Person): Promise<Awaited<ReturnType<typeof readLines>>> => {
  const read = await readLines(person)
  const foot = await readFoot(person)
  let under: Line[] = []
  for (const row of [...read.below].reverse())
    if (/^\d+$/.test(row.first)) under.push(row)
    else {
      expect(row.amount, row.name).toBe(sum(under))
      under = []
    }
  expect(read.counties).toHaveLength(88)
  expect(sum(read.prefectures)).toBe(read.total.amount)
  expect(sum(read.counties)).toBe(read.total.amount)
  expect(foot.lines).toBe(read.total.amount)
  expect(foot.count).toBe(88)
  expect(foot.lines + foot.reserve, 'lines and reserve make the pot').toBe(foot.pot)
  for (const row of [read.total, ...read.below]) {
    expect(row.difference, `${row.name} 增减`).toBe(row.amount - row.before)
    expect(row.each, `${row.name} 人均`).toBe((row.amount / row.members / 100).toFixed(1))
  }
  return read
}

/** A plan of three parts; what is typed is computed at once. */
const draft = async (walk: Walk): Promise<void> => {
  const clerk = await walk.at('sheng-yewu')
  await clerk.go(noteOf(walk, 'fund'))
  await clerk.button('起草分配方案').click()
  await clerk.button('开始起草').click()
  await clerk.field('专项总额').waitFor()
  walk.notes.set('editor', clerk.where())
  const parts = clerk.getByRole('region', { name: '分项与因素' })
  // the first part is what is left of the pot, the same for everybody
  await until(async () => expect((await readFoot(clerk)).lines).toBe(88 * 11_000_000))
  await clerk
    .getByRole('group', { name: '分项 基础补助' })
    .getByRole('checkbox', { name: '其余' })
    .uncheck()
  await clerk.field('基础补助金额').fill('2000')
  await parts
    .getByText(/各分项合计 20,000,000\.00 元，超出专项总额 10,000,000\.00 元，多 10,000,000\.00 元/)
    .waitFor()
  expect(await clerk.field('基础补助金额').inputValue()).toBe('2000')
  await clerk.button('提交业务审核').click()
  expect(clerk.where(), 'a plan above its pot is not sent').toBe(noteOf(walk, 'editor'))
  await clerk.field('基础补助金额').fill('440')
  await until(async () => expect((await readFoot(clerk)).lines).toBe(440_000_000))
  await clerk.getByLabel('分项方法').selectOption('分档')
  await clerk.button('＋ 添加分项').click()
  await clerk.field('分档补助一类每家金额').fill('4')
  await clerk.field('分档补助二类每家金额').fill('3')
  await clerk.field('分档补助三类每家金额').fill('2')
  await until(async () => expect((await readFoot(clerk)).lines).toBe(694_000_000))
  await clerk.getByLabel('分项方法').selectOption('因素法')
  await clerk.button('＋ 添加分项').click()
  await clerk
    .getByRole('group', { name: '分项 因素分配' })
    .getByRole('checkbox', { name: '其余' })
    .check()
  await clerk.getByLabel('添加因素').selectOption('上年新建工会数')
  await clerk.field('会员数权重').fill('0.60')
  await clerk.field('上年新建工会数权重').fill('0.30')
  await parts.getByText(/权重合计为 0\.9，应为 1，少 0\.1/).waitFor()
  await clerk.field('上年新建工会数权重').fill('0.40')
  await until(async () => expect((await readFoot(clerk)).lines).toBeGreaterThan(900_000_000))
  await walk.look(clerk, '05-editor')
  await bound(walk, clerk)
  const read = await checkLines(clerk)
  const huan = read.counties.find((row) => row.name === '环县')
  if (huan === undefined) throw new Error('no line for 环县')
  walk.notes.set('环县', String(huan.amount))
  await explain(walk, clerk, huan)
  const foot = await readFoot(clerk)
  walk.notes.set('lines', String(foot.lines))
  expect(foot.terms.get('较上年 3,988 万元')).toBe(
    `−${(3_988 - foot.lines / 1_000_000).toLocaleString('en-US')} 万元`,
  )
}

/** A floor of one county's own and a cap of one class: computed while typed, refused with the reason, taken back. */
const bound = async (walk: Walk, clerk: Person): Promise<void> => {
  const before = (await readFoot(clerk)).lines
  const bounds = clerk.getByRole('group', { name: '保底封顶' })
  const checks = clerk.getByRole('region', { name: '提交前检查' })
  await bounds.getByLabel('单设保底封顶', { exact: true }).selectOption({ label: '环县' })
  await bounds.getByRole('textbox', { name: '环县保底' }).fill('30')
  const how = clerk.getByRole('region', { name: '怎么算出来的' })
  const tile = clerk
    .getByRole('region', { name: '分布图' })
    .getByRole('option', { name: '环县，庆阳，30' })
  await tile.click()
  await how.getByText('提到单设保底').waitFor()
  await bounds.getByText('触及 1 家').waitFor()
  await bounds.getByLabel('单设保底封顶', { exact: true }).selectOption({ label: '三类' })
  const cap = bounds.getByRole('textbox', { name: '三类封顶' })
  await cap.fill('1')
  await checks.getByText(/的固定金额合计 20,000\.00 元，已高于封顶 10,000\.00 元/).waitFor()
  await cap.fill('8.5')
  await checks.getByText(/^三类保底或封顶金额 85,000\.00 元 不是取整单位/).waitFor()
  await cap.fill('1e1')
  await checks.getByText(/^三类封顶：“1e1”是科学记数/).waitFor()
  expect(await cap.inputValue(), 'what was typed stays').toBe('1e1')
  await walk.look(clerk, '05b-bounds')
  for (const name of ['三类', '环县'])
    await bounds.getByRole('button', { name: `取消${name}的单设保底封顶` }).click()
  await until(async () => expect((await readFoot(clerk)).lines).toBe(before))
}

/** One line opens to its arithmetic, from the table and from the map; it is the same as computed here. */
const explain = async (walk: Walk, clerk: Person, line: Line): Promise<void> => {
  const map = clerk.getByRole('region', { name: '分布图' })
  await map.getByRole('option', { name: `环县，庆阳，${line.amount / 1_000_000}` }).click()
  const how = clerk.getByRole('region', { name: '怎么算出来的' })
  await how.getByRole('heading', { name: '环县怎么算出来的' }).waitFor()
  const rest = POT - 694_000_000
  const share = (key: string, weight: number) => {
    const { own, whole } = walk.ledger.fact('621022', key, 2023)
    return (rest * weight * own) / whole
  }
  const factors = share('members', 0.6) + share('new-unions', 0.4)
  const fixed = 5_000_000 + 4_000_000
  expect(line.amount).toBe(Math.floor((fixed + factors) / 1_000_000) * 1_000_000)
  await how
    .getByText((factors / 1_000_000).toFixed(4).slice(0, -1))
    .first()
    .waitFor()
  for (const view of ['增减', '人均']) {
    await map.getByRole('button', { name: view }).click()
    await map.getByRole('listbox', { name: `${view}分布图` }).waitFor()
  }
  await map.getByRole('button', { name: '本次金额' }).click()
  await walk.look(clerk, '06-explanation')
}

/** Two browsers at one draft: the second to save is told, keeps what was typed, and chooses. */
const collide = async (walk: Walk): Promise<void> => {
  const clerk = await walk.at('sheng-yewu')
  const note = '首次按因素分配，与上年口径不同。'
  await clerk.field('说明').fill(note)
  await clerk.button('保存草稿').click()
  await clerk.getByText(/已自动保存/).waitFor()
  const other = await walk.beside('sheng-yewu')
  await other.go(noteOf(walk, 'editor'))
  await other.field('说明').fill('另一台电脑上改的说明')
  await other.button('保存草稿').click()
  await other.getByText(/已自动保存/).waitFor()
  await other.leave()
  const mine = `${note}按会员数和新建工会数测算。`
  await clerk.field('说明').fill(mine)
  await clerk.button('保存草稿').click()
  await clerk.getByText('该方案已被他人修改。您填写的内容还在本页；请选择用谁的。').waitFor()
  expect(await clerk.field('说明').inputValue(), 'nothing typed is lost').toBe(mine)
  await walk.look(clerk, '07-stale')
  await clerk.button('用我的覆盖').click()
  await clerk.getByText(/已自动保存/).waitFor()
  await clerk.again()
  await until(async () => expect(await clerk.field('说明').inputValue()).toBe(mine))
}

const submit = async (walk: Walk): Promise<void> => {
  const clerk = await walk.at('sheng-yewu')
  await clerk.button('提交业务审核').click()
  await clerk.getByRole('heading', { level: 1, name: PLAN }).waitFor()
  walk.notes.set('plan', clerk.where())
}

/** The reviewer finds it on the home page, returns it with a reason; the clerk mends it and it passes. */
const review = async (walk: Walk): Promise<void> => {
  await submit(walk)
  const clerk = await walk.at('sheng-yewu')
  const reviewer = await walk.at('sheng-yeshen')
  await reviewer.go('/')
  await walk.look(reviewer, '08-desk-reviewer')
  await reviewer.button(`审核方案 ${PLAN}`).click()
  await reviewer.button('退回方案').click()
  const pane = reviewer.getByRole('complementary', { name: '退回方案' })
  await pane.getByRole('button', { name: '退回方案' }).click()
  await pane.getByText('原因至少写 4 个字').waitFor()
  await pane.getByRole('textbox').fill('请补充基础补助标准的依据')
  await pane.getByRole('button', { name: '退回方案' }).click()
  await reviewer.getByText('李建国').first().waitFor()
  await clerk.go(noteOf(walk, 'plan'))
  await clerk.getByText('请补充基础补助标准的依据').waitFor()
  await walk.look(clerk, '09-returned')
  await clerk.button('继续起草').click()
  await clerk.field('说明').fill('基础补助按每家 5 万元；其余按会员数和新建工会数测算。')
  await submit(walk)
  await reviewer.go(noteOf(walk, 'plan'))
  await checkLines(reviewer)
  await reviewer.getByText('按送审数据重算，结果与送审稿逐字一致').waitFor()
  await walk.look(reviewer, '10-review')
  await reviewer.button('业务审核通过').click()
  await reviewer.button('业务审核通过').waitFor({ state: 'hidden' })
}

const finance = async (walk: Walk): Promise<void> => {
  const reviewer = await walk.at('sheng-caishen')
  await reviewer.go('/')
  await reviewer.button(`审核方案 ${PLAN}`).click()
  await reviewer.button('财务审核通过').click()
  await reviewer.button('财务审核通过').waitFor({ state: 'hidden' })
}

/** 集体研究 is a record with its minutes; it arranges the money. */
const meet = async (walk: Walk): Promise<void> => {
  const clerk = await walk.at('sheng-yewu')
  await clerk.go(noteOf(walk, 'plan'))
  await clerk.button('登记集体研究').click()
  const pane = clerk.getByRole('complementary', { name: '登记集体研究' })
  await pane.getByRole('textbox', { name: '会议纪要编号' }).fill('演示主席办公会纪要〔2024〕4号')
  await clerk.choose(pane, disguised('会议纪要'))
  await pane.getByText('只接收 PDF、JPEG、PNG、OFD、XLSX、CSV 文件，按文件内容识别。').waitFor()
  await walk.look(clerk, '11-meeting-exe')
  await pane.getByRole('button', { name: '去掉 会议纪要.pdf' }).click()
  expect(await pane.getByRole('textbox', { name: '会议纪要编号' }).inputValue()).toBe(
    '演示主席办公会纪要〔2024〕4号',
  )
  await clerk.choose(pane, scan('会议纪要'))
  await pane.getByText(/校验码/).waitFor()
  await pane.getByRole('button', { name: '登记并安排资金' }).click()
  await pane.waitFor({ state: 'hidden' })
  const lines = Number(noteOf(walk, 'lines'))
  expect(walk.ledger.figures(FUND, '62')).toMatchObject({
    arranged: lines,
    available: POT - lines,
    issued: 0,
  })
}

/** The office enters the number; one of another form or year is refused. */
const issue = async (walk: Walk): Promise<void> => {
  const office = await walk.at('sheng-bangong')
  await office.go('/')
  await walk.look(office, '12-desk-office')
  await office.button(`登记文号 ${PLAN}`).click()
  await office.button('登记文号并印发').click()
  const pane = office.getByRole('complementary', { name: '登记文号并印发' })
  const number = pane.getByRole('textbox', { name: '文号' })
  await number.fill('总工发[2024]21号')
  await pane.getByRole('button', { name: '印发下达 88 行' }).click()
  await pane.getByText(/文号“总工发\[2024\]21号”格式不对/).waitFor()
  await number.fill('演示总工发〔2023〕21号')
  await pane.getByRole('button', { name: '印发下达 88 行' }).click()
  await pane.getByText(/的年份与成文日期（2024年）不一致/).waitFor()
  expect(await number.inputValue(), 'what was typed stays').toBe('演示总工发〔2023〕21号')
  await walk.look(office, '13-number')
  await number.fill(DOCUMENT)
  await pane.getByRole('button', { name: '印发下达 88 行' }).click()
  await pane.waitFor({ state: 'hidden' })
  const lines = Number(noteOf(walk, 'lines'))
  expect(walk.ledger.figures(FUND, '62')).toMatchObject({ arranged: 0, issued: lines, remitted: 0 })
  expect(walk.ledger.figures(FUND, '621022').issued).toBe(Number(noteOf(walk, '环县')))
}

/** The notice with its one annex, and the extract of one prefecture. */
const notice = async (walk: Walk): Promise<void> => {
  const office = await walk.at('sheng-bangong')
  await office.button('查看通知').click()
  const paper = office.getByRole('article')
  await paper.getByText(DOCUMENT).first().waitFor()
  await paper.getByRole('heading', { name: new RegExp(`关于下达${FUND}`) }).waitFor()
  const lines = Number(noteOf(walk, 'lines'))
  await paper.getByText(new RegExp(`本次金额合计 ${lines / 1_000_000} 万元`)).waitFor()
  expect(await paper.getByText(/^附件：/).count(), 'one annex for all').toBe(1)
  await walk.look(office, '14-notice')
  await office.getByLabel('打印内容').selectOption('庆阳市摘录')
  await paper.getByRole('heading', { name: /（庆阳市）/ }).waitFor()
  const names = await paper.getByRole('row').allInnerTexts()
  expect(names.filter((row) => /^\d+\s/.test(row))).toHaveLength(8)
  expect(await paper.getByRole('cell', { name: '环县' }).count()).toBe(1)
  expect(await paper.getByRole('cell', { name: '城关区' }).count()).toBe(0)
  await walk.look(office, '15-extract')
}

export const PLAN_STEPS: readonly Step[] = [
  { name: 'the programme clerk opens a fund', act: openFund },
  { name: 'finance gives it its budget, by two persons', act: budget },
  { name: 'a plan of three parts is computed while it is typed', act: draft },
  { name: 'two browsers at one draft lose nothing', act: collide },
  { name: 'the reviewer returns the plan with a reason, then passes it', act: review },
  { name: 'finance passes the plan', act: finance },
  { name: 'the meeting is recorded with its minutes and arranges the money', act: meet },
  {
    name: 'the office enters a number of the right form and year, and the plan is issued',
    act: issue,
  },
  { name: 'the notice has one annex, and an extract for each prefecture', act: notice },
]
