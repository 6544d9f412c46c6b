import type { Day } from '@qiangji/kernel/base/day.ts'
import type { Level } from '@qiangji/kernel/organization/organization.ts'
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'

export interface SessionPerson {
  readonly id: string
  readonly name: string
  readonly office: string
  readonly post: string
}

export interface SessionOrganization {
  readonly id: string
  /** The full union name, such as 环县总工会. */
  readonly name: string
  readonly level: Level
  /** The name of the prefecture above, for a county. */
  readonly above: string | null
}

export interface Session {
  readonly person: SessionPerson
  readonly organization: SessionOrganization
  /** Others that the person may work for: posts combined or a dated 代办授权. */
  readonly others: readonly SessionOrganization[]
  /** Paths of the acts that the person's posts allow, such as fund.allocation.approve. */
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
    /** The clock has moved on. */
    moveTo: (today: Day): void => {
      if (session.value) session.value = { ...session.value, today }
    },
    /** Whether an act is allowed at all; whether it is possible now is asked of the kernel. */
    may: (act: string): boolean => allowed.value.has(act),
  }
})
