import { expect } from 'vitest'
import { checkBoard } from './board.ts'
import { scan } from './paper.ts'
import type { Person } from './person.ts'
import { FUND } from './plan.ts'
import { fenOf, wordsOf } from './table.ts'
import { noteOf, type Step, type Walk } from './walk.ts'
import { openSheet, workbook } from './workbook.ts'

export const PLACE = { prefecture: '6210', county: '621022' } as const
const NUMBER = '62001234500099887766'
/** One person proposes a changed account with its sealed request, another one confirms. */
const changeAccount = async (walk: Walk): Promise<void> => {
  const clerk = await walk.at('6210-caiwu')
  await clerk.go('/fund/bank-account')
  await clerk.getByLabel('单位名称').fill('庆阳市总工会')
  await clerk.getByRole('button', { name: /^庆阳市总工会/ }).click()
  await clerk.button('变更账户').click()
  const form = clerk.getByRole('complementary', { name: '变更收款账户' })
  await form.getByRole('textbox', { name: '账号' }).fill('6200 1234')
  await form.getByRole('textbox', { name: '账号' }).fill('6200 1234 5000 9988 7766')
  await form.getByRole('textbox', { name: '事由' }).fill('开户行撤并')
  await form.getByRole('button', { name: '提交确认' }).click()
  await form.getByText('变更账户须附盖章的申请扫描件，请上传后再提交。').waitFor()
  expect(await form.getByRole('textbox', { name: '事由' }).inputValue()).toBe('开户行撤并')
  await clerk.choose(form, scan('盖章申请'))
  await form.getByText(/校验码/).waitFor()
  await form.getByRole('button', { name: '提交确认' }).click()
  await form.waitFor({ state: 'hidden' })
  await walk.look(clerk, '30-account')
  const second = await walk.at('6210-fuhe')
  await second.go('/fund/bank-account')
  await second.getByLabel('状态').selectOption({ label: '待确认' })
  await second
    .getByRole('row', { name: /尾号 7766/ })
    .getByRole('button')
    .click()
  const pane = second.getByRole('complementary', { name: '庆阳市总工会' })
  await pane.getByRole('button', { name: '查看完整账号' }).click()
  await pane.getByText(NUMBER).waitFor()
  await walk.look(second, '31-account-confirm')
  await pane.getByRole('button', { name: '确认账户' }).click()
  await pane.waitFor({ state: 'hidden' })
}

/** The cashier makes the batch of all that is issued; the cashier cannot release it. */
const make = async (walk: Walk): Promise<void> => {
  const cashier = await walk.at('sheng-chuna')
  await cashier.go('/fund/payment')
  await cashier.button('新建支付批次').click()
  await cashier.getByRole('heading', { level: 1, name: '新建支付批次' }).waitFor()
  await cashier.getByLabel('专项', { exact: true }).selectOption({ label: FUND })
  const bar = cashier.getByText(/^88 行，合计/)
  await bar.waitFor()
  expect(fenOf((await wordsOf(bar)).replace(/.*合计/s, '').trim(), 'yuan')).toBe(
    Number(noteOf(walk, 'lines')),
  )
  await walk.look(cashier, '32-payment-new')
  await cashier.button('制单 15 笔').click()
  await cashier.getByRole('heading', { level: 1, name: /^支付批次 / }).waitFor()
  walk.notes.set('batch', cashier.where())
  expect(walk.ledger.figures(FUND, '62').remitted, 'a draft moves nothing').toBe(0)
}

const release = async (walk: Walk): Promise<void> => {
  const accountant = await walk.at('sheng-kuaiji')
  await accountant.go('/')
  await walk.look(accountant, '33-desk-accountant')
  await accountant.go(noteOf(walk, 'batch'))
  await accountant.button('授权 15 笔').click()
  await accountant.button('授权 15 笔').waitFor({ state: 'hidden' })
  await walk.look(accountant, '34-batch')
  expect(walk.ledger.figures(FUND, '62').remitted).toBe(Number(noteOf(walk, 'lines')))
  await checkBoard(walk, FUND)
}

/** The rows of the file for the bank under its heads. */
const bankRows = (cells: readonly (readonly string[])[]) => {
  const at = cells.findIndex((row) => row.includes('支付单编号'))
  const heads = cells[at] ?? []
  return cells
    .slice(at + 1)
    .map((row) => new Map(heads.map((head, i) => [head, row[i] ?? ''])))
    .filter((row) => row.get('支付单编号'))
}

const RESULT_HEADS = ['支付单编号', '金额', '支付状态', '失败原因', '支付日期'] as const

const importResult = async (
  cashier: Person,
  name: string,
  rows: readonly (readonly string[])[],
): Promise<void> => {
  await cashier.go('/fund/payment/result')
  const file = await workbook(name, RESULT_HEADS, rows)
  await cashier.choose(cashier.getByRole('region', { name: '选择文件' }), file)
  await cashier.getByRole('region', { name: '检查结果' }).waitFor()
}

/** The file for the bank is opened: every payee with the account that stands, the sum to the fen. */
const bank = async (walk: Walk): Promise<void> => {
  const cashier = await walk.at('sheng-chuna')
  await cashier.again()
  const file = await cashier.download(cashier.button('下载网银文件'))
  expect(file.name).toMatch(/\.xlsx$/)
  const rows = bankRows(await openSheet(file))
  expect(rows).toHaveLength(15)
  const total = rows.reduce((sum, row) => sum + Math.round(Number(row.get('金额')) * 100), 0)
  expect(total).toBe(Number(noteOf(walk, 'lines')))
  const qingyang = rows.find((row) => row.get('收款人') === '庆阳市总工会')
  expect(qingyang?.get('账号'), 'the account that was confirmed').toBe(NUMBER)
  const csv = bankRows(await openSheet(await cashier.download(cashier.button('下载 CSV'))))
  expect(csv.map((row) => row.get('账号'))).toEqual(rows.map((row) => row.get('账号')))

  const day = '2024-03-11'
  const answers = rows.map((row) => {
    const bad = row.get('收款人') === '庆阳市总工会'
    return [
      row.get('支付单编号') ?? '',
      row.get('金额') ?? '',
      bad ? '交易失败' : '交易成功',
      bad ? '收款账户状态异常' : '',
      day,
    ]
  })
  walk.notes.set('answers', JSON.stringify(answers))
  // one row of another payer and one with another amount: they are shown and left out
  const wrong = answers.map((row, i) => (i === 0 ? [row[0] ?? '', '1.00', ...row.slice(2)] : row))
  await importResult(cashier, '网银结果', [...wrong, ['ZF2024-99999', '1.00', '交易成功', '', day]])
  await cashier.getByText('有错误的行不登记').first().waitFor()
  await walk.look(cashier, '35-bank-result')
  await cashier.button('登记 14 行').click()
  await cashier
    .getByText(/已登记：支付成功 13 行，支付异常 1 行；跳过 0 行，错误 2 行未登记/)
    .waitFor()
  await importResult(cashier, '网银结果', answers)
  await cashier.button('登记 1 行').click()
  await cashier
    .getByText(/已登记：支付成功 1 行，支付异常 0 行；跳过 14 行，错误 0 行未登记/)
    .waitFor()
  await checkBoard(walk, FUND, PLACE)
}

/** The same result a second time changes nothing. */
const sameAgain = async (walk: Walk): Promise<void> => {
  const cashier = await walk.at('sheng-chuna')
  const before = walk.ledger.figures(FUND, '62')
  const answers: readonly string[][] = JSON.parse(noteOf(walk, 'answers'))
  await importResult(cashier, '网银结果再来', answers)
  await cashier.getByText(/这份结果已在 .* 登记过，内容相同，再次登记不会改变任何记录/).waitFor()
  await walk.look(cashier, '36-same-again')
  expect(walk.ledger.figures(FUND, '62')).toEqual(before)
  await cashier.go(noteOf(walk, 'batch'))
  await cashier.getByText(/1 笔异常/).waitFor()
  await walk.look(cashier, '37-batch-bounced')
}

/** The bounced payment is made again, released again and this time it arrives at the bank. */
const payAgain = async (walk: Walk): Promise<void> => {
  const cashier = await walk.at('sheng-chuna')
  await cashier.go('/')
  await walk.look(cashier, '38-desk-cashier')
  await cashier.go(noteOf(walk, 'batch'))
  await cashier
    .getByRole('row', { name: /庆阳市总工会/ })
    .getByRole('button')
    .click()
  await cashier.button('重新制单').click()
  await cashier.button('制单 1 笔').click()
  await cashier.getByRole('heading', { level: 1, name: /^支付批次 / }).waitFor()
  walk.notes.set('again', cashier.where())
  const accountant = await walk.at('sheng-kuaiji')
  await accountant.go(noteOf(walk, 'again'))
  await accountant.button('授权 1 笔').click()
  await accountant.button('授权 1 笔').waitFor({ state: 'hidden' })
  await checkBoard(walk, FUND)
  await cashier.again()
  const [row] = bankRows(await openSheet(await cashier.download(cashier.button('下载网银文件'))))
  await importResult(cashier, '网银结果二', [
    [row?.get('支付单编号') ?? '', row?.get('金额') ?? '', '支付成功', '', '2024-03-11'],
  ])
  await cashier.button('登记 1 行').click()
  await cashier.getByText(/已登记：支付成功 1 行/).waitFor()
}

export const PAYMENT_STEPS: readonly Step[] = [
  { name: 'a bank account is changed by two persons', act: changeAccount },
  { name: 'the cashier makes the payments', act: make },
  { name: 'the accountant releases them', act: release },
  {
    name: 'the bank file is whole; its result pays, bounces one and shows what is wrong',
    act: bank,
  },
  { name: 'the same result again changes nothing', act: sameAgain },
  { name: 'the bounced payment is made again', act: payAgain },
]
