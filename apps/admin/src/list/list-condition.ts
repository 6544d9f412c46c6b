import type { IconName } from '../design/icon.ts'
import type { ShownState } from '../figure/state-mark.ts'

/** A next step offered to the person. The first is the one most will take. */
export interface Act {
  readonly word: string
  readonly run: () => unknown
  readonly primary?: boolean
  readonly quiet?: boolean
  readonly icon?: IconName
}

/**
 * What a list is, when it is not simply its rows. Every one has one reason and one next step; `offline` and `partly-done`
 * stand above rows, `loading` and the others in their place.
 */
export type ListCondition =
  | { readonly kind: 'loading' }
  | {
      readonly kind: 'empty'
      readonly title: string
      readonly reason: string
      readonly icon?: IconName
      readonly acts: readonly Act[]
    }
  | {
      readonly kind: 'filtered-empty'
      readonly what: string
      /** The conditions in words: 摘要含“空调”，2024年5月. */
      readonly conditions: string
      /** What would come without the tightest condition. */
      readonly hint?: string
      readonly acts: readonly Act[]
    }
  | {
      readonly kind: 'failed'
      readonly what: string
      readonly reason: string
      /** To read out on the telephone. */
      readonly code: string | null
      readonly at: string
      readonly acts: readonly Act[]
    }
  | {
      readonly kind: 'offline'
      /** When the rows below were read, as HH:MM; null when there are none. */
      readonly readAt: string | null
      readonly drafts?: number
      readonly acts: readonly Act[]
    }
  | { readonly kind: 'no-right'; readonly reason?: string; readonly acts?: readonly Act[] }
  | {
      readonly kind: 'changed'
      readonly who: string
      readonly sentence: string
      readonly fields: readonly {
        readonly name: string
        readonly yours: string
        readonly theirs: string
      }[]
      readonly keepTheirs: () => unknown
      readonly editOnTop: () => unknown
    }
  | {
      readonly kind: 'task'
      readonly title: string
      readonly done: number
      readonly of: number
      readonly unit: string
      /** Words after the count: 约剩 20 秒. */
      readonly left?: string
      readonly note?: string
      readonly cancelWord: string
      readonly cancel: () => unknown
    }
  | {
      readonly kind: 'partly-done'
      readonly sentence: string
      readonly results: readonly {
        readonly key: string
        readonly name: string
        readonly figure?: string
        readonly result: ShownState
      }[]
      readonly more?: string
      readonly acts: readonly Act[]
    }
