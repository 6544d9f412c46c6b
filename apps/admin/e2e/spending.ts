import { expect } from 'vitest'
import { refusesWhatIsNone } from './amount.ts'
import { checkBoard } from './board.ts'
import { disguised, scan } from './paper.ts'
import { PLACE } from './payment.ts'
import type { ChosenFile, Person, Sight } from './person.ts'
import { FUND } from './plan.ts'
import { until } from './until.ts'
import { noteOf, type Step, type Walk } from './walk.ts'
import { careless, openSheet, workbook } from './workbook.ts'

const county = (walk: Walk) => walk.ledger.figures(FUND, PLACE.county)
const pageOf = (walk: Walk, path: string): string =>
  `${path}?fund=${noteOf(walk, 'fund').split('/').at(-1)}`

interface Voucher {
  readonly day: string
  readonly number: string
  readonly summary: string
  readonly amount: string
  readonly payee: string
}

type Place = Pick<Sight, 'getByRole' | 'getByLabel' | 'getByText'>

const write = async (pane: Place, voucher: Voucher): Promise<void> => {
  await pane.getByLabel('凭证日期').fill(voucher.day)
  await pane.getByLabel('凭证号').fill(voucher.number)
  await pane.getByLabel('摘要').fill(voucher.summary)
  await pane.getByLabel('金额').fill(voucher.amount)
  await pane.getByLabel('用途').selectOption({ label: '阵地建设' })
  await pane.getByLabel('收款人').fill(voucher.payee)
}

/** The reviewer opens one row and lets it in. */
const releaseOne = async (walk: Walk, number: string): Promise<void> => {
  const reviewer = await walk.at('621022-shenhe')
  await reviewer.go(pageOf(walk, '/fund/spending'))
  await reviewer.getByRole('button', { name: number, exact: true }).click()
  const pane = reviewer.getByRole('complementary', { name: new RegExp(`^${number}`) })
  await pane.getByRole('button', { name: '审核入账' }).click()
  await pane.getByText('已入账').first().waitFor()
}

/** Money of the county's own that was spent first is written down beside the fund. */
const advance = async (walk: Walk): Promise<void> => {
  const clerk = await walk.at('621022-caiwu')
  await clerk.go(pageOf(walk, '/fund/advance'))
  await clerk.button('登记垫付').click()
  const pane = clerk.getByRole('complementary', { name: '登记先行垫付' })
  await pane.getByRole('button', { name: '登记垫付' }).click()
  await pane.getByText('请填事项').waitFor()
  await pane.getByLabel('事项').fill('职工之家门牌制作')
  await pane.getByLabel('本级凭证号').fill('记-0031')
  await pane.getByLabel('垫付日期').fill('2024-03-05')
  await pane.getByLabel('垫付金额').fill('12000')
  await pane.getByRole('button', { name: '登记垫付' }).click()
  await pane.waitFor({ state: 'hidden' })
  await walk.look(clerk, '50-advance')
  expect(county(walk).spent).toBe(0)
}

/** A voucher by hand: what the fund forbids and a program with the name of a scan are refused, and nothing is lost. */
const spend = async (walk: Walk): Promise<void> => {
  const clerk = await walk.at('621022-caiwu')
  await clerk.go(pageOf(walk, '/fund/spending'))
  await walk.look(clerk, '51-spending-empty')
  await clerk.button('记一笔').click()
  const pane = clerk.getByRole('complementary', { name: '记一笔支出' })
  await refusesWhatIsNone(clerk, pane.getByLabel('金额'))
  await write(pane, {
    day: '2024-03-12',
    number: '记-0101',
    summary: '上级调研公务接待用餐',
    amount: '20,000.00',
    payee: '环县某某餐饮店',
  })
  await pane.getByRole('button', { name: '提交审核' }).click()
  await pane
    .getByText(/负面清单第 1 条（公务接待）/)
    .first()
    .waitFor()
  expect(await pane.getByLabel('摘要').inputValue()).toBe('上级调研公务接待用餐')
  await walk.look(clerk, '52-prohibited')
  await pane.getByLabel('摘要').fill('职工书屋书架采购')
  await pane.getByLabel('收款人').fill('庆阳某某家具公司')
  await clerk.choose(pane, disguised('发票'))
  await pane.getByText('只接收 PDF、JPEG、PNG、OFD、XLSX、CSV 文件，按文件内容识别。').waitFor()
  expect(await pane.getByLabel('摘要').inputValue()).toBe('职工书屋书架采购')
  await pane.getByRole('button', { name: '去掉 发票.pdf' }).click()
  await clerk.choose(pane, scan('书架发票'))
  await pane.getByText(/校验码/).waitFor()
  await walk.look(clerk, '53-spending')
  await pane.getByRole('button', { name: '提交审核' }).click()
  await pane.waitFor({ state: 'hidden' })
  expect(county(walk).spent, 'nothing counts before it is reviewed').toBe(0)
  await clerk.getByRole('button', { name: '记-0101', exact: true }).click()
  await clerk.getByRole('button', { name: '审核（须另一人）' }).waitFor()
  await releaseOne(walk, '记-0101')
  await walk.look(await walk.at('621022-shenhe'), '54-spending-posted')
  expect(county(walk).spent).toBe(2_000_000)
  await checkBoard(walk, FUND, PLACE)
}

/** 归垫 is a spending of today that repays what was advanced. */
const repay = async (walk: Walk): Promise<void> => {
  const clerk = await walk.at('621022-caiwu')
  await clerk.go(pageOf(walk, '/fund/spending'))
  await clerk.button('记一笔').click()
  const pane = clerk.getByRole('complementary', { name: '记一笔支出' })
  const voucher = {
    day: '2024-03-12',
    number: '记-0102',
    summary: '归垫门牌制作',
    payee: '环县总工会',
  }
  await write(pane, { ...voucher, amount: '15000' })
  await pane.getByLabel('归还先行垫付').selectOption({ index: 1 })
  await pane.getByRole('button', { name: '提交审核' }).click()
  await pane.getByText(/垫付“职工之家门牌制作”还可归垫 12,000\.00 元，不够 15,000\.00 元/).waitFor()
  await pane.getByLabel('金额').fill('12000')
  await pane.getByRole('button', { name: '提交审核' }).click()
  await pane.waitFor({ state: 'hidden' })
  const reviewer = await walk.at('621022-shenhe')
  await reviewer.go(pageOf(walk, '/fund/spending'))
  await reviewer.getByRole('button', { name: '记-0102', exact: true }).click()
  await reviewer.button('审核入账').click()
  await reviewer.getByText(/^记-0102 达到 1,000\.00 元，须有附件/).waitFor()
  await clerk.getByRole('button', { name: '记-0102', exact: true }).click()
  const row = clerk.getByRole('complementary', { name: /^记-0102/ })
  await clerk.choose(row, scan('门牌发票'))
  await row.getByRole('button', { name: '上传 1 个附件' }).click()
  await row.getByRole('button', { name: '上传 1 个附件' }).waitFor({ state: 'hidden' })
  await releaseOne(walk, '记-0102')
  expect(county(walk).spent).toBe(3_200_000)
}

/** A contract occupies money; it is paid from it, and the rest is set free. */
const contract = async (walk: Walk): Promise<void> => {
  const clerk = await walk.at('621022-caiwu')
  await clerk.go(pageOf(walk, '/fund/commitment'))
  await clerk.button('登记合同').click()
  const form = clerk.getByRole('complementary', { name: '登记合同' })
  await form.getByLabel('合同名称').fill('职工之家改造工程')
  await form.getByLabel('对方单位').fill('环县某某建筑公司')
  await form.getByLabel('签订日期').fill('3月12日')
  await form.getByLabel('合同金额').fill('900000')
  await form.getByRole('button', { name: '登记并占用' }).click()
  await form
    .getByText(
      /环县总工会的可用余额只有 68,000\.00 元，不够 900,000\.00 元|环县的可用余额只有 68,000\.00 元，不够 900,000\.00 元/,
    )
    .waitFor()
  await form.getByLabel('合同金额').fill('30000')
  await form.getByRole('button', { name: '登记并占用' }).click()
  await form.waitFor({ state: 'hidden' })
  expect(county(walk).occupied).toBe(3_000_000)
  await checkBoard(walk, FUND, PLACE)
  await clerk.go(pageOf(walk, '/fund/spending'))
  await clerk.button('记一笔').click()
  const pane = clerk.getByRole('complementary', { name: '记一笔支出' })
  await write(pane, {
    day: '2024-03-12',
    number: '记-0103',
    summary: '职工之家改造首付款',
    amount: '10000',
    payee: '环县某某建筑公司',
  })
  await pane.getByLabel('从合同占用中支付').selectOption({ index: 1 })
  await clerk.choose(pane, scan('改造发票'))
  await pane.getByText(/校验码/).waitFor()
  await pane.getByRole('button', { name: '提交审核' }).click()
  await pane.waitFor({ state: 'hidden' })
  await releaseOne(walk, '记-0103')
  expect(county(walk)).toMatchObject({ occupied: 2_000_000, spent: 4_200_000 })
  await clerk.go(pageOf(walk, '/fund/commitment'))
  await walk.look(clerk, '55-contract')
  await clerk.button('解除余额').click()
  await until(async () => expect(county(walk).occupied).toBe(0))
}

/** Money that came back is a refund that names its spending. */
const refund = async (walk: Walk): Promise<void> => {
  const clerk = await walk.at('621022-caiwu')
  await clerk.go(pageOf(walk, '/fund/spending'))
  await clerk.getByRole('button', { name: '记-0101', exact: true }).click()
  await clerk.button('支出收回').click()
  const pane = clerk.getByRole('complementary', { name: '支出收回' })
  await pane.getByLabel('凭证日期').fill('2024-03-12')
  await pane.getByLabel('凭证号').fill('记-0110')
  await pane.getByLabel('金额').fill('25000')
  await pane.getByRole('button', { name: '提交审核' }).click()
  await pane.getByText('记-0101 还可收回 20,000.00 元，不够 25,000.00 元，请核对金额。').waitFor()
  await pane.getByLabel('金额').fill('1500')
  await clerk.choose(pane, scan('收款回单'))
  await pane.getByText(/校验码/).waitFor()
  await pane.getByRole('button', { name: '提交审核' }).click()
  await pane.waitFor({ state: 'hidden' })
  await releaseOne(walk, '记-0110')
  expect(county(walk).spent).toBe(4_050_000)
  await checkBoard(walk, FUND, PLACE)
}

const HEADS = ['日期', '凭证号', '摘要', '科目', '金额', '项目', '收款人'] as const
const GOOD: readonly (readonly string[])[] = [
  ['2024-03-12', '记-0201', '职工之家电视机', '行政支出-阵地', '6,800.00', FUND, '环县某某电器'],
  ['2024-03-12', '记-0202', '职工运动会奖品', '业务支出-活动', '4,200.50', FUND, '环县某某商店'],
  [
    '2024-03-12',
    '记-0203',
    '退回 记-0202 多付奖品款',
    '业务支出-活动',
    '-200.50',
    FUND,
    '环县某某商店',
  ],
  [
    '2024-03-12',
    '记-0101',
    '职工书屋书架采购',
    '行政支出-阵地',
    '20,000.00',
    FUND,
    '庆阳某某家具公司',
  ],
]

const listOf = (rows: readonly (readonly string[])[]) => workbook('环县总工会明细账', HEADS, rows)

const upload = async (clerk: Person, file: ChosenFile): Promise<void> => {
  await clerk.choose(clerk.getByRole('region', { name: '选择文件' }), file)
  await clerk.getByRole('region', { name: '科目与用途' }).waitFor()
}

/** Bad rows, a formula, merged cells: nothing is entered, the same sheet comes back with the reasons. */
const importBad = async (walk: Walk): Promise<void> => {
  const clerk = await walk.at('621022-caiwu')
  await clerk.go(pageOf(walk, '/fund/ledger-import'))
  const bad = [
    '2024-13-12',
    '记-0204',
    '职工活动用品',
    '业务支出-活动',
    '1e3',
    FUND,
    '环县某某商店',
  ]
  const hurried = ['2024-03-12', '记-0205', '职工活动奖品', '业务支出-活动', '1,500.00', FUND, '']
  const list = await listOf([...GOOD, bad, hurried, hurried])
  await upload(clerk, careless(list, 'E7', 'C7:C8'))
  await clerk.getByLabel('行政支出-阵地 的用途').selectOption({ label: '阵地建设' })
  await clerk.getByLabel('业务支出-活动 的用途').selectOption({ label: '职工活动' })
  await walk.look(clerk, '56-import-columns')
  await clerk.button('检查 7 行').click()
  await clerk.getByText('一行都没有入账').first().waitFor()
  await walk.look(clerk, '57-import-result')
  const file = await clerk.download(clerk.button('下载错误表（带批注）'))
  const cells = await openSheet(file)
  expect(cells.flat()).toContain('1e3')
  const reasons = cells.flat().join(' ')
  expect(reasons).toMatch(/日期|金额/)
  expect(reasons).toContain('E7 是公式，请粘贴为数值')
  expect(reasons).toContain('C7 是合并单元格，请取消合并并逐行填写')
  expect(cells[0]?.slice(0, HEADS.length)).toEqual([...HEADS])
}

/** The mended sheet is entered in one press and released in one press; what is known is skipped. */
const importGood = async (walk: Walk): Promise<void> => {
  const clerk = await walk.at('621022-caiwu')
  await clerk.button('换一个文件').click()
  await upload(clerk, await listOf(GOOD))
  // the answers are remembered
  await clerk.button('检查 4 行').click()
  await clerk.getByRole('region', { name: '检查结果' }).waitFor()
  await walk.look(clerk, '58-import-good')
  await clerk.button('入账 3 行').click()
  await clerk.getByText('已登记 3 行，等待审核').waitFor()
  expect(county(walk).spent, 'nothing counts before it is reviewed').toBe(4_050_000)
  const reviewer = await walk.at('621022-shenhe')
  await reviewer.go('/')
  await walk.look(reviewer, '59-desk-county-reviewer')
  await clerk.button('查看这 3 行').click()
  await clerk.getByRole('heading', { level: 1, name: '支出' }).waitFor()
  await reviewer.go(clerk.where())
  await reviewer.button('整批审核入账 3 笔').click()
  await until(async () => expect(county(walk).spent).toBe(4_050_000 + 680_000 + 400_000))
  await walk.look(reviewer, '60-import-released')
  await checkBoard(walk, FUND, PLACE)
}

/** Who let it in cannot undo it; another person can, once. */
const reverse = async (walk: Walk): Promise<void> => {
  const reviewer = await walk.at('621022-shenhe')
  await reviewer.go(pageOf(walk, '/fund/spending'))
  await reviewer.getByRole('button', { name: '记-0103', exact: true }).click()
  const locked = reviewer.button('冲销')
  expect(await locked.getAttribute('title')).toBe('审核入账的人不能冲销，请由另一人办理。')
  const clerk = await walk.at('621022-caiwu')
  await clerk.go(pageOf(walk, '/fund/spending'))
  await clerk.getByRole('button', { name: '记-0103', exact: true }).click()
  await clerk.button('冲销').click()
  const pane = clerk.getByRole('complementary', { name: '冲销 记-0103' })
  await pane.getByRole('textbox').fill('合同条款有误，退回重签')
  await pane.getByRole('button', { name: '冲销' }).click()
  await pane.waitFor({ state: 'hidden' })
  await until(async () =>
    expect(county(walk)).toMatchObject({ spent: 4_130_000, occupied: 1_000_000 }),
  )
  await walk.look(clerk, '61-reversed')
  await checkBoard(walk, FUND, PLACE)
}

export const SPENDING_STEPS: readonly Step[] = [
  { name: 'what was paid first is written down as an advance', act: advance },
  { name: 'a spending by hand with its voucher', act: spend },
  { name: 'the advance is repaid, never beyond itself', act: repay },
  { name: 'a contract occupies, pays and is released', act: contract },
  { name: 'a refund names its spending', act: refund },
  { name: 'an account list with one bad row enters nothing', act: importBad },
  { name: 'the mended list is entered and released whole', act: importGood },
  { name: 'a spending is reversed by a second person', act: reverse },
]
