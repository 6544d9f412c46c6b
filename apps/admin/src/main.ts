import 'element-plus/theme-chalk/base.css'
import './design/tokens.css'
import './design/base.css'
import './design/element.css'
import './design/print.css'
import { VueQueryPlugin } from '@tanstack/vue-query'
import { localeContextKey } from 'element-plus'
import zhCn from 'element-plus/es/locale/lang/zh-cn.mjs'
import { createPinia } from 'pinia'
import { createApp, ref } from 'vue'
import App from './App.vue'
import { serverDoor } from './access/server-door.ts'
import { followNewVersion } from './frame/new-version.ts'
import { searchPages } from './frame/page-search.ts'
import { usePreferences } from './frame/preferences-store.ts'
import { createPages } from './frame/router.ts'
import { SESSION_DOOR } from './frame/session-door.ts'
import { useSession } from './frame/session-store.ts'
import { followLook } from './frame/theme.ts'
import { searchFunds } from './fund/fund-search.ts'
import { searchOrganizations } from './organization/organization-search.ts'
import { queryClient, whenExpired } from './wire/query-client.ts'
import { i18n } from './words/i18n.ts'

const start = async (): Promise<void> => {
  const app = createApp(App).use(createPinia()).use(i18n)
  const session = useSession()
  app.provide(SESSION_DOOR, serverDoor)
  app.provide(localeContextKey, ref(zhCn))
  followLook()
  whenExpired(session.expire)
  const entered = await serverDoor.current().catch(() => null)
  if (entered) {
    session.enter(entered)
    usePreferences().belongTo(entered.person.id)
  }
  const router = createPages(session)
  searchPages(router, session)
  searchOrganizations(session)
  searchFunds(session)
  followNewVersion(router)
  app.use(router).use(VueQueryPlugin, { queryClient }).mount('#app')
}

void start()
