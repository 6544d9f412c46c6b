import { day } from '@qiangji/kernel/base/day.ts'
import type { SessionDoor } from '../frame/session-door.ts'

/** Stands where the procedures of access will be called: nobody is let in. */
export const closedDoor: SessionDoor = {
  current: async () => null,
  signIn: async () => '系统还没有开放登录',
  signOut: async () => undefined,
  work: async () => {
    throw new Error('closed')
  },
  advance: async () => day('2024-03-12'),
  unread: async () => 0,
}
