import { type Calendar, workingDaysBetween } from '@qiangji/kernel/base/calendar.ts'
import { addDays, type Day, daysBetween, weekdayOf } from '@qiangji/kernel/base/day.ts'
import type { Todo } from '@qiangji/kernel/record/todo.ts'

/** How near the due day of a 待办 is; the order on screen. */
export const DUE_GROUPS = ['overdue', 'today', 'week', 'later'] as const
export type DueGroup = (typeof DUE_GROUPS)[number]
export const DUE_GROUP_WORDS: Record<DueGroup, string> = {
  overdue: '已超期',
  today: '今天',
  week: '本周',
  later: '以后',
}

/** 本周 ends with its Sunday. What has no due day waits, but is not late: it stands under 以后. */
export const dueGroupOf = (due: Day | null, today: Day): DueGroup => {
  if (due === null) return 'later'
  if (due < today) return 'overdue'
  if (due === today) return 'today'
  return due <= addDays(today, 7 - weekdayOf(today)) ? 'week' : 'later'
}

export interface Grouped<Row> {
  readonly group: DueGroup
  readonly rows: readonly Row[]
}

/** The groups that hold something; rows keep their order. */
export const groupsOf = <Row extends Pick<Todo, 'due'>>(
  rows: readonly Row[],
  today: Day,
): readonly Grouped<Row>[] =>
  DUE_GROUPS.map((group) => ({
    group,
    rows: rows.filter((row) => dueGroupOf(row.due, today) === group),
  })).filter(({ rows }) => rows.length > 0)

/** 超 3 个工作日; in natural days where the calendar is missing or only days off have passed. */
export const lateWords = (calendar: Calendar, due: Day, today: Day): string => {
  const working = workingDaysBetween(calendar, due, today)
  return working.ok && working.value > 0
    ? `超 ${working.value} 个工作日`
    : `超 ${daysBetween(due, today)} 天`
}

export const SUBJECT_WORDS: Record<Todo['group'], string> = {
  fund: '资金',
  report: '报表',
  task: '任务',
  organization: '组织',
  audit: '经审',
}
const SUBJECTS = ['fund', 'report', 'task', 'organization', 'audit'] as const

export type Subject = Todo['group'] | 'all'

/** The filter 全部 8 | 资金 3 | …: only subjects that have something; nothing to choose when there is one. */
export const subjectsOf = (
  rows: readonly Pick<Todo, 'group'>[],
): readonly { value: Subject; word: string; count: number }[] => {
  const present = SUBJECTS.map((value) => ({
    value,
    word: SUBJECT_WORDS[value],
    count: rows.filter((row) => row.group === value).length,
  })).filter(({ count }) => count > 0)
  return present.length < 2 ? [] : [{ value: 'all', word: '全部', count: rows.length }, ...present]
}
