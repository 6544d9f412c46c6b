import { day } from '@qiangji/kernel/base/day.ts'
import type { Organization } from '@qiangji/kernel/organization/organization.ts'
import { EMPTY_ORDER } from '../../src/demonstration/plan-road.ts'
import type { Ground } from './call.ts'
import type { Someone } from './people.ts'
import { countyOf, handsIn, personOf, putFile, voucherOf } from './plant.ts'

const APRIL = day('2024-03-20')

/** A county goes on: fifty vouchers, contracts, an account, an order, receipts, answers to the 经审, another pause. */
export const liveOn = async (
  ground: Ground,
  tree: readonly Organization[],
  people: ReadonlyMap<string, Someone>,
  code: string,
): Promise<void> => {
  const hands = handsIn(ground, people)
  const county = await countyOf(hands, tree, code)
  const [desk, review] = [hands.on(APRIL, `${code}-caiwu`), hands.on(APRIL, `${code}-shenhe`)]
  const { fund } = desk
  const bytes = new Map(ground.bytes)
  const clerk = personOf(people, `${code}-caiwu`)
  const scan = await putFile(
    { ...ground, bytes },
    clerk,
    `又${county.word}.pdf`,
    'pdf',
    '%PDF-1.7 b',
  )
  for (let number = 100; number < 150; number++) {
    const form = voucherOf(county, number, 1_00)
    const made = await fund.spending.record({ fundId: county.fundId, form, fileIds: [scan] })
    if (number % 2 === 0) await review.fund.spending.release({ ids: [made.id] })
  }
  const line = { fundId: county.fundId, beneficiaryId: county.o.id, day: APRIL }
  await fund.commitment.occupy({
    ...line,
    title: `又${county.word}`,
    counterparty: county.word,
    amount: voucherOf(county, 1, 20_00).amount,
  })
  await fund.advance.record({
    ...line,
    title: `又${county.word}`,
    voucher: null,
    amount: voucherOf(county, 1, 20_00).amount,
  })
  const [proposed] = (
    await fund.bankAccount.list({ organizationId: county.o.id, state: 'proposed' })
  ).rows
  if (proposed)
    await review.fund.bankAccount.confirm({ id: proposed.id, revision: proposed.revision })
  for (const { payment } of await fund.receipt.expected({ fundId: null }))
    await fund.receipt.confirm({
      paymentId: payment.id,
      creditDay: APRIL,
      number: `${code}-又`,
      fileId: scan,
      lines: null,
      surplus: voucherOf(county, 1, 3_00).amount,
      note: county.word,
    })
  const waiting = (await fund.order.list({ state: 'drafted' })).rows
  for (const { order } of waiting)
    await review.fund.order.release({ id: order.id, revision: order.revision })
  await fund.order.make({
    ...EMPTY_ORDER,
    fundId: county.fundId,
    act: 'carry',
    lines: [
      {
        beneficiaryId: county.o.id,
        holderId: county.o.id,
        stage: 'held',
        amount: voucherOf(county, 1, 5_00).amount,
        target: null,
      },
    ],
  })
  for (const { item } of (await fund.audit.findings({ state: 'problem' })).rows)
    await fund.audit.rectify({ id: item.id, revision: item.revision, note: county.word })
  await review.fund.approval.setRule({
    ...{ bill: 'order', upper: null, posts: ['county-reviewer'], joint: true, from: APRIL },
    lower: voucherOf(county, 1, 500_000_000_00).amount,
  })
  const reviewer = hands.on(APRIL, 'sheng-caishen').fund.pause
  for (const { pause } of (await reviewer.list({ state: 'proposed' })).rows)
    if (pause.organizationId === county.o.id)
      await reviewer.execute({ id: pause.id, revision: pause.revision })
}
