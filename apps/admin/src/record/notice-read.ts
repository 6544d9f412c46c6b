import { computed } from 'vue'
import type { Wire } from '../wire/client.ts'
import { useCommand } from '../wire/use-command.ts'
import { useQuery } from '../wire/use-query.ts'

type Ask = Parameters<Wire['record']['notice']['list']['query']>[0]
export type NoticeShown = Awaited<
  ReturnType<Wire['record']['notice']['list']['query']>
>['rows'][number]

/** Notices to one's organization, newest first, and the act of having read them. */
export const useNotices = (ask: () => Ask) => {
  const list = useQuery((w) => w.record.notice.list, ask, { every: 120_000 })
  const reading = useCommand((w) => w.record.notice.read, { touches: ['record'] })
  const rows = computed(() => list.data.value?.rows ?? [])
  const read = async (notices: readonly NoticeShown[]): Promise<void> => {
    const ids = notices.filter((n) => !n.read).map((n) => n.id)
    if (ids.length > 0) await reading.run({ ids })
  }
  return {
    list,
    rows,
    pending: list.pending,
    busy: reading.busy,
    fault: reading.sentence,
    read,
    open: (notice: NoticeShown): void => {
      void read([notice])
    },
  }
}
