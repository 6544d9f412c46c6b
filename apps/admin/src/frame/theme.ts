import { watch } from 'vue'
import { speak } from '../words/i18n.ts'
import { keep } from './browser-store.ts'
import { LOOK_KEY, usePreferences } from './preferences-store.ts'

/** Puts theme, type size and language on <html>, now and at every change; `before.js` reads the kept look first. */
export const followLook = (): void => {
  const preferences = usePreferences()
  const system = matchMedia('(prefers-color-scheme: dark)')
  const apply = () => {
    const { theme, type } = preferences
    const dark = theme === 'dark' || (theme === 'system' && system.matches)
    const root = document.documentElement
    root.dataset.theme = dark ? 'dark' : 'light'
    root.dataset.type = type
    root.classList.toggle('dark', dark)
    keep(localStorage, LOOK_KEY, { theme, type })
  }
  watch(() => [preferences.theme, preferences.type], apply, { immediate: true })
  watch(() => preferences.language, speak, { immediate: true })
  system.addEventListener('change', apply)
}
