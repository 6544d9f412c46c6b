import type { Page } from './route.ts'

/** The table of contents: a line per page, in the order of the rail's menus. */
export const PAGES: readonly Page[] = []
