import { type Day, day } from '@qiangji/kernel/base/day.ts'
import type { Organization } from '@qiangji/kernel/organization/organization.ts'
import { chanceOf } from './chance.ts'
import type { Hands } from './hands.ts'

const BANKS = ['甘肃银行', '兰州银行', '农业银行', '工商银行', '建设银行', '甘肃农信'] as const
const ON = day('2023-02-14')

/** Whoever is ever paid gives its bank account, invented, by one of its people and confirmed by another. */
export const openBankAccounts = async (
  hands: Hands,
  tree: readonly Organization[],
): Promise<void> => {
  const paid = tree.filter((o) => o.level === 'prefecture' || o.level === 'county')
  await Promise.all(paid.map((o) => openOne(hands, o, ON)))
}

const openOne = async (hands: Hands, o: Organization, on: Day): Promise<void> => {
  const chance = chanceOf(`bank ${o.code}`)
  const bank = BANKS[chance.between(0, BANKS.length - 1)] ?? BANKS[0]
  const digits = (count: number) =>
    Array.from({ length: count }, () => String(chance.between(0, 9))).join('')
  const [maker, checker] = secondPersons(o)
  const proposed = await hands.on(on, maker).fund.bankAccount.propose({
    organizationId: o.id,
    holderName: o.name,
    number: `6200${digits(12)}`,
    bankName: `${bank}${o.shortName}支行`,
    bankCode: `${chance.between(102, 402)}${digits(9)}`,
    kind: 'basic',
    validFrom: on,
    reason: '首次登记（演示账户，非真实账号）',
    fileId: null,
  })
  await hands
    .on(on, checker)
    .fund.bankAccount.confirm({ id: proposed.id, revision: proposed.revision })
}

/** The two people of an organization's finance: at a prefecture two officers, elsewhere clerk and 常务副主席. */
export const secondPersons = (o: Organization): readonly [string, string] =>
  o.level === 'prefecture' && o.code !== '6202'
    ? [`${o.code}-caiwu`, `${o.code}-fuhe`]
    : [`${o.code}-caiwu`, `${o.code}-shenhe`]
