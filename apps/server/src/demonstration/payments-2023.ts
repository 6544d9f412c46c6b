import { workingDays } from '@qiangji/gazetteer/working-days.ts'
import { addWorkingDays } from '@qiangji/kernel/base/calendar.ts'
import { type Day, day } from '@qiangji/kernel/base/day.ts'
import { assert } from '@qiangji/kernel/base/decision.ts'
import type { Organization } from '@qiangji/kernel/organization/organization.ts'
import { secondPersons } from './accounts.ts'
import { type Happening, runAgenda } from './agenda.ts'
import { chanceOf } from './chance.ts'
import type { Hands } from './hands.ts'
import type { FundsOfYear } from './year-2023.ts'

const PROVINCE = ['sheng-chuna', 'sheng-kuaiji'] as const
const MADE = day('2023-05-24')
const RELEASED = day('2023-05-25')
const SLIP = day('2023-05-26')
/** Paid to an account whose holder's name was written otherwise at the bank: it comes back once. */
const BOUNCING = '6206'

const after = (from: Day, count: number): Day => {
  const found = addWorkingDays(workingDays, from, count)
  assert(found.ok, 'a day of 2023 or 2024')
  return found.value
}

/** The province pays its prefectures and direct recipients; one payment bounces and is paid again. */
export const remit2023 = async (
  hands: Hands,
  funds: FundsOfYear,
  tree: readonly Organization[],
): Promise<void> => {
  for (const fund of Object.values(funds))
    await payAll(hands, PROVINCE, fund.id, [MADE, RELEASED, SLIP], null)
  const codeOf = new Map(tree.map((o) => [o.id, o.code]))
  const cashier = hands.on(SLIP, 'sheng-chuna').fund.payment
  const { rows } = await cashier.list({ fundId: funds.county.id, limit: 50 })
  const bouncing = rows.find((p) => codeOf.get(p.payeeId) === BOUNCING)
  assert(bouncing !== undefined, 'a payment to the prefecture that bounces')
  await cashier.bounce({
    paymentId: bouncing.id,
    revision: bouncing.revision,
    day: SLIP,
    reason: '收款人户名与账号不符',
    lines: null,
  })
  await payAll(
    hands,
    PROVINCE,
    funds.county.id,
    [day('2023-05-31'), day('2023-05-31'), day('2023-06-01')],
    null,
  )
}

/** Everything of a fund that a payer may pay now, in one batch: made, released, paid by the bank. */
const payAll = async (
  hands: Hands,
  [maker, releaser]: readonly [string, string],
  fundId: FundsOfYear['county']['id'],
  [made, released, slip]: readonly [Day, Day, Day],
  document: { readonly number: string; readonly day: Day; readonly title: string } | null,
): Promise<boolean> => {
  const payable = await hands.on(made, maker).fund.payment.payables({ fundId })
  const lines = payable
    .filter((p) => p.amount > 0 && p.account !== null)
    .map(({ beneficiaryId, amount }) => ({ fundId, beneficiaryId, amount }))
  if (lines.length === 0) return false
  const batch = await hands.on(made, maker).fund.payment.make({ lines, document, purpose: null })
  await hands
    .on(released, releaser)
    .fund.payment.release({ id: batch.id, revision: batch.revision })
  const cashier = hands.on(slip, maker).fund.payment
  const { payments } = await cashier.batch({ id: batch.id })
  for (const payment of payments)
    if (payment.state === 'released' && !isBouncing(payment, slip))
      await cashier.paid({ id: payment.id, revision: payment.revision, day: slip })
  return true
}

/** The first payment of the county fund to 武威: its slip says 支付异常, so it is never marked as paid. */
const isBouncing = (
  payment: { readonly payeeName: string; readonly fundName: string },
  slip: Day,
): boolean =>
  slip === SLIP && payment.payeeName === '武威市总工会' && payment.fundName === '2023年县区专项补助'

/** Prefectures confirm and pass on within 30 days, each at its own pace; counties and direct recipients confirm. */
export const relay2023 = (
  hands: Hands,
  funds: FundsOfYear,
  tree: readonly Organization[],
): Promise<void> =>
  runAgenda([
    ...tree
      .filter((o) => o.code === '6202' || o.kind === 'new-area')
      .map((o): Happening => {
        const on = after(SLIP, 1)
        return { on, run: () => confirmAll(hands, o, on) }
      }),
    ...tree
      .filter((o) => o.level === 'prefecture' && o.code !== '6202')
      .flatMap((o) => relayOf(hands, funds, o, tree)),
  ])

const relayOf = (
  hands: Hands,
  funds: FundsOfYear,
  prefecture: Organization,
  tree: readonly Organization[],
): readonly Happening[] => {
  const chance = chanceOf(`relay ${prefecture.code}`)
  const arrived =
    prefecture.code === BOUNCING ? day('2023-06-02') : after(SLIP, chance.between(1, 3))
  const relayed = after(arrived, chance.between(3, 14))
  const counties = tree.filter((o) => o.kind === 'county' && o.prefectureId === prefecture.id)
  return [
    { on: arrived, run: () => confirmAll(hands, prefecture, arrived) },
    { on: relayed, run: () => relayAll(hands, funds, prefecture, relayed) },
    ...counties.map((o): Happening => {
      const on = after(relayed, 1 + chance.between(1, 4))
      return { on, run: () => confirmAll(hands, o, on) }
    }),
  ]
}

const relayAll = async (
  hands: Hands,
  funds: FundsOfYear,
  prefecture: Organization,
  on: Day,
): Promise<void> => {
  let number = 3
  for (const fund of Object.values(funds)) {
    await payAll(hands, secondPersons(prefecture), fund.id, [on, on, on], {
      number: `演示${prefecture.shortName.slice(0, 2)}总工发〔2023〕${number}号`,
      day: on,
      title: `关于转拨${fund.name}的通知`,
    })
    number += 1
  }
}

/** 到账确认 of everything that was paid to a union, with a receipt number each. */
const confirmAll = async (hands: Hands, o: Organization, on: Day): Promise<void> => {
  const [clerk] = secondPersons(o)
  const receipt = hands.on(on, clerk).fund.receipt
  let number = 1
  for (const { payment } of await receipt.expected({ fundId: null })) {
    if ((payment.paidOn ?? on) > on) continue
    await receipt.confirm({
      paymentId: payment.id,
      creditDay: payment.paidOn ?? on,
      number: `${o.code.padEnd(6, '0')}-2023-${String(number).padStart(3, '0')}`,
      fileId: null,
      lines: null,
      surplus: 0,
      note: '',
    })
    number += 1
  }
}
