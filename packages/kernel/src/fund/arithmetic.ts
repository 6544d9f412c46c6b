import { z } from 'zod'
import { type Fen, NO_FEN } from '../base/money.ts'
import type { Explanation, RoundingStep, ScalingStep } from './explanation.ts'
import { factKindOf } from './fact-kind.ts'
import type { FixedSource, PartStep } from './part-step.ts'
import { inWan } from './plan-text.ts'

/** A factor of the line as the table 因素 | 本县 / 全省 | 占比 | 权重 | 得分 shows it. */
export const FactorCell = z.strictObject({
  part: z.string(),
  name: z.string(),
  unit: z.string(),
  value: z.string(),
  total: z.string(),
  /** Percent with four decimals, such as 0.8690%. */
  share: z.string(),
  weight: z.string(),
  score: z.string(),
  date: z.string(),
  source: z.string(),
  demonstration: z.boolean(),
})
export type FactorCell = z.infer<typeof FactorCell>

/** One numbered step: what is done, with which figures, and what comes out, in 万元 where it is money. */
export const ArithmeticStep = z.strictObject({
  label: z.string(),
  detail: z.string(),
  result: z.string(),
})
export type ArithmeticStep = z.infer<typeof ArithmeticStep>

export const Arithmetic = z.strictObject({
  factors: z.array(FactorCell).readonly(),
  steps: z.array(ArithmeticStep).readonly(),
})
export type Arithmetic = z.infer<typeof Arithmetic>

/** 怎么算出来的: the explanation of a line, written out; exact figures carry four to six decimals. */
export const arithmeticOf = (explanation: Explanation): Arithmetic => {
  const { parts, floating, fixed, amount, className } = explanation
  const rounded = floating === null ? [] : roundingSteps(floating.rounding)
  return {
    factors: parts.flatMap(factorCells),
    steps: [
      ...parts.flatMap(partLines),
      ...(floating === null ? [] : scalingSteps(floating.scaling, fixed, className)),
      ...rounded,
      ...(floating !== null && fixed > 0
        ? [
            {
              label: '加固定金额',
              detail: `${inWan(floating.rounding.amount)} + ${inWan(fixed)}`,
              result: inWan(amount),
            },
          ]
        : []),
    ],
  }
}

const factorCells = (step: PartStep): readonly FactorCell[] =>
  step.kind !== 'factor'
    ? []
    : step.factors.map((factor) => ({
        part: step.name,
        name: factor.name,
        unit: factKindOf(factor.key)?.unit ?? '',
        value: grouped(factor.value),
        total: grouped(factor.total),
        share: percent(factor.share),
        weight: factor.weight,
        score: factor.score,
        date: factor.date,
        source: factor.source,
        demonstration: factor.demonstration,
      }))

const partLines = (step: PartStep): readonly ArithmeticStep[] => {
  if (step.kind === 'fixed')
    return [
      { label: `${step.name}（固定）`, detail: sourceText(step.from), result: inWan(step.amount) },
    ]
  if (step.kind === 'equal')
    return [
      {
        label: `${step.name} ÷ 家数`,
        detail: `${inWan(step.partAmount)} ÷ ${step.among}`,
        result: step.exact,
      },
    ]
  const score =
    step.coefficient === null
      ? { label: '得分合计', detail: '', result: step.score }
      : {
          label: `得分合计 × ${step.className ?? ''}系数`,
          detail: `${step.weighed} × ${step.coefficient}`,
          result: step.score,
        }
  const share = {
    label: `÷ 各家得分 × ${step.name}`,
    detail: `÷ ${step.scores} × ${inWan(step.partAmount)}`,
    result: step.exact,
  }
  return [score, share]
}

const sourceText = (from: FixedSource): string => {
  switch (from.method) {
    case 'class':
      return from.className ?? ''
    case 'quota':
      return from.count === null
        ? ''
        : `${inWan(from.each)} × ${grouped(from.count.value)}（${from.count.name}）`
    case 'project':
      return from.projects.map(({ title, amount }) => `${title} ${inWan(amount)}`).join('、')
    case 'manual':
      return from.reason
  }
}

/** A bound holds for the total, so the floating amount comes to what the fixed parts leave of it. */
const scalingSteps = (
  { before, t, bound, scope, floor, cap, after }: ScalingStep,
  fixed: Fen,
  className: string | null,
): readonly ArithmeticStep[] => {
  if (bound !== null) {
    const word = bound === 'floor' ? '保底' : '封顶'
    const whose = scope === 'recipient' ? '单设' : scope === 'class' ? (className ?? '') : ''
    const limit = inWan((bound === 'floor' ? floor : cap) ?? NO_FEN)
    const left = fixed > 0 ? `${limit} − 固定 ${inWan(fixed)}` : limit
    return [
      {
        label: `${bound === 'floor' ? '提到' : '压到'}${whose}${word}`,
        detail: `${before} → ${left}`,
        result: after,
      },
    ]
  }
  if (t === null || before === after) return []
  return [{ label: '按比例承担保底封顶的差额', detail: `${before} × ${t}`, result: after }]
}

const roundingSteps = (step: RoundingStep): readonly ArithmeticStep[] => {
  const { unit, rank, remainder, amount, raised } = step
  const cut =
    rank === null
      ? `舍去 ${remainder}`
      : `余数 ${remainder} 第 ${rank.place} 位，前 ${rank.raises} 位进 1${raised ? '' : '，本行不进'}`
  return [{ label: `取整到 ${unitText(unit)}`, detail: cut, result: inWan(amount) }]
}

const unitText = (unit: Fen): string => {
  if (unit % 1_000_000 === 0) return `${unit / 1_000_000} 万元`
  return unit % 100 === 0 ? `${unit / 100} 元` : `${unit} 分`
}

const grouped = (decimal: string): string => {
  const [whole = '0', fraction] = decimal.split('.')
  const groups = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return fraction === undefined ? groups : `${groups}.${fraction}`
}

/** "0.008690" as "0.8690%": the point is moved, nothing is rounded. */
const percent = (share: string): string => {
  const [whole = '0', fraction = ''] = share.split('.')
  const digits = `${whole}${fraction.slice(0, 2)}`.replace(/^0+(?=\d)/, '')
  return `${digits}.${fraction.slice(2)}%`
}
