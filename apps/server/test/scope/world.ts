import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PersonId } from '@qiangji/kernel/access/person.ts'
import { PostCode } from '@qiangji/kernel/access/post.ts'
import { day } from '@qiangji/kernel/base/day.ts'
import { accept } from '@qiangji/kernel/base/decision.ts'
import type { Organization } from '@qiangji/kernel/organization/organization.ts'
import { addPerson } from '@qiangji/store/access/person.ts'
import { addHolding } from '@qiangji/store/access/post.ts'
import type { Store } from '@qiangji/store/engine/act.ts'
import { newId, newText } from '@qiangji/store/engine/new-id.ts'
import { openStore } from '@qiangji/store/engine/open.ts'
import { listBelow } from '@qiangji/store/organization/organization.ts'
import { loadDemonstration } from '../../src/demonstration/load.ts'
import type { Ground } from './call.ts'
import { A, EXTRA_PEOPLE, type Someone, someone } from './people.ts'
import { plant } from './plant.ts'

export const TODAY = day('2024-03-20')

export interface World {
  readonly tree: readonly Organization[]
  readonly people: ReadonlyMap<string, Someone>
  /** The store as it was built, for oneself alone. */
  copy(): Promise<Ground>
  end(): Promise<void>
}

/** Makes the demonstration once, adds what it lacks, and hands out copies of it. */
export const openWorld = async (): Promise<World> => {
  const folder = mkdtempSync(join(tmpdir(), 'qiangji-scope-'))
  const template = join(folder, 'template.db')
  const store = await openStore({ url: `sqlite:${template}` })
  await store.migrate()
  await loadDemonstration(store)
  const tree = await listBelow(store.read, '/62/')
  await appoint(store, tree)
  const people = await peopleOf(store, tree)
  const bytes = new Map<string, Uint8Array>()
  await plant({ store, today: TODAY, bytes, faults: [], file: template }, tree, people)
  await store.close()
  const copies: Store[] = []
  return {
    tree,
    people,
    copy: async () => {
      const file = join(folder, `${copies.length}.db`)
      copyFileSync(template, file)
      const copied = await openStore({ url: `sqlite:${file}` })
      copies.push(copied)
      return { store: copied, today: TODAY, bytes, faults: [], file }
    },
    end: async () => {
      for (const one of copies) await one.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The first township of a county: it has a clerk of its own. */
export const townshipOf = (tree: readonly Organization[], county: string): Organization => {
  const found = tree.find((o) => o.level === 'township' && o.path.includes(`/${county}/`))
  if (found === undefined) throw new Error(`${county} has no township`)
  return found
}

const appoint = async (store: Store, tree: readonly Organization[]): Promise<void> => {
  const extra: readonly (readonly [Organization | undefined, string, PostCode])[] = [
    ...EXTRA_PEOPLE.map(
      ([code, suffix, post]) => [tree.find((o) => o.code === code), suffix, post] as const,
    ),
    [townshipOf(tree, A), 'xiangzhen', 'township-clerk'],
  ]
  await store.command(
    {
      actor: 'system',
      requestId: newText(),
      name: 'test.appoint',
      organization: null,
      subject: null,
      input: null,
      today: TODAY,
      origin: { address: 'local', session: null },
    },
    async (tx) => {
      for (const [o, suffix, post] of extra) {
        if (o === undefined) throw new Error(`no place for ${suffix}`)
        const id = newId(PersonId)
        const organizationId = o.id
        const name = `${o.level === 'township' ? A : o.code}-${suffix}`
        await addPerson(tx, {
          id,
          name,
          organizationId,
          department: '',
          state: 'active',
          revision: 0,
        })
        await addHolding(tx, id, { post, organizationId, from: day('2023-01-01'), to: null })
      }
      return accept(null)
    },
  )
}

/** Everyone of the store by login name; who has no login goes by the own name. */
const peopleOf = async (
  store: Store,
  tree: readonly Organization[],
): Promise<ReadonlyMap<string, Someone>> => {
  const rows = await store.read
    .selectFrom('person as p')
    .leftJoin('login as l', 'l.person_id', 'p.id')
    .innerJoin('post_assignment as h', 'h.person_id', 'p.id')
    .select(['p.id', 'p.name', 'p.organization_id', 'l.login_name', 'h.post'])
    .execute()
  const people = new Map<string, Someone>()
  for (const row of rows) {
    const login = row.login_name ?? row.name
    const o = tree.find((one) => one.id === row.organization_id)
    if (people.has(login) || o === undefined) continue
    const posts = rows.filter((one) => one.id === row.id).map((one) => PostCode.parse(one.post))
    people.set(login, someone(login, PersonId.parse(row.id), o, posts))
  }
  return people
}
