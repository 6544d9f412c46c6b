import { unions } from '@qiangji/gazetteer/union.ts'
import type { Day } from '@qiangji/kernel/base/day.ts'
import { accept, assert } from '@qiangji/kernel/base/decision.ts'
import type { Act, Store } from '@qiangji/store/engine/act.ts'
import { isPlanted } from '@qiangji/store/organization/organization.ts'
import { organizationsOf, plantTree } from '@qiangji/store/organization/seed.ts'
import { readClock } from '@qiangji/store/record/business-clock.ts'

/** What is done at the machine itself, before or beside anybody who is signed in. */
export const machineAct = (act: {
  readonly requestId: string
  readonly name: string
  readonly organization: string | null
  readonly subject: string | null
  readonly today: Day
}): Act => ({ ...act, actor: 'system', input: null, origin: { address: 'local', session: null } })

/** Whether the store was begun as the demonstration; it stays one, and no real province is put into it. */
export const isDemonstration = async (store: Store): Promise<boolean> =>
  (await readClock(store.read)) !== null

/** Plants the union tree of the gazetteer into a store that has none: what a province of its own begins with. */
export const plantProvince = async (store: Store, today: Day): Promise<void> => {
  if (await isPlanted(store.read)) return
  const act = machineAct({
    // Two servers that begin at once plant one tree: the request decides.
    requestId: 'province-plant-0001',
    name: 'organization.organization.plant',
    organization: null,
    subject: null,
    today,
  })
  const done = await store.command({ ...act, alone: true }, async (tx) => {
    await plantTree(tx, organizationsOf(unions))
    return accept(null)
  })
  assert(done.ok, 'the tree is planted into an empty store')
}
