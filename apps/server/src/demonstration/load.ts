import type { Day } from '@qiangji/kernel/base/day.ts'
import type { Store } from '@qiangji/store/engine/act.ts'

/** An account that the server names when it starts with the demonstration. */
export interface DemonstrationLogin {
  readonly loginName: string
  readonly password: string
  /** Person, organization and posts, in Chinese. */
  readonly words: string
}

export interface Demonstration {
  /** The demonstration's own business day. */
  today(): Day | Promise<Day>
  readonly logins: readonly DemonstrationLogin[]
}

/** Fills an empty store with the demonstration and leaves a filled one as it is. Null: there is none. */
export const loadDemonstration = async (_store: Store): Promise<Demonstration | null> => null
