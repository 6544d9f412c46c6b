import type { IconName } from '../design/icon.ts'

/** The rooms of the rail. A page names its room in its route's meta; a room without a permitted page is not shown. */
export const ROOMS = [
  { key: 'desk', icon: 'home', path: '/' },
  { key: 'fund', icon: 'fund', path: '/fund' },
  { key: 'programme', icon: 'task', path: '/programme' },
  { key: 'organization', icon: 'organization', path: '/organization' },
  { key: 'report', icon: 'report', path: '/report' },
  { key: 'audit', icon: 'audit', path: '/audit' },
  { key: 'settings', icon: 'settings', path: '/settings' },
] as const satisfies readonly { key: string; icon: IconName; path: string }[]

export type RoomKey = (typeof ROOMS)[number]['key']
