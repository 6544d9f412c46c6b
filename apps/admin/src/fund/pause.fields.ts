import type { HeldPost } from '@qiangji/kernel/access/actor.ts'
import {
  PAUSE_ORIGINS,
  PAUSE_PROPOSERS,
  PAUSE_STATES,
  type Pause,
  type PauseOrigin,
  type PauseState,
} from '@qiangji/kernel/fund/pause.ts'
import type { Mark, ShownState } from '../figure/state-mark.ts'
import type { Column } from '../list/column.ts'
import type { Wire } from '../wire/client.ts'

export type PauseView = Awaited<ReturnType<Wire['fund']['pause']['list']['query']>>['rows'][number]

const MARKS: Record<PauseState, Mark> = {
  proposed: 'waiting',
  standing: 'paused',
  declined: 'returned',
  lifted: 'done',
}
export const shownPause = (pause: Pick<Pause, 'state' | 'lift'>): ShownState =>
  pause.state === 'standing' && pause.lift !== null
    ? { mark: 'paused', word: '暂停拨付，待解除' }
    : { mark: MARKS[pause.state], word: PAUSE_STATES[pause.state] }

/** Whose wish this person may put down, by the posts of today. */
export const originsOf = (posts: readonly HeldPost[]): readonly PauseOrigin[] =>
  (['audit', 'leaders'] as const).filter((origin) =>
    posts.some((held) => PAUSE_PROPOSERS[origin].includes(held.post)),
  )

export const PAUSE_COLUMNS: readonly Column<PauseView>[] = [
  {
    key: 'organization',
    head: '单位',
    grow: 130,
    always: true,
    show: { as: 'text', read: (row) => row.organizationName },
  },
  { key: 'fund', head: '专项', grow: 150, show: { as: 'text', read: (row) => row.fundName } },
  {
    key: 'state',
    head: '状态',
    width: 138,
    always: true,
    show: { as: 'state', read: (row) => shownPause(row.pause) },
  },
  {
    key: 'document',
    head: '依据',
    grow: 150,
    show: {
      as: 'text',
      read: (row) => `${PAUSE_ORIGINS[row.pause.origin]} ${row.pause.document.number}`,
    },
  },
  {
    key: 'proposed',
    head: '提出',
    width: 96,
    show: { as: 'day', read: (row) => row.pause.proposedOn },
  },
  {
    key: 'decided',
    head: '执行',
    width: 96,
    show: { as: 'day', read: (row) => row.pause.decidedOn },
  },
  {
    key: 'lifted',
    head: '解除',
    width: 96,
    wide: true,
    show: { as: 'day', read: (row) => row.pause.liftedOn },
  },
]
