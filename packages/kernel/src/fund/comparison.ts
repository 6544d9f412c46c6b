import { type Fen, fen } from '../base/money.ts'
import type { AllocationForm } from './allocation.ts'
import type { AllocationLine } from './allocation-line.ts'
import { settingsOf } from './plan-text.ts'

/** A submitted version, or the draft as it stands. */
export interface Compared {
  readonly form: AllocationForm
  readonly lines: readonly AllocationLine[]
}

export interface ComparedLine {
  readonly organizationId: string
  readonly code: string
  readonly name: string
  readonly prefecture: string
  /** null where that version has no such line. */
  readonly before: Fen | null
  readonly after: Fen | null
  readonly difference: Fen
}

export interface ComparedSetting {
  readonly label: string
  readonly before: string | null
  readonly after: string | null
}

export interface Comparison {
  readonly settings: readonly ComparedSetting[]
  readonly lines: readonly ComparedLine[]
}

/** 与第 n 稿比较: the settings that differ and every line of either version, by code. */
export const compareVersions = (before: Compared, after: Compared): Comparison => ({
  settings: changedSettings(before, after),
  lines: pairLines(before.lines, after.lines),
})

const changedSettings = (before: Compared, after: Compared) => {
  const textsOf = ({ form, lines }: Compared) =>
    new Map(settingsOf(form, lines).map(({ label, text }) => [label, text]))
  const was = textsOf(before)
  const is = textsOf(after)
  return [...new Set([...was.keys(), ...is.keys()])]
    .map((label) => ({ label, before: was.get(label) ?? null, after: is.get(label) ?? null }))
    .filter((setting) => setting.before !== setting.after)
}

const pairLines = (
  before: readonly AllocationLine[],
  after: readonly AllocationLine[],
): readonly ComparedLine[] => {
  const was = new Map(before.map((line) => [line.organizationId, line]))
  const is = new Map(after.map((line) => [line.organizationId, line]))
  const either = [...after, ...before.filter((line) => !is.has(line.organizationId))]
  return either
    .toSorted((a, b) => (a.code < b.code ? -1 : 1))
    .map(({ organizationId, code, name, prefecture }) => {
      const [old, now] = [was.get(organizationId), is.get(organizationId)]
      return {
        organizationId,
        code,
        name,
        prefecture,
        before: old?.amount ?? null,
        after: now?.amount ?? null,
        difference: fen((now?.amount ?? 0) - (old?.amount ?? 0)),
      }
    })
}
