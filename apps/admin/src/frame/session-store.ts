import type { HeldPost } from '@qiangji/kernel/access/actor.ts'
import type { Day } from '@qiangji/kernel/base/day.ts'
import type { Organization } from '@qiangji/kernel/organization/organization.ts'
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'

export interface SessionPerson {
  readonly id: string
  readonly name: string
  /** Posts held today, for the kernel's questions of who may do what. */
  readonly posts: readonly HeldPost[]
  /** Until the password is changed nothing else may be done. */
  readonly passwordDue: boolean
}

export interface Session {
  readonly person: SessionPerson
  readonly organization: Organization
  /** The name of the prefecture above, such as 庆阳市, for those below one. */
  readonly above: string | null
  /** Paths of the procedures that the person's posts allow, such as fund.allocation.approve. */
  readonly may: readonly string[]
  /** The fund year on screen. */
  readonly year: number
  /** The business clock's day; `demonstration` shows the amber strip. */
  readonly today: Day
  readonly demonstration: boolean
}

/** Who is here, for whom, and on which day. Rows from the server are never kept here: they are in the query cache. */
export const useSession = defineStore('session', () => {
  const session = shallowRef<Session | null>(null)
  const expired = ref(false)
  const allowed = computed(() => new Set(session.value?.may ?? []))

  return {
    session,
    /** The server no longer knows the session; the page stays as it is under the sign-in sheet. */
    expired,
    enter: (entered: Session): void => {
      session.value = entered
      expired.value = false
    },
    leave: (): void => {
      session.value = null
      expired.value = false
    },
    expire: (): void => {
      if (session.value) expired.value = true
    },
    /** Shows another fund year. */
    showYear: (year: number): void => {
      if (session.value) session.value = { ...session.value, year }
    },
    /** The clock has moved on. */
    moveTo: (today: Day): void => {
      if (session.value) session.value = { ...session.value, today }
    },
    /** Whether an act is allowed at all; whether it is possible now is asked of the kernel. */
    may: (act: string): boolean => allowed.value.has(act),
  }
})
