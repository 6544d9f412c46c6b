import type { Day } from '@qiangji/kernel/base/day.ts'

/** Something that happens on a day. */
export interface Happening {
  readonly on: Day
  readonly run: () => Promise<unknown>
}

/** Lets things happen in the order of their days; those of one day side by side. */
export const runAgenda = async (happenings: readonly Happening[]): Promise<void> => {
  const days = new Map<Day, Happening[]>()
  for (const one of happenings) days.set(one.on, [...(days.get(one.on) ?? []), one])
  for (const on of [...days.keys()].sort())
    await Promise.all((days.get(on) ?? []).map(({ run }) => run()))
}
