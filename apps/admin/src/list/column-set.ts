import { computed, onUnmounted, ref } from 'vue'
import { usePreferences } from '../frame/preferences-store.ts'
import type { Column } from './column.ts'

const WIDE = '(min-width: 1600px)'

/** Which columns of a list a person sees; kept under the list's name. Marks: `-key` put away, `+key` called for. */
export const useColumnSet = <Row>(list: string, columns: readonly Column<Row>[]) => {
  const preferences = usePreferences()
  const query = matchMedia(WIDE)
  const wide = ref(query.matches)
  const follow = () => {
    wide.value = query.matches
  }
  query.addEventListener('change', follow)
  onUnmounted(() => query.removeEventListener('change', follow))

  const marks = computed(() => new Set(preferences.hidden[list] ?? []))
  const byDefault = (column: Column<Row>) => wide.value || !column.wide
  const isShown = (column: Column<Row>): boolean =>
    column.always ||
    (!marks.value.has(`-${column.key}`) && (byDefault(column) || marks.value.has(`+${column.key}`)))
  const toggle = (column: Column<Row>): void => {
    const left = [...marks.value].filter((m) => m.slice(1) !== column.key)
    preferences.hide(list, [...left, `${isShown(column) ? '-' : '+'}${column.key}`])
  }
  return {
    shown: computed(() => columns.filter(isShown)),
    isShown,
    toggle,
    reset: () => preferences.hide(list, []),
  }
}
export type ColumnSet<Row> = Pick<
  ReturnType<typeof useColumnSet<Row>>,
  'isShown' | 'toggle' | 'reset'
>
