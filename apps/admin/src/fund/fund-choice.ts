import { computed, ref, watch } from 'vue'
import { useRoute } from 'vue-router'
import { useSession } from '../frame/session-store.ts'
import { useQuery } from '../wire/use-query.ts'

/** Which fund a page is about: the one that its address names, else the one of the year on screen with the most money received. */
export const useFundChoice = () => {
  const route = useRoute()
  const session = useSession()
  const funds = useQuery((w) => w.fund.fund.list, { limit: 100 })
  const rows = computed(() => funds.data.value?.rows ?? [])
  const choices = computed(() =>
    rows.value.map(({ fund }) => ({ value: String(fund.id), word: fund.name })),
  )
  const key = ref(typeof route.query.fund === 'string' ? route.query.fund : '')
  const settle = () => {
    if (rows.value.some(({ fund }) => fund.id === key.value)) return
    const year = session.session?.year
    const received = [...rows.value]
      .filter(({ figures }) => figures.received > 0)
      .sort((a, b) => b.fund.year - a.fund.year || b.figures.received - a.figures.received)
    const first = received.find(({ fund }) => fund.year === year) ?? received[0] ?? rows.value[0]
    if (first) key.value = first.fund.id
  }
  watch(rows, settle, { immediate: true })
  return {
    query: funds,
    choices,
    key,
    fund: computed(() => rows.value.find(({ fund }) => fund.id === key.value)?.fund ?? null),
  }
}
