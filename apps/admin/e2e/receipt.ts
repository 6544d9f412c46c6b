import { expect } from 'vitest'
import { checkBoard } from './board.ts'
import { PLACE } from './payment.ts'
import { FUND } from './plan.ts'
import { until } from './until.ts'
import type { Step, Walk } from './walk.ts'

const COUNTIES = ['621002', '621021', '621022', '621023', '621024', '621025', '621026', '621027']
/** What is short of 环县's line when 庆阳 confirms. */
const SHORT = 1_000_000
const RELAY = '庆工发〔2024〕6号'

const yuan = (fen: number): string => (fen / 100).toFixed(2)

/** 庆阳 confirms what arrived, less than was paid; the rest stays open as 金额不符. */
const confirmShort = async (walk: Walk): Promise<void> => {
  const finance = await walk.at('6210-caiwu')
  await finance.go('/')
  await walk.look(finance, '40-desk-prefecture')
  await finance.go('/fund/receipt')
  const card = finance.getByRole('form', { name: `到账确认 ${FUND}` })
  await card.waitFor()
  await card.getByRole('button', { name: '确认到账' }).click()
  await card.getByText('请填收据号').waitFor()
  await card.getByRole('textbox', { name: '收据号' }).fill('庆总收 0001')
  await card.getByRole('button', { name: '金额不符' }).click()
  const lines = card.getByRole('table', { name: '逐行填写到账金额' })
  for (const code of COUNTIES) {
    const due = walk.ledger.figures(FUND, code).issued
    const name = walk.ledger.names().get(code) ?? code
    const field = lines.getByRole('textbox', { name: `${name}本次到账` })
    if (code === PLACE.county) {
      await field.fill(yuan(due + 1))
      await card.getByRole('button', { name: '确认到账' }).last().click()
      await card.getByText(/超过未到账金额；多到的请选“多到”/).waitFor()
      expect(await field.inputValue(), 'what was typed stays').toMatch(/\.01$/)
      await field.fill(yuan(due - SHORT))
    } else await field.fill(yuan(due))
  }
  await walk.look(finance, '41-receipt-short')
  await card.getByRole('button', { name: '确认到账' }).last().click()
  await until(async () => {
    const f = walk.ledger.figures(FUND, PLACE.prefecture)
    expect(f.relayed).toBe(f.issued - SHORT)
  })
  await checkBoard(walk, FUND, PLACE)
  const accountant = await walk.at('sheng-kuaiji')
  await accountant.go('/fund/discrepancy')
  await accountant.getByRole('row', { name: /庆阳市总工会.*10,000\.00/ }).waitFor()
  await walk.look(accountant, '42-discrepancy')
}

/** The rest arrives a day later; a used receipt number is refused; then nothing is open. */
const confirmRest = async (walk: Walk): Promise<void> => {
  const finance = await walk.at('6210-caiwu')
  await finance.button('前进一个工作日').click()
  await finance.getByText('2024-03-12').first().waitFor()
  await finance.go('/fund/receipt')
  const card = finance.getByRole('form', { name: `到账确认 ${FUND}` })
  await card.getByText('10,000.00').first().waitFor()
  await card.getByRole('textbox', { name: '到账日' }).fill('3月12日')
  await card.getByRole('textbox', { name: '收据号' }).fill('庆总收 0001')
  await card.getByRole('button', { name: '确认到账' }).click()
  await card.getByText(/收据号“庆总收 0001”已用于/).waitFor()
  await card.getByRole('textbox', { name: '收据号' }).fill('庆总收 0002')
  await card.getByRole('button', { name: '确认到账' }).click()
  await card.waitFor({ state: 'hidden' })
  const f = walk.ledger.figures(FUND, PLACE.prefecture)
  expect(f.relayed).toBe(f.issued)
  const accountant = await walk.at('sheng-kuaiji')
  await accountant.again()
  await accountant.getByText('没有待核实的金额不符').waitFor()
  await checkBoard(walk, FUND)
}

/** 庆阳 relays to 环县 alone first, by its own document and by two persons. */
const relay = async (walk: Walk): Promise<void> => {
  const finance = await walk.at('6210-caiwu')
  await finance.go('/fund/relay')
  await finance.getByRole('checkbox', { name: '全选本页' }).uncheck()
  await finance.getByRole('checkbox', { name: '选择 环县' }).check()
  await finance.button('转拨 1 笔').click()
  const form = finance.getByRole('complementary', { name: '转拨制单' })
  await form.getByRole('button', { name: '制单 1 笔' }).click()
  await form.getByText('请填文号、成文日期和标题').waitFor()
  await form.getByRole('textbox', { name: '文号' }).fill(RELAY)
  await form.getByRole('textbox', { name: '标题' }).fill('关于转拨职工之家建设补助的通知')
  await walk.look(finance, '43-relay')
  await form.getByRole('button', { name: '制单 1 笔' }).click()
  await finance.getByRole('heading', { level: 1, name: /^支付批次 / }).waitFor()
  walk.notes.set('relay', finance.where())
  const second = await walk.at('6210-fuhe')
  await second.go(finance.where())
  await second.button('授权 1 笔').click()
  await second.button('授权 1 笔').waitFor({ state: 'hidden' })
  await finance.again()
  await finance
    .getByRole('row', { name: /环县总工会/ })
    .getByRole('button')
    .click()
  await finance.button('登记支付成功').click()
  await finance.button('确认支付成功').click()
  await finance.button('确认支付成功').waitFor({ state: 'hidden' })
  await checkBoard(walk, FUND, PLACE)
}

/** The others follow; the number of the first notice may not be given to another. */
const relayOthers = async (walk: Walk): Promise<void> => {
  const finance = await walk.at('6210-caiwu')
  await finance.go('/fund/relay')
  await finance.button('转拨 7 笔').click()
  const form = finance.getByRole('complementary', { name: '转拨制单' })
  await form.getByRole('textbox', { name: '文号' }).fill(RELAY)
  await form.getByRole('textbox', { name: '标题' }).fill('关于转拨其余县区职工之家建设补助的通知')
  await form.getByRole('button', { name: '制单 7 笔' }).click()
  await form.getByText(`文号“${RELAY}”已经用过，同一机关、部门、年份内不能重复。`).waitFor()
  expect(await form.getByRole('textbox', { name: '文号' }).inputValue()).toBe(RELAY)
  await walk.look(finance, '44-number-used')
  await form.getByRole('textbox', { name: '文号' }).fill('庆工发〔2024〕7号')
  await form.getByRole('button', { name: '制单 7 笔' }).click()
  await finance.getByRole('heading', { level: 1, name: /^支付批次 / }).waitFor()
  const second = await walk.at('6210-fuhe')
  await second.go(finance.where())
  await second.button('授权 7 笔').click()
  await second.button('授权 7 笔').waitFor({ state: 'hidden' })
  await checkBoard(walk, FUND)
}

/** 环县 confirms from its desk. */
const countyConfirms = async (walk: Walk): Promise<void> => {
  const clerk = await walk.at('621022-caiwu')
  await clerk.go('/')
  await walk.look(clerk, '45-desk-county')
  const card = clerk.getByRole('region', { name: '到账确认' })
  await card.getByRole('textbox', { name: '收据号' }).fill('环总收 0007')
  await card.getByRole('button', { name: '确认到账' }).click()
  await until(async () => {
    const f = walk.ledger.figures(FUND, PLACE.county)
    expect(f.received).toBe(f.issued)
  })
  await checkBoard(walk, FUND, PLACE)
}

/** Who is paid by the province itself confirms it the same way. */
const directConfirms = async (walk: Walk): Promise<void> => {
  const clerk = await walk.at('6202-caiwu')
  await clerk.go('/fund/receipt')
  const card = clerk.getByRole('form', { name: `到账确认 ${FUND}` })
  await card.getByRole('textbox', { name: '收据号' }).fill('嘉总收 0003')
  await card.getByRole('button', { name: '确认到账' }).click()
  await card.waitFor({ state: 'hidden' })
  const f = walk.ledger.figures(FUND, '6202')
  expect(f.received).toBe(f.issued)
  await checkBoard(walk, FUND)
}

export const RECEIPT_STEPS: readonly Step[] = [
  { name: 'a prefecture confirms less than was paid, and the rest stays open', act: confirmShort },
  { name: 'the rest arrives and nothing is open', act: confirmRest },
  { name: 'the prefecture relays by its own document and two persons', act: relay },
  { name: 'a document number is not given to another document', act: relayOthers },
  { name: 'the county confirms from its desk', act: countyConfirms },
  { name: 'a city that is paid directly confirms', act: directConfirms },
]
