import { isBelow, PROVINCE, ROUTES, unionOf } from '../cast.ts'
import type { FundKey } from '../command.ts'
import type { World } from './world.ts'

/** A balance with its account taken apart. */
export interface Held {
  readonly beneficiary: string
  readonly holder: string
  readonly stage: string
  readonly amount: bigint
}

export const balancesOf = (w: World, fund: FundKey): readonly Held[] =>
  [...w.funds[fund].balances].map(([key, amount]) => {
    const [beneficiary = '', holder = '', stage = ''] = key.split('/')
    return { beneficiary, holder, stage, amount }
  })

/** The provincial line that a beneficiary belongs to: itself, or the recipient above it. */
export const recipientOf = (beneficiary: string): string =>
  [...unionOf(beneficiary).path].reverse().find((code) => ROUTES.has(code)) ?? beneficiary

const OF_FUND = ['source', 'available', 'arranged']

/** MONEY §4: sums over the accounts whose beneficiary is in the scope. */
export const figuresOf = (w: World, fund: FundKey, scope: string) => {
  const all = balancesOf(w, fund).filter((a) => isBelow(scope, a.beneficiary))
  const sum = (belongs: (a: Held) => boolean): bigint =>
    all.filter(belongs).reduce((total, a) => total + a.amount, 0n)
  const beyond = (a: Held) => !OF_FUND.includes(a.stage)
  const arrived = (a: Held) =>
    beyond(a) && a.stage !== 'returning' && isBelow(recipientOf(a.beneficiary), a.holder)
  const stage = (name: string) => sum((a) => a.stage === name)
  return {
    budget: -stage('source'),
    available: stage('available'),
    arranged: stage('arranged'),
    issued: sum(beyond),
    remitted: sum((a) => beyond(a) && !(a.stage === 'issued' && a.holder === PROVINCE)),
    returned: stage('returning') + stage('returned'),
    received: sum(arrived),
    spent: stage('spent'),
    occupied: stage('occupied'),
    free: stage('held'),
    carried: stage('carried'),
    surplus: stage('surplus'),
    relayed: stage('relayed'),
    underwayFromProvince: sum((a) => a.stage === 'remitted' && a.holder === PROVINCE),
    underwayFromPrefecture: sum(
      (a) =>
        a.stage === 'remitted' &&
        a.holder !== PROVINCE &&
        !isBelow(recipientOf(a.beneficiary), a.holder),
    ),
    receivedThroughRelay: sum(
      (a) => arrived(a) && (ROUTES.get(recipientOf(a.beneficiary)) ?? null) !== null,
    ),
  }
}
