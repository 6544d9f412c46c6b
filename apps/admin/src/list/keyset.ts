import { computed, ref } from 'vue'

/**
 * Where one stands in a list that is read forward by key: the keys that began the earlier pages are remembered, so that
 * 上一页 works without counting rows.
 */
export const useKeyset = () => {
  const behind = ref<readonly (string | null)[]>([])
  const after = ref<string | null>(null)
  return {
    /** The `after` of the query; null on the first page. */
    after,
    page: computed(() => behind.value.length + 1),
    next: (last: string): void => {
      behind.value = [...behind.value, after.value]
      after.value = last
    },
    previous: (): void => {
      after.value = behind.value.at(-1) ?? null
      behind.value = behind.value.slice(0, -1)
    },
    /** A new filter begins on the first page. */
    restart: (): void => {
      behind.value = []
      after.value = null
    },
  }
}
export type Keyset = ReturnType<typeof useKeyset>
