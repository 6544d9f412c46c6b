import { randomBytes } from 'node:crypto'
import { unions } from '@qiangji/gazetteer/union.ts'
import { Actor } from '@qiangji/kernel/access/actor.ts'
import { PersonId } from '@qiangji/kernel/access/person.ts'
import { SessionId } from '@qiangji/kernel/access/session.ts'
import { day } from '@qiangji/kernel/base/day.ts'
import { accept } from '@qiangji/kernel/base/decision.ts'
import { type BankAccount, BankAccountId } from '@qiangji/kernel/fund/bank-account.ts'
import type { Organization, OrganizationId } from '@qiangji/kernel/organization/organization.ts'
import { addPerson } from '@qiangji/store/access/person.ts'
import { addHolding } from '@qiangji/store/access/post.ts'
import type { Store, Tx } from '@qiangji/store/engine/act.ts'
import { newId, newText } from '@qiangji/store/engine/new-id.ts'
import { addBankAccount } from '@qiangji/store/fund/bank-account.ts'
import { organizationsOf, plantTree } from '@qiangji/store/organization/seed.ts'
import { PLAYERS, type Player, UNIONS, WITHOUT_ACCOUNT } from '../cast.ts'

/** The unions and people of the model in a store. */
export interface Planted {
  readonly store: Store
  readonly unionId: (code: string) => OrganizationId
  readonly codeOf: (organizationId: string) => string
  readonly actorOf: (playerKey: string) => Actor
}

const LONG_AGO = day('2000-01-01')

export const plant = async (store: Store): Promise<Planted> => {
  const tree = organizationsOf(unions.filter((u) => UNIONS.has(u.code)))
  const byCode = new Map(tree.map((o) => [o.code, o]))
  const byId = new Map<string, string>(tree.map((o) => [o.id, o.code]))
  const persons = new Map([...PLAYERS.values()].map((p) => [p.person, newId(PersonId)]))
  const at = (code: string): Organization => {
    const found = byCode.get(code)
    if (!found) throw new Error(`no union ${code}`)
    return found
  }
  const personOf = (name: string): PersonId => persons.get(name) ?? newId(PersonId)
  const actors = new Map([...PLAYERS.values()].map((p) => [p.key, actor(p, at(p.union), personOf)]))
  const planted = await store.command(
    {
      actor: 'system',
      requestId: newText(),
      name: 'test.plant',
      organization: null,
      subject: null,
      input: null,
      today: LONG_AGO,
      origin: { address: 'local', session: null },
      alone: true,
    },
    async (tx) => {
      await plantTree(tx, tree)
      await addPeople(tx, at, personOf)
      for (const o of tree)
        if (o.code !== WITHOUT_ACCOUNT) await addBankAccount(tx, account(o, personOf))
      return accept(null)
    },
  )
  if (!planted.ok) throw new Error(planted.refusal)
  return {
    store,
    unionId: (code) => at(code).id,
    codeOf: (id) => byId.get(id) ?? '',
    actorOf: (key) => {
      const found = actors.get(key)
      if (!found) throw new Error(`no player ${key}`)
      return found
    },
  }
}

const actor = (p: Player, o: Organization, personOf: (name: string) => PersonId): Actor =>
  Actor.parse({
    personId: personOf(p.person),
    name: p.key,
    organization: {
      organizationId: o.id,
      path: o.path,
      level: o.level,
      prefectureId: o.prefectureId,
      countyId: o.countyId,
    },
    posts: p.posts.map(({ post, from }) => ({
      post,
      from: from === null ? null : { personId: personOf(from), name: from },
    })),
    sessionId: newId(SessionId),
    address: 'local',
    passwordDue: false,
  })

const addPeople = async (
  tx: Tx,
  at: (code: string) => Organization,
  personOf: (name: string) => PersonId,
): Promise<void> => {
  for (const p of PLAYERS.values()) {
    if (p.posts.some((held) => held.from !== null)) continue
    const [id, organizationId] = [personOf(p.person), at(p.union).id]
    await addPerson(tx, {
      id,
      name: p.person,
      organizationId,
      department: '',
      state: 'active',
      revision: 0,
    })
    for (const { post } of p.posts)
      await addHolding(tx, id, { post, organizationId, from: LONG_AGO, to: null })
  }
}

const account = (o: Organization, personOf: (name: string) => PersonId): BankAccount => ({
  id: newId(BankAccountId),
  organizationId: o.id,
  holderName: o.name,
  number: `62000000${o.code.padStart(9, '0')}`,
  bankName: '演示银行',
  bankCode: '102821000001',
  kind: 'basic',
  validFrom: LONG_AGO,
  reason: '建账',
  fileId: null,
  state: 'active',
  proposer: { personId: personOf('62.finance'), onBehalfOf: null },
  proposedOn: LONG_AGO,
  decider: { personId: personOf('62.chief'), onBehalfOf: null },
  decidedOn: LONG_AGO,
  declineReason: null,
  supersededOn: null,
  revision: 0,
})

export const chance = (bytes: number): Uint8Array => randomBytes(bytes)
