import { addDays, type Day } from '../base/day.ts'

/** A prefecture passes money on within 30 days of its receipt: the term that union notices set. */
export const RELAY_DAYS = 30

/** Natural days after which a payer is reminded of a payment that nobody has confirmed; it blocks nothing. */
export const CONFIRM_REMINDER_DAYS = 10

export const relayDue = (receivedOn: Day): Day => addDays(receivedOn, RELAY_DAYS)
