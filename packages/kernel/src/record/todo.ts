import type { Day } from '../base/day.ts'
import type { Fen } from '../base/money.ts'

/**
 * 待办: something that waits for the person who asks. Never stored: every noun derives its own from its
 * state, so a list can be neither forgotten nor stale.
 */
export interface Todo {
  /** Two to four characters, such as 到账确认. */
  readonly kind: string
  readonly group: 'fund' | 'report' | 'task' | 'organization' | 'audit'
  readonly title: string
  readonly detail: string
  readonly amount: Fen | null
  /** The day it began to wait. */
  readonly since: Day
  readonly due: Day | null
  /** The rule of the due day in words, such as 到账后 1 个工作日. */
  readonly rule: string
  /** The verb on the button. */
  readonly verb: string
  /** The page's route, such as /fund/payment/… */
  readonly path: string
}
