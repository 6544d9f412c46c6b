import type { Router } from 'vue-router'
import { say } from '../words/i18n.ts'
import { nameMatcher } from './pinyin.ts'
import { addSearchSource } from './search-source.ts'
import type { useSession } from './session-store.ts'

/** The pages of the rail's menus as the first source of the global search. */
export const searchPages = (router: Router, session: ReturnType<typeof useSession>): void => {
  addSearchSource({
    name: say('frame.pages'),
    find: async (text) => {
      const matches = await nameMatcher(text)
      return router
        .getRoutes()
        .filter((r) => r.meta.menu && (!r.meta.permission || session.may(r.meta.permission)))
        .filter((r) => matches(r.meta.title ?? ''))
        .slice(0, 8)
        .map((r) => ({
          key: r.path,
          title: r.meta.title ?? '',
          ...(r.meta.room ? { about: say(`rooms.${r.meta.room}`) } : {}),
          to: r.path,
        }))
    },
  })
}
