import type { Decision } from '@qiangji/kernel/base/decision.ts'
import type { Annotation } from './annotation.ts'
import type { Limits } from './limits.ts'
import type { SheetRefusal } from './refusal.ts'
import type { Sheet } from './sheet.ts'

interface WithFile {
  readonly bytes: Uint8Array
  readonly limits: Limits
}

/** What is done to a foreign file in a thread of its own. */
export interface Jobs {
  readonly read: WithFile & { readonly name: string | undefined }
  readonly annotate: WithFile & { readonly annotation: Annotation }
}

export interface Outcomes {
  readonly read: Sheet
  readonly annotate: Uint8Array
}

export type Kind = keyof Jobs
export type Job = { readonly [K in Kind]: { readonly kind: K; readonly job: Jobs[K] } }[Kind]
export type Outcome<K extends Kind> = Decision<Outcomes[K], SheetRefusal>
