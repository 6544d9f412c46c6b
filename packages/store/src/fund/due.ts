import { workingDays } from '@qiangji/gazetteer/working-days.ts'
import { addWorkingDays } from '@qiangji/kernel/base/calendar.ts'
import type { Day } from '@qiangji/kernel/base/day.ts'

/**
 * The due day `count` working days after `since`, with its rule in words ("到账后 1 个工作日"). A day in a year
 * without a calendar has no due day: the item stays on the list and says why.
 */
export const dueAfter = (
  since: Day,
  count: number,
  event: string,
): { readonly due: Day | null; readonly rule: string } => {
  const due = addWorkingDays(workingDays, since, count)
  return due.ok
    ? { due: due.value, rule: `${event} ${count} 个工作日` }
    : { due: null, rule: `${event} ${count} 个工作日（日历未录入）` }
}
