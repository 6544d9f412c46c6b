import { randomBytes } from 'node:crypto'
import { unions } from '@qiangji/gazetteer/union.ts'
import { LoginId } from '@qiangji/kernel/access/login.ts'
import { PersonId } from '@qiangji/kernel/access/person.ts'
import { type Day, day } from '@qiangji/kernel/base/day.ts'
import { accept, assert } from '@qiangji/kernel/base/decision.ts'
import { spellId } from '@qiangji/kernel/base/id.ts'
import type { Organization } from '@qiangji/kernel/organization/organization.ts'
import { addLogin } from '@qiangji/store/access/login.ts'
import { hashPassword } from '@qiangji/store/access/password-hash.ts'
import { addPerson } from '@qiangji/store/access/person.ts'
import { addHolding } from '@qiangji/store/access/post.ts'
import type { Store } from '@qiangji/store/engine/act.ts'
import { organizationsOf, plantTree } from '@qiangji/store/organization/seed.ts'
import { castOf, type Role } from './cast.ts'

/** One password for every demonstration account, printed at start; there is none outside the demonstration. */
export const DEMONSTRATION_PASSWORD = 'Qiangji-2024'

/** The request that begins a demonstration; its row tells later that one was begun. */
export const SETTLE_REQUEST = 'demonstration-settle-0001'

/** When everybody of the demonstration took office. */
const IN_OFFICE = day('2023-01-01')

export interface Settled {
  readonly tree: readonly Organization[]
  readonly roles: readonly (Role & { readonly personId: PersonId })[]
}

/** Plants the union tree of Gansu and its people into an empty store, in one command of the system. */
export const settleProvince = async (store: Store, today: Day): Promise<Settled> => {
  const tree = organizationsOf(unions)
  const roles = castOf(tree).map((role) => ({
    ...role,
    personId: PersonId.parse(spellId(randomBytes(20))),
  }))
  // One hash for all: 200 of them would take the first start several seconds and protect nothing more.
  const passwordHash = await hashPassword(DEMONSTRATION_PASSWORD)
  const settled = await store.command(
    {
      actor: 'system',
      requestId: SETTLE_REQUEST,
      name: 'demonstration.settle',
      organization: null,
      subject: null,
      input: { unions: tree.length, persons: roles.length },
      today,
      origin: { address: 'local', session: null },
      alone: true,
    },
    async (tx) => {
      await plantTree(tx, tree)
      for (const role of roles) {
        const organizationId = role.organization.id
        await addPerson(tx, {
          id: role.personId,
          name: role.name,
          organizationId,
          department: role.department,
          state: 'active',
          revision: 0,
        })
        const added = await addLogin(tx, {
          id: LoginId.parse(spellId(randomBytes(20))),
          personId: role.personId,
          loginName: role.loginName,
          passwordHash,
          passwordBefore: [],
          changedAt: Date.now(),
          mustChange: false,
          active: true,
        })
        assert(added, 'no two people of the demonstration share a login name')
        for (const post of role.posts)
          await addHolding(tx, role.personId, { post, organizationId, from: IN_OFFICE, to: null })
      }
      return accept(null)
    },
  )
  assert(settled.ok, 'the province settles into an empty store')
  return { tree, roles }
}
