import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { appointment } from '@qiangji/api/access/appointment.ts'
import { delegation } from '@qiangji/api/access/delegation.ts'
import { login } from '@qiangji/api/access/login.ts'
import { password } from '@qiangji/api/access/password.ts'
import { person } from '@qiangji/api/access/person.ts'
import { session } from '@qiangji/api/access/session.ts'
import { router } from '@qiangji/api/frame/trpc.ts'
import { audit } from '@qiangji/api/record/audit.ts'
import { file } from '@qiangji/api/record/file.ts'
import type { Holding } from '@qiangji/kernel/access/conflict.ts'
import { LoginId } from '@qiangji/kernel/access/login.ts'
import { PersonId } from '@qiangji/kernel/access/person.ts'
import type { PostCode } from '@qiangji/kernel/access/post.ts'
import { day } from '@qiangji/kernel/base/day.ts'
import { accept } from '@qiangji/kernel/base/decision.ts'
import {
  levelOf,
  Organization,
  OrganizationId,
  type OrganizationKind,
} from '@qiangji/kernel/organization/organization.ts'
import { addLogin } from '@qiangji/store/access/login.ts'
import { hashPassword } from '@qiangji/store/access/password-hash.ts'
import { addPerson } from '@qiangji/store/access/person.ts'
import { addHolding } from '@qiangji/store/access/post.ts'
import type { Store, Tx } from '@qiangji/store/engine/act.ts'
import { newText } from '@qiangji/store/engine/new-id.ts'
import { addOrganization } from '@qiangji/store/organization/organization.ts'
import { afterEach } from 'vitest'
import { readConfig } from '../src/config.ts'
import { type Parts, type Running, startServer } from '../src/run.ts'

/** The mechanisms that every other one stands on. */
const base = router({
  access: router({ session, password, person, login, appointment, delegation }),
  record: router({ audit, file }),
})

export const PASSWORD = 'Tian-2024-Shui'
const hashed = hashPassword(PASSWORD)

const idOf = (name: string): string =>
  name
    .replace(/[^0-9a-hjkmnp-tv-z]/g, '0')
    .padEnd(20, '0')
    .slice(0, 20)
export const organizationId = (code: string): OrganizationId =>
  OrganizationId.parse(idOf(`e${code}`))
export const personId = (name: string): PersonId => PersonId.parse(idOf(`p${name}`))

/** A province, a prefecture with two counties, one of them with a township. */
const TREE: readonly (readonly [path: string, kind: OrganizationKind])[] = [
  ['/62/', 'province'],
  ['/62/6210/', 'prefecture'],
  ['/62/6210/621022/', 'county'],
  ['/62/6210/621022/621022100/', 'township'],
  ['/62/6210/621023/', 'county'],
]

/** Login name (also what the person's id is made of), organization, posts. */
const PEOPLE: readonly (readonly [name: string, code: string, posts: readonly PostCode[]])[] = [
  ['cashier', '62', ['cashier']],
  ['keeper', '62', ['audit-admin']],
  ['system', '62', ['system-admin']],
  ['security', '62', ['security-admin']],
  ['clerk', '621022', ['county-finance', 'reporter']],
  ['deputy', '621022', ['county-reviewer', 'report-reviewer']],
  ['reader', '621022', ['viewer']],
  ['sibling', '621023', ['county-finance']],
  ['newcomer', '621023', ['reporter']],
]

const organizationOf = (path: string, kind: OrganizationKind): Organization => {
  const codes = path.split('/').slice(1, -1)
  const code = codes.at(-1) ?? ''
  const parent = codes.at(-2)
  return Organization.parse({
    id: organizationId(code),
    code,
    name: `${code}总工会`,
    shortName: code,
    kind,
    level: levelOf(kind),
    path,
    parentId: parent ? organizationId(parent) : null,
    prefectureId: codes[1] ? organizationId(codes[1]) : null,
    countyId: codes[2] ? organizationId(codes[2]) : null,
    revision: 0,
  })
}

const addPeople = async (tx: Tx, hash: string, now: number): Promise<void> => {
  for (const [name, code, posts] of PEOPLE) {
    await addPerson(tx, {
      id: personId(name),
      name: `演示${name}`,
      organizationId: organizationId(code),
      department: '',
      state: 'active',
      revision: 0,
    })
    for (const post of posts) {
      const held: Holding = {
        post,
        organizationId: organizationId(code),
        from: day('2024-01-01'),
        to: null,
      }
      await addHolding(tx, personId(name), held)
    }
    await addLogin(tx, {
      id: LoginId.parse(idOf(`g${name}`)),
      personId: personId(name),
      loginName: name,
      passwordHash: hash,
      passwordBefore: [],
      changedAt: now,
      mustChange: name === 'newcomer',
      active: true,
    })
  }
}

/** Fills an empty store with the tree and the people, in one act. */
const settle = async (store: Store, now: number): Promise<void> => {
  const there = await store.read.selectFrom('organization').select('id').limit(1).execute()
  if (there.length > 0) return
  const hash = await hashed
  await store.command(
    {
      actor: 'system',
      requestId: newText(),
      name: 'test.settle',
      organization: null,
      subject: null,
      input: null,
      today: day('2024-03-11'),
      origin: { address: 'local', session: null },
      alone: true,
    },
    async (tx) => {
      for (const [path, kind] of TREE) await addOrganization(tx, organizationOf(path, kind))
      await addPeople(tx, hash, now)
      return accept(null)
    },
  )
}

export interface Stand extends Running {
  /** Machine time in milliseconds; tests move it. */
  readonly machine: { now: number }
  /** The database file. */
  readonly file: string
  /** The same data with a new process's memory. */
  restart(): Promise<Stand>
}

const open = new Set<() => Promise<void>>()
afterEach(async () => {
  for (const close of open) await close()
  open.clear()
})

/** A server on a free port with a folder of its own; ended after the test. */
export const stand = async (
  env: Readonly<Record<string, string>> = {},
  parts: Parts = {},
): Promise<Stand> => {
  const folder = mkdtempSync(join(tmpdir(), 'qiangji-server-'))
  open.add(async () => rmSync(folder, { recursive: true, force: true }))
  return start(folder, env, parts, { now: 1_710_118_800_000 })
}

const start = async (
  folder: string,
  env: Readonly<Record<string, string>>,
  parts: Parts,
  machine: { now: number },
): Promise<Stand> => {
  const config = readConfig({
    QIANGJI_DATA: join(folder, 'data'),
    QIANGJI_DEMONSTRATION: 'no',
    QIANGJI_LOG_LEVEL: 'silent',
    QIANGJI_CALLS_PER_MINUTE: '1000000',
    QIANGJI_LOGINS_PER_MINUTE: '1000000',
    PORT: '0',
    ...env,
  })
  if (!config.ok) throw new Error(config.refusal)
  const running = await startServer(config.value, {
    clock: { now: () => machine.now, today: () => day('2024-03-11') },
    prepare: (store) => settle(store, machine.now),
    router: base,
    ...parts,
  })
  const close = running.close
  open.delete(close)
  // The folder goes last, so the server's end is put before it.
  const before = [...open]
  open.clear()
  for (const one of [close, ...before]) open.add(one)
  return {
    ...running,
    machine,
    file: join(folder, 'data', 'qiangji.db'),
    restart: async () => {
      await close()
      return start(folder, env, parts, machine)
    },
  }
}
