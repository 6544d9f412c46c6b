import { createRouter, createWebHistory, type RouteRecordRaw, type Router } from 'vue-router'
import { GALLERY_ROUTES } from '../gallery/route.ts'
import { PAGES } from './pages.ts'
import { routeOf } from './route.ts'
import type { useSession } from './session-store.ts'

const SIGN_IN = '/sign-in'
const PASSWORD = '/password'

const FRAME_ROUTES: readonly RouteRecordRaw[] = [
  {
    path: SIGN_IN,
    component: () => import('../access/SignInDoor.vue'),
    meta: { open: true, bare: true, title: '登录' },
  },
  {
    path: PASSWORD,
    component: () => import('./PasswordPage.vue'),
    meta: { title: '修改密码', room: 'settings', menu: true },
  },
  { path: '/:rest(.*)*', component: () => import('./NoPage.vue') },
]

/**
 * The router with its one guard: without a session every page leads to the sign-in and back, while a password is due every
 * page leads to its change.
 */
export const createPages = (session: ReturnType<typeof useSession>): Router => {
  const router = createRouter({
    history: createWebHistory(),
    routes: [...PAGES.map(routeOf), ...GALLERY_ROUTES, ...FRAME_ROUTES],
  })
  router.beforeEach((to) => {
    const due = session.session?.person.passwordDue
    if (due && to.path !== PASSWORD) return PASSWORD
    if (to.meta.open || session.session) return true
    return { path: SIGN_IN, query: { to: to.fullPath } }
  })
  router.afterEach((to) => {
    document.title = to.meta.title ? `${to.meta.title} - 强基` : '强基'
  })
  return router
}
