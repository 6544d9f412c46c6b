import { computed, type Ref } from 'vue'

export const toggled = (list: readonly string[], key: string): readonly string[] =>
  list.includes(key) ? list.filter((k) => k !== key) : [...list, key]

/** The boxes before the rows: one each, and one for all rows on screen. */
export const useChoice = (keys: () => readonly string[], chosen: Ref<readonly string[]>) => {
  const all = computed(() => keys().length > 0 && keys().every((k) => chosen.value.includes(k)))
  return {
    all,
    some: computed(() => !all.value && chosen.value.length > 0),
    has: (key: string) => chosen.value.includes(key),
    toggle: (key: string) => {
      chosen.value = toggled(chosen.value, key)
    },
    toggleAll: () => {
      chosen.value = all.value ? [] : keys()
    },
  }
}
