import { defineStore } from 'pinia'
import { ref, watch } from 'vue'
import { z } from 'zod'
import { LANGUAGES, type Language } from '../words/i18n.ts'
import { keep, readKept } from './browser-store.ts'

export const UNITS = ['yuan', 'wan'] as const
export type Unit = (typeof UNITS)[number]
export const THEMES = ['light', 'dark', 'system'] as const
export type Theme = (typeof THEMES)[number]
export const TYPE_SIZES = ['plain', 'large'] as const
export type TypeSize = (typeof TYPE_SIZES)[number]

const Kept = z.object({
  unit: z.enum(UNITS),
  theme: z.enum(THEMES),
  type: z.enum(TYPE_SIZES),
  language: z.enum(LANGUAGES),
  hidden: z.record(z.string(), z.array(z.string())),
})
/** The look of this machine's last person, read again by `before.js` ahead of the first paint. */
export const LOOK_KEY = 'qiangji.look'
const Look = z.object({ theme: z.enum(THEMES), type: z.enum(TYPE_SIZES) })
const keyOf = (person: string) => `qiangji.preferences.${person}`

/** How a person likes to see things: kept in the browser, one set per person. */
export const usePreferences = defineStore('preferences', () => {
  const unit = ref<Unit>('wan')
  const look = readKept(localStorage, LOOK_KEY, Look)
  const theme = ref<Theme>(look?.theme ?? 'light')
  const type = ref<TypeSize>(look?.type ?? 'plain')
  const language = ref<Language>('zh-CN')
  /** Columns put away, per list. */
  const hidden = ref<Readonly<Record<string, readonly string[]>>>({})
  let person = ''

  const all = () => ({
    unit: unit.value,
    theme: theme.value,
    type: type.value,
    language: language.value,
    hidden: hidden.value,
  })
  watch([unit, theme, type, language, hidden], () => {
    if (person) keep(localStorage, keyOf(person), all())
  })

  return {
    unit,
    theme,
    type,
    language,
    hidden,
    /** Takes up what this person chose before; a new person begins with what is on screen. */
    belongTo: (id: string): void => {
      person = id
      const kept = readKept(localStorage, keyOf(id), Kept)
      if (!kept) return
      unit.value = kept.unit
      theme.value = kept.theme
      type.value = kept.type
      language.value = kept.language
      hidden.value = kept.hidden
    },
    hide: (list: string, columns: readonly string[]): void => {
      hidden.value = { ...hidden.value, [list]: columns }
    },
  }
})
