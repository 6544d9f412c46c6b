import { day } from '../base/day.ts'
import { Decimal } from '../base/decimal.ts'
import { type Fen, fen, NO_FEN, WAN } from '../base/money.ts'
import { NO_BOUNDS } from './bounds.ts'
import type { Fact } from './fact.ts'
import type { EqualPart, FactorPart } from './part.ts'
import type { PlanInputs, Rule } from './plan-inputs.ts'
import type { PlanRecipient } from './plan-recipient.ts'
import { DEFAULT_ROUNDING } from './rounding.ts'

/** Inputs for tests: counties with codes from 620001 and the classes in turn. */
export const counties = (
  count: number,
  classes: readonly string[] = ['一类', '二类', '三类'],
): readonly PlanRecipient[] =>
  Array.from({ length: count }, (_, at) => ({
    id: `county-${at + 1}`,
    code: String(620_001 + at),
    name: `第${at + 1}县`,
    prefecture: '6200',
    className: classes[at % classes.length] ?? null,
  }))

export const decimal = (text: string): Decimal => Decimal.parse(text)
export const wan = (count: number): Fen => fen(count * WAN)

export const rule: Rule = {
  rounding: DEFAULT_ROUNDING,
  bounds: NO_BOUNDS,
  coefficients: null,
  reserve: NO_FEN,
}

export const equalPart: EqualPart = {
  id: 'equal',
  name: '基础补助',
  method: 'equal',
  recipients: 'all',
  amount: 'rest',
}

export const membersPart: FactorPart = {
  id: 'factor',
  name: '因素分配',
  method: 'factor',
  recipients: 'all',
  amount: 'rest',
  factors: [{ key: 'members', name: '会员数', weight: decimal('1') }],
}

export const factsOf = (
  key: string,
  recipients: readonly PlanRecipient[],
  values: readonly (number | string)[],
): readonly Fact[] =>
  recipients.map(({ id }, at) => ({
    recipient: id,
    key,
    value: decimal(String(values[at] ?? 0)),
    date: day('2023-12-31'),
    source: '组织台账',
    demonstration: true,
  }))

export const plan = (changes: Partial<PlanInputs> = {}): PlanInputs => ({
  pot: wan(4_000),
  recipients: counties(86),
  parts: [equalPart],
  rule,
  facts: [],
  ...changes,
})
