import type { RouteRecordRaw } from 'vue-router'
import type { RoomKey } from './room.ts'

declare module 'vue-router' {
  interface RouteMeta {
    /** The name of the page, in the rail's menu, the tab and the global search. */
    title?: string
    room?: RoomKey
    /** The act that must be allowed to open the page; its path, such as fund.allocation.list. */
    permission?: string
    /** Stands in the rail's menu of its room; a page about one record does not. */
    menu?: boolean
    /** Needs no session. */
    open?: boolean
    /** Shown without the shell around it. */
    bare?: boolean
  }
}

/** A page: what the router, the rail and the search need to know of it. Every page is loaded when first opened. */
export interface Page {
  readonly path: string
  readonly title: string
  readonly room: RoomKey
  readonly permission?: string
  readonly menu?: boolean
  readonly load: () => Promise<{ default: object }>
}

export const routeOf = (page: Page): RouteRecordRaw => ({
  path: page.path,
  component: page.load,
  meta: {
    title: page.title,
    room: page.room,
    menu: page.menu ?? !page.path.includes(':'),
    ...(page.permission ? { permission: page.permission } : {}),
  },
})
