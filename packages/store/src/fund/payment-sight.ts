import type { ExpressionBuilder, ExpressionWrapper, SqlBool } from 'kysely'
import type { Tables } from '../engine/tables.ts'
import { below } from '../organization/within.ts'
import type { PaymentRow } from './payment-tables.ts'

/** From where somebody looks: payments whose payer, payee or beneficiary is there or below. */
export interface Sight {
  readonly path: string
  readonly whole: boolean
}

export const sightOf = (scope: { readonly path: string; readonly level: string }): Sight => ({
  path: scope.path,
  whole: scope.level === 'province',
})

type Builder = ExpressionBuilder<Tables & { p: PaymentRow }, 'p'>
type Condition = ExpressionWrapper<Tables & { p: PaymentRow }, 'p', SqlBool>

const withinOf = (eb: Builder, sight: Sight) =>
  eb
    .selectFrom('organization as w')
    .select('w.id')
    .where('w.path', '>=', sight.path)
    .where('w.path', '<', below(sight.path))

/** The condition that payer or payee of a payment `p` are in sight: receipts and differences are theirs alone. */
export const seesWholePayment = (eb: Builder, sight: Sight): Condition => {
  if (sight.whole) return eb('p.id', 'is not', null)
  const within = withinOf(eb, sight)
  return eb.or([eb('p.payer_id', 'in', within), eb('p.payee_id', 'in', within)])
}

/** The condition that a payment `p` is in sight. */
export const seesPayment = (eb: Builder, sight: Sight): Condition => {
  if (sight.whole) return eb('p.id', 'is not', null)
  const within = withinOf(eb, sight)
  return eb.or([
    eb('p.payer_id', 'in', within),
    eb('p.payee_id', 'in', within),
    eb.exists(
      eb
        .selectFrom('payment_line as s')
        .select('s.payment_id')
        .whereRef('s.payment_id', '=', 'p.id')
        .where('s.beneficiary_id', 'in', within),
    ),
  ])
}
