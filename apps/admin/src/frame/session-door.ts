import type { Day } from '@qiangji/kernel/base/day.ts'
import { type InjectionKey, inject } from 'vue'
import type { Session } from './session-store.ts'

/** What the shell asks of the server; filled in `main.ts` with the procedures of access and record. */
/** What the shell asks of the server about the person in front of it. */
export interface SessionDoor {
  /** The session of the cookie, or null. */
  readonly current: () => Promise<Session | null>
  /** Gives the session, or a sentence that says why not. */
  readonly signIn: (loginName: string, password: string) => Promise<Session | string>
  readonly signOut: () => Promise<void>
  /** Gives '' when the password was changed, or a sentence that says why not. */
  readonly changePassword: (present: string, next: string) => Promise<string>
  /** Moves the demonstration clock to the next working day. */
  readonly advance: () => Promise<Day>
  /** How many notices are unread. */
  readonly unread: () => Promise<number>
}

export const SESSION_DOOR: InjectionKey<SessionDoor> = Symbol('session door')

export const useSessionDoor = (): SessionDoor => {
  const door = inject(SESSION_DOOR, null)
  if (!door) throw new Error('the session door is not provided')
  return door
}
