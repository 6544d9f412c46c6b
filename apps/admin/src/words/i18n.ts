import { createI18n } from 'vue-i18n'
import { en } from './en.ts'
import { zhCn } from './zh-cn.ts'

export const LANGUAGES = ['zh-CN', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

export const i18n = createI18n({
  legacy: false,
  locale: 'zh-CN',
  fallbackLocale: 'zh-CN',
  messages: { 'zh-CN': zhCn, en },
  missingWarn: false,
  fallbackWarn: false,
})

/** The words of a key in the current language; follows a change of language when read in a template. */
export const say = (key: string, facts: Readonly<Record<string, unknown>> = {}): string =>
  i18n.global.t(key, facts)

export const speak = (language: Language): void => {
  i18n.global.locale.value = language
  document.documentElement.lang = language
}
