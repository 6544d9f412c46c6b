import { type Fen, formatWan } from '../base/money.ts'
import type { AllocationForm } from './allocation.ts'
import { factKindOf } from './fact-kind.ts'
import { METHODS, type Part } from './part.ts'
import { ROUNDING_MODES } from './rounding.ts'

/** A setting of a plan in words; plans are compared setting by setting. */
export interface Setting {
  readonly label: string
  readonly text: string
}

/** An amount in 万元 without trailing zeros: "24", "1.35". */
export const inWan = (amount: Fen): string => formatWan(amount, 6).replace(/\.?0+$/, '')

const wan = (amount: Fen): string => `${inWan(amount)} 万元`

/** A recipient as a setting names it. */
type Named = { readonly organizationId: string; readonly name: string }

/** How the plan shares its pot, setting by setting; a recipient's own bounds are named as in the lines. */
export const settingsOf = (
  form: AllocationForm,
  lines: readonly Named[] = [],
): readonly Setting[] => {
  const names = new Map(lines.map(({ organizationId, name }) => [organizationId, name]))
  const { rounding, bounds, coefficients, reserve } = form.rule
  const classes = Object.entries(coefficients ?? {})
  return [
    { label: '方案日期', text: form.on },
    { label: '专项总额', text: wan(form.pot) },
    ...form.parts.map((part) => ({
      label: part.name,
      text: `${METHODS[part.method]}：${partText(part)}`,
    })),
    ...(classes.length === 0
      ? []
      : [
          {
            label: '分类系数',
            text: classes.map(([name, value]) => `${name} ${value}`).join('，'),
          },
        ]),
    ...(bounds.floor === null ? [] : [{ label: '保底', text: wan(bounds.floor) }]),
    ...(bounds.cap === null ? [] : [{ label: '封顶', text: wan(bounds.cap) }]),
    ...boundsOf('分类保底封顶', bounds.classes, (name) => name),
    ...boundsOf('单设保底封顶', bounds.recipients, (id) => names.get(id) ?? '不在名单的单位'),
    { label: '预留（机动）', text: wan(reserve) },
    { label: '取整', text: `${wan(rounding.unit)}，${ROUNDING_MODES[rounding.mode]}` },
    ...(form.note === '' ? [] : [{ label: '说明', text: form.note }]),
  ]
}

/** The method of a plan as a published list names it: its parts only. */
export const methodText = (form: AllocationForm): string =>
  form.parts.map((part) => `${part.name}（${METHODS[part.method]}）：${partText(part)}`).join('；')

const partText = (part: Part): string => {
  switch (part.method) {
    case 'equal':
      return `${shared(part.amount)}，${among(part.recipients)}`
    case 'factor':
      return `${shared(part.amount)}，${part.factors.map((f) => `${f.name} ${percent(f.weight)}`).join('、')}`
    case 'class':
      return Object.entries(part.amounts)
        .map(([name, amount]) => `${name} ${wan(amount)}`)
        .join('、')
    case 'quota':
      return `每${factKindOf(part.count.key)?.unit ?? '个'} ${wan(part.each)} × ${part.count.name}`
    case 'project':
      return `${part.lines.length} 个项目，按批准的清单`
    case 'manual':
      return `${part.lines.length} 家，${part.reason}`
  }
}

const shared = (amount: Fen | 'rest'): string => (amount === 'rest' ? '其余' : wan(amount))
const among = (recipients: 'all' | readonly string[]): string =>
  recipients === 'all' ? '各家相同' : `${recipients.length} 家相同`

/** "0.40" as "40%", by moving the point. */
const percent = (weight: string): string => {
  const [whole = '0', fraction = ''] = weight.split('.')
  const digits = `${whole}${fraction.padEnd(2, '0').slice(0, 2)}`.replace(/^0+(?=\d)/, '')
  const rest = fraction.slice(2).replace(/0+$/, '')
  return `${digits}${rest === '' ? '' : `.${rest}`}%`
}

const boundsOf = (
  label: string,
  table: Readonly<Record<string, { floor?: Fen | null | undefined; cap?: Fen | null | undefined }>>,
  nameOf: (key: string) => string,
): readonly Setting[] => {
  const rows = Object.entries(table)
  if (rows.length === 0) return []
  const side = (word: string, amount: Fen | null | undefined) =>
    amount === undefined ? [] : [amount === null ? `不设${word}` : `${word} ${wan(amount)}`]
  const text = rows.map(([key, { floor, cap }]) =>
    [nameOf(key), ...side('保底', floor), ...side('封顶', cap)].join(' '),
  )
  return [{ label, text: text.join('；') }]
}
