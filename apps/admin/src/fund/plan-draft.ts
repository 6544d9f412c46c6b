import type { Day } from '@qiangji/kernel/base/day.ts'
import { parseDecimal } from '@qiangji/kernel/base/decimal.ts'
import { type Fen, NO_FEN } from '@qiangji/kernel/base/money.ts'
import { AllocationForm } from '@qiangji/kernel/fund/allocation.ts'
import { FACT_KINDS, factKindOf } from '@qiangji/kernel/fund/fact-kind.ts'
import { METHODS, type Method, type Part } from '@qiangji/kernel/fund/part.ts'
import { sentenceOf } from '../words/sentence.ts'
import { type BoundDraft, boundDrafts, boundsOf } from './plan-bounds.ts'

/** What stands in the fields of the editor: amounts may be missing, numbers are as typed. */
export interface PlanDraft {
  title: string
  on: Day | null
  pot: Fen | null
  parts: PartDraft[]
  unit: Fen
  mode: 'floor' | 'largest-remainder'
  floor: Fen | null
  cap: Fen | null
  coefficients: Record<string, string>
  reserve: Fen | null
  note: string
  /** 保底 and 封顶 of classes and of single recipients. */
  bounds: BoundDraft[]
  /** Fields that may be empty and hold what is no amount, by their label. */
  unread: Record<string, Problem>
}

export interface PartDraft {
  id: string
  name: string
  method: Method
  recipients: 'all' | readonly string[]
  rest: boolean
  amount: Fen | null
  factors: FactorDraft[]
  amounts: Record<string, Fen | null>
  each: Fen | null
  count: string
  lines: PartLineDraft[]
  reason: string
}
export interface FactorDraft {
  key: string
  name: string
  weight: string
}
export interface PartLineDraft {
  recipient: string
  title: string
  amount: Fen | null
}

/** What keeps the draft from being a plan, and the element to go to. */
export interface Problem {
  readonly words: string
  readonly target: string
}

export const emptyPart = (id: string, method: Method): PartDraft => ({
  id,
  name: {
    equal: '基础补助',
    class: '分档补助',
    quota: '定额补助',
    factor: '因素分配',
    project: '项目补助',
    manual: '专门安排',
  }[method],
  method,
  recipients: 'all',
  rest: false,
  amount: null,
  factors:
    method === 'factor'
      ? [{ key: 'members', name: factKindOf('members')?.name ?? '', weight: '1' }]
      : [],
  amounts: {},
  each: null,
  count: 'eligible-townships',
  lines:
    method === 'project' || method === 'manual' ? [{ recipient: '', title: '', amount: null }] : [],
  reason: '',
})

/** The fields of a saved form. */
export const draftOf = (form: AllocationForm): PlanDraft => ({
  title: form.title,
  on: form.on,
  pot: form.pot,
  parts: form.parts.map(partDraft),
  unit: form.rule.rounding.unit,
  mode: form.rule.rounding.mode,
  floor: form.rule.bounds.floor,
  cap: form.rule.bounds.cap,
  coefficients: { ...form.rule.coefficients },
  reserve: form.rule.reserve,
  note: form.note,
  bounds: boundDrafts(form.rule.bounds),
  unread: {},
})

const partDraft = (part: Part): PartDraft => {
  const base = { ...emptyPart(part.id, part.method), name: part.name }
  switch (part.method) {
    case 'equal':
      return { ...base, ...shared(part) }
    case 'factor':
      return { ...base, ...shared(part), factors: part.factors.map((factor) => ({ ...factor })) }
    case 'class':
      return { ...base, recipients: part.recipients, amounts: { ...part.amounts } }
    case 'quota':
      return { ...base, recipients: part.recipients, each: part.each, count: part.count.key }
    case 'project':
      return { ...base, lines: part.lines.map((line) => ({ ...line })) }
    case 'manual':
      return {
        ...base,
        lines: part.lines.map((line) => ({ ...line, title: '' })),
        reason: part.reason,
      }
  }
}

const shared = (part: { recipients: 'all' | readonly string[]; amount: Fen | 'rest' }) => ({
  recipients: part.recipients,
  rest: part.amount === 'rest',
  amount: part.amount === 'rest' ? null : part.amount,
})

/** The form that the fields make, or what is still wrong with them, in the order of the page. */
export const formOf = (
  draft: PlanDraft,
): { readonly form: AllocationForm | null; readonly problems: readonly Problem[] } => {
  const problems: Problem[] = []
  const ask = (wrong: boolean, words: string, target: string): void => {
    if (wrong) problems.push({ words, target })
  }
  ask(draft.title.trim() === '', '请填方案名称', 'plan-title')
  ask(draft.on === null, '请填方案日期', 'plan-day')
  ask(draft.pot === null, '请填专项总额', 'plan-pot')
  const parts = draft.parts.map((part) =>
    readPart(part, (words) => ask(true, words, `part-${part.id}`)),
  )
  const coefficients = readCoefficients(draft, (words) => ask(true, words, 'plan-coefficients'))
  problems.push(...Object.values(draft.unread))
  const read = AllocationForm.safeParse({
    title: draft.title,
    on: draft.on,
    pot: draft.pot,
    parts,
    rule: {
      rounding: { unit: draft.unit, mode: draft.mode },
      bounds: boundsOf(draft),
      coefficients,
      reserve: draft.reserve ?? NO_FEN,
    },
    note: draft.note,
  })
  if (problems.length === 0 && !read.success)
    problems.push({ words: '填写的内容有误，请检查金额和名称', target: 'plan-title' })
  return { form: read.success && problems.length === 0 ? read.data : null, problems }
}

/** Notes whether a field that may be empty holds what is no amount. */
export const noteUnread = (
  { unread }: PlanDraft,
  {
    label,
    place,
    words,
  }: { readonly label: string; readonly place: string; readonly words: string },
): void => {
  if (words === '') delete unread[label]
  else unread[label] = { words: `${label}：${words}`, target: place }
}

type Tell = (words: string) => void

/** A part for the schema; what cannot be read is told and left to the schema to refuse. */
const readPart = (part: PartDraft, tell: Tell): unknown => {
  const { id, name, method, recipients } = part
  if (name.trim() === '') tell('请填分项名称')
  const head = { id, name, method }
  if (method === 'equal' || method === 'factor') {
    if (!part.rest && part.amount === null) tell(`请填“${name}”的金额，或设为其余`)
    const amount = part.rest ? 'rest' : part.amount
    if (method === 'equal') return { ...head, recipients, amount }
    if (part.factors.length === 0) tell(`“${name}”还没有因素，请添加`)
    return { ...head, recipients, amount, factors: part.factors.map((f) => readFactor(f, tell)) }
  }
  if (method === 'class') {
    const amounts = Object.entries(part.amounts).filter(([, amount]) => amount !== null)
    return { ...head, recipients, amounts: Object.fromEntries(amounts) }
  }
  if (method === 'quota') {
    if (part.each === null) tell(`请填“${name}”的定额标准`)
    const kind = factKindOf(part.count) ?? FACT_KINDS[0]
    return { ...head, recipients, each: part.each, count: { key: kind?.key, name: kind?.name } }
  }
  return { ...head, ...readLines(part, tell) }
}

const readFactor = ({ key, name, weight }: FactorDraft, tell: Tell): unknown => {
  const read = parseDecimal(weight)
  if (!read.ok) tell(`“${name}”的权重：${sentenceOf(read.refusal, read.facts)}`)
  return { key, name, weight: read.ok ? read.value : null }
}

const readLines = (part: PartDraft, tell: Tell): object => {
  const whole = part.lines.every(({ recipient, amount }) => recipient !== '' && amount !== null)
  if (part.lines.length === 0 || !whole) tell(`“${part.name}”有行没有选县区或没有金额`)
  if (part.method === 'project') {
    if (part.lines.some(({ title }) => title.trim() === '')) tell(`“${part.name}”有项目没有名称`)
    return { lines: part.lines }
  }
  const lines = part.lines.map(({ recipient, amount }) => ({ recipient, amount }))
  return { reason: part.reason, lines }
}

const readCoefficients = (draft: PlanDraft, tell: Tell): unknown => {
  const typed = Object.entries(draft.coefficients).filter(([, text]) => text.trim() !== '')
  if (typed.length === 0) return null
  return Object.fromEntries(
    typed.map(([name, text]) => {
      const read = parseDecimal(text)
      if (!read.ok) tell(`“${name}”的系数：${sentenceOf(read.refusal, read.facts)}`)
      return [name, read.ok ? read.value : null]
    }),
  )
}

/** The methods as the choice offers them. */
export const METHOD_CHOICES: readonly { readonly value: Method; readonly word: string }[] = (
  ['equal', 'class', 'quota', 'factor', 'project', 'manual'] as const
).map((value) => ({ value, word: METHODS[value] }))

/** A part id that the plan does not have yet. */
export const nextPartId = (parts: readonly Pick<PartDraft, 'id'>[]): string => {
  let number = parts.length + 1
  while (parts.some(({ id }) => id === `part-${number}`)) number += 1
  return `part-${number}`
}
