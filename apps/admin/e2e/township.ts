import { expect } from 'vitest'
import { checkBoard } from './board.ts'
import { begin, released } from './order.ts'
import { scan } from './paper.ts'
import { PLACE } from './payment.ts'
import type { Person } from './person.ts'
import { FUND } from './plan.ts'
import { fenOf, readTerms } from './table.ts'
import { until } from './until.ts'
import { noteOf, type Step, type Walk } from './walk.ts'

/** 环城镇, with a bank account of its own. */
export const TOWN = { code: '621022100', clerk: '621022100-baozhang', name: '环城镇' } as const
const ACCOUNT = '62109988776655443322'
const town = (walk: Walk) => walk.ledger.figures(FUND, TOWN.code)
const county = (walk: Walk) => walk.ledger.figures(FUND, PLACE.county)
const pageOf = (walk: Walk, path: string): string =>
  `${path}?fund=${noteOf(walk, 'fund').split('/').at(-1)}`

/** 环县 gives 环城镇 a share that is to be paid to it, never more than it has. */
const subAllocate = async (walk: Walk): Promise<void> => {
  const clerk = await walk.at('621022-caiwu')
  const before = county(walk)
  await begin(clerk, '分解到乡镇', FUND)
  const row = clerk.getByRole('row', { name: new RegExp(`^${TOWN.name}`) })
  await row.getByRole('textbox').fill('30000')
  await row.getByRole('combobox', { name: `${TOWN.name}方式` }).selectOption('拨付到乡镇账户')
  const other = clerk.getByRole('textbox', { name: '曲子镇分解金额' })
  await other.fill('30000')
  await clerk.getByText(/分解合计 60,000\.00 元，超过可分解的/).waitFor()
  await other.fill('')
  await row.getByRole('textbox').fill('6000')
  await walk.look(clerk, '75-share')
  await released(walk, clerk, ['分解到乡镇', FUND], '621022-shenhe')
  const second = await walk.at('621022-shenhe')
  await second.getByRole('row', { name: /环城镇.*拨付到乡镇账户 6,000\.00/ }).waitFor()
  expect(town(walk).issued).toBe(600_000)
  expect(county(walk), 'what the county shares stays in the county').toEqual({
    ...before,
    held: before.held - 600_000,
  })
  await checkBoard(walk, FUND, PLACE)
  await clerk.go(pageOf(walk, '/fund/spending'))
  await until(() => checkStrip(clerk, county(walk).received))
}

/** What stands above the spendings adds up to what has arrived, also while money is on its way to a township. */
const checkStrip = async (person: Person, received: number): Promise<void> => {
  const terms = [...(await readTerms(person.getByRole('region', { name: '资金概况' })))]
  const of = (word: string) =>
    fenOf(terms.find(([term]) => term.startsWith(word))?.[1] ?? '', 'yuan')
  expect(of('已到账')).toBe(received)
  expect(of('分解在途')).toBe(600_000)
  expect(of('已支出') + of('已占用') + of('可用') + of('分解在途')).toBe(received)
}

/** Nobody is paid before an account is known; the township gives one, the county's second person confirms it. */
const openAccount = async (walk: Walk): Promise<void> => {
  const clerk = await walk.at('621022-caiwu')
  await clerk.go(pageOf(walk, '/fund/payment/new'))
  await clerk.getByRole('row', { name: new RegExp(`${TOWN.name}.*缺收款账户`) }).waitFor()
  const take = clerk.getByRole('checkbox', { name: `选入${TOWN.name}`, exact: true })
  expect(await take.isDisabled()).toBe(true)
  await walk.look(clerk, '76-no-account')
  const township = await walk.at(TOWN.clerk)
  await township.go('/')
  await walk.look(township, '77-desk-township')
  await township.go('/fund/bank-account')
  await township.button('登记账户').click()
  const form = township.getByRole('complementary', { name: '登记收款账户' })
  await form.getByRole('textbox', { name: '账号' }).fill('6210 9988')
  await form.getByRole('button', { name: '提交确认' }).click()
  await form.getByText('请填开户行全称').waitFor()
  await form.getByRole('textbox', { name: '账号' }).fill(ACCOUNT)
  await form.getByRole('textbox', { name: '开户行' }).fill('环县农村信用社环城支社')
  await form.getByRole('textbox', { name: '行号（联行号）' }).fill('402834000017')
  await form.getByRole('button', { name: '提交确认' }).click()
  await form.waitFor({ state: 'hidden' })
  const second = await walk.at('621022-shenhe')
  await second.go('/fund/bank-account')
  await second.getByLabel('状态').selectOption({ label: '待确认' })
  await second
    .getByRole('row', { name: /尾号 3322/ })
    .getByRole('button')
    .click()
  const pane = second.getByRole('complementary', { name: /^环城镇工会/ })
  await pane.getByRole('button', { name: '确认账户' }).click()
  await pane.waitFor({ state: 'hidden' })
}

/** Makes the payment to the township and lets the second person release it. */
const make = async (walk: Walk): Promise<string> => {
  const clerk = await walk.at('621022-caiwu')
  await clerk.go(pageOf(walk, '/fund/payment/new'))
  await clerk.getByText(/^1 行，合计/).waitFor()
  await clerk.button('制单 1 笔').click()
  await clerk.getByRole('heading', { level: 1, name: /^支付批次 / }).waitFor()
  const second = await walk.at('621022-shenhe')
  await second.go(clerk.where())
  await second.button('授权 1 笔').click()
  await second.button('授权 1 笔').waitFor({ state: 'hidden' })
  await clerk.again()
  await clerk
    .getByRole('row', { name: /环城镇工会/ })
    .getByRole('button')
    .click()
  return clerk.where()
}

/** The county pays the township; the bank sends it back once, then it is paid. */
const pay = async (walk: Walk): Promise<void> => {
  const clerk = await walk.at('621022-caiwu')
  await make(walk)
  await clerk.button('登记退票').click()
  const bounce = clerk.getByRole('form', { name: '登记退票' })
  await bounce.getByRole('button', { name: '确认退票' }).click()
  await bounce.getByText('请填退票原因').waitFor()
  await bounce.getByRole('textbox', { name: '退票原因' }).fill('账号户名不符')
  await walk.look(clerk, '78-bounce')
  await bounce.getByRole('button', { name: '确认退票' }).click()
  await bounce.waitFor({ state: 'hidden' })
  await checkBoard(walk, FUND, PLACE)
  await make(walk)
  await clerk.button('登记支付成功').click()
  await clerk.button('确认支付成功').click()
  await clerk.button('确认支付成功').waitFor({ state: 'hidden' })
  await checkBoard(walk, FUND, PLACE)
}

/** The township confirms what arrived on its account. */
const receive = async (walk: Walk): Promise<void> => {
  const township = await walk.at(TOWN.clerk)
  await township.go('/fund/receipt')
  const card = township.getByRole('form', { name: `到账确认 ${FUND}` })
  await card.getByRole('textbox', { name: '收据号' }).fill('环城收 0001')
  await walk.look(township, '79-township-receipt')
  await card.getByRole('button', { name: '确认到账' }).click()
  await card.waitFor({ state: 'hidden' })
  expect(town(walk)).toMatchObject({ held: 600_000, received: 600_000 })
  await checkBoard(walk, FUND, PLACE)
}

/** The county keeps the vouchers of what the township spends from its own account, never beyond what lies there. */
const spend = async (walk: Walk): Promise<void> => {
  const clerk = await walk.at('621022-caiwu')
  await clerk.go(pageOf(walk, '/fund/spending'))
  await clerk.button('记一笔').click()
  const pane = clerk.getByRole('complementary', { name: '记一笔支出' })
  await pane.getByLabel('凭证日期').fill('3月12日')
  await pane.getByLabel('凭证号').fill('记-0301')
  await pane.getByLabel('摘要').fill('职工活动室桌椅')
  await pane.getByLabel('金额').fill('6500')
  await pane.getByLabel('用途').selectOption({ label: '阵地建设' })
  await pane.getByLabel('用款单位').selectOption('环城镇工会（乡镇账户，余额 6,000.00 元）')
  await pane.getByLabel('收款人').fill('环县某某家具店')
  await clerk.choose(pane, scan('桌椅发票'))
  await pane.getByText(/校验码/).waitFor()
  await walk.look(clerk, '79-township-spending')
  await pane.getByRole('button', { name: '提交审核' }).click()
  await pane.waitFor({ state: 'hidden' })
  const second = await walk.at('621022-shenhe')
  await second.go(pageOf(walk, '/fund/spending'))
  await second.getByRole('button', { name: '记-0301', exact: true }).click()
  await second.button('审核入账').click()
  await second.getByText(/可用余额只有 6,000\.00 元，不够 6,500\.00 元/).waitFor()
  await clerk.getByRole('button', { name: '记-0301', exact: true }).click()
  await clerk.button('修改').click()
  const edit = clerk.getByRole('complementary', { name: '修改 记-0301' })
  await edit.getByLabel('金额').fill('2500')
  await edit.getByRole('button', { name: '提交审核' }).click()
  await edit.waitFor({ state: 'hidden' })
  await second.again()
  await second.getByRole('button', { name: '记-0301', exact: true }).click()
  await second.button('审核入账').click()
  await second.getByRole('complementary').getByText('已入账').first().waitFor()
  expect(town(walk)).toMatchObject({ held: 350_000, spent: 250_000 })
  await checkBoard(walk, FUND, PLACE)
}

/** What the townships do not need goes back to the county: from the own account and from what was kept for another. */
const takeBack = async (walk: Walk): Promise<void> => {
  const clerk = await walk.at('621022-caiwu')
  const before = county(walk)
  await begin(clerk, '收回分解', FUND)
  await clerk.getByRole('textbox', { name: `${TOWN.name}已到账本次金额` }).fill('1000')
  const kept = [...walk.ledger.below(PLACE.county).keys()].sort()[0] ?? ''
  await clerk.getByRole('textbox', { name: `${kept}已到账本次金额` }).fill('2000')
  await clerk.getByRole('textbox', { name: '理由或说明' }).fill('活动取消，收回余款')
  await walk.look(clerk, '79-take-back')
  await released(walk, clerk, ['收回分解', FUND], '621022-shenhe')
  expect(town(walk)).toMatchObject({ held: 250_000, spent: 250_000 })
  expect(county(walk).received).toBe(before.received)
  await checkBoard(walk, FUND, PLACE)
}

export const TOWNSHIP_STEPS: readonly Step[] = [
  { name: 'the county shares money out to a township that has an account', act: subAllocate },
  { name: 'the township gives its account and a second person confirms it', act: openAccount },
  { name: 'the county pays the township, once more after a bounce', act: pay },
  { name: 'the township confirms what arrived', act: receive },
  { name: 'it spends from its own account, never beyond it', act: spend },
  { name: 'what is not needed is taken back', act: takeBack },
]
