import type { Appointment } from '@qiangji/kernel/access/appointment.ts'
import { LoginLine } from '@qiangji/kernel/access/login.ts'
import type { PersonId, PersonState } from '@qiangji/kernel/access/person.ts'
import { POST_CODES, type PostCode } from '@qiangji/kernel/access/post.ts'
import type { Day } from '@qiangji/kernel/base/day.ts'
import { type SqlBool, sql } from 'kysely'
import type { Read } from '../engine/act.ts'
import { below } from '../organization/within.ts'
import { appointmentsOf } from './appointment.ts'
import { lockedLogins } from './login-failure.ts'
import { readPerson } from './person.ts'

export interface LoginQuestion {
  /** Only this person. */
  readonly personId: PersonId | null
  /** The unions at and below this path. */
  readonly path: string
  /** Part of a person's, a login's or a union's name; empty for all. */
  readonly search: string
  readonly state: PersonState | 'locked' | null
  /** Holders of this post today or later; 'none': of no post. */
  readonly post: PostCode | 'none' | null
  readonly limit: number
  /** Path of the union, name, person: where the page before ended. */
  readonly after: readonly [string, string, string] | null
  readonly today: Day
  /** Machine milliseconds. */
  readonly now: number
}

export interface ListedLogin {
  readonly line: LoginLine
  readonly path: string
}

/** Persons with their logins in the order of the tree; one more than asked tells of a next page. */
export const listLogins = async (
  db: Read,
  asked: LoginQuestion,
): Promise<readonly ListedLogin[]> => {
  const locked = await lockedLogins(db, asked.now)
  if (asked.state === 'locked' && locked.size === 0) return []
  const rows = await questionOf(db, asked, locked)
    .limit(asked.limit + 1)
    .execute()
  const posts = Map.groupBy(
    await appointmentsOf(
      db,
      rows.map((row) => row.id),
      asked.today,
    ),
    (held) => String(held.personId),
  )
  return rows.map((row) => ({
    path: row.path,
    line: LoginLine.parse({
      ...readPerson(row),
      loginName: row.login_name,
      organizationName: row.organization_name,
      organizationLevel: row.organization_level,
      mustChange: row.must_change === 1,
      locked: locked.has(row.login_id),
      usedAt: row.used_at,
      appointments: (posts.get(row.id) ?? []).map(plain).sort(asOnScreen),
    }),
  }))
}

const plain = ({ id, post, from, to }: Appointment) => ({ id, post, from, to })

const asOnScreen = (a: { readonly post: PostCode }, b: { readonly post: PostCode }): number =>
  POST_CODES.indexOf(a.post) - POST_CODES.indexOf(b.post)

const questionOf = (db: Read, asked: LoginQuestion, locked: ReadonlySet<string>) => {
  let query = db
    .selectFrom('person as p')
    .innerJoin('login as l', 'l.person_id', 'p.id')
    .innerJoin('organization as o', 'o.id', 'p.organization_id')
    .selectAll('p')
    .select(['l.id as login_id', 'l.login_name', 'l.must_change', 'l.used_at'])
    .select(['o.name as organization_name', 'o.level as organization_level', 'o.path'])
    .where('o.path', '>=', asked.path)
    .where('o.path', '<', below(asked.path))
  if (asked.personId !== null) query = query.where('p.id', '=', asked.personId)
  if (asked.search !== '') query = query.where(named(asked.search))
  if (asked.state === 'locked') query = query.where('l.id', 'in', [...locked])
  else if (asked.state !== null) query = query.where('p.state', '=', asked.state)
  if (asked.post !== null) query = query.where(appointed(asked.post, asked.today))
  if (asked.after !== null) {
    const [path, name, id] = asked.after
    query = query.where(sql<SqlBool>`(o.path, p.name, p.id) > (${path}, ${name}, ${id})`)
  }
  return query.orderBy('o.path').orderBy('p.name').orderBy('p.id')
}

const named = (words: string) => {
  const pattern = `%${words.replace(/[\\%_]/g, (c) => `\\${c}`)}%`
  return sql<SqlBool>`(p.name like ${pattern} escape '\\' or o.name like ${pattern} escape '\\'
    or l.login_name like ${pattern.normalize('NFKC').toLowerCase()} escape '\\')`
}

const appointed = (post: PostCode | 'none', today: Day) => {
  const current = sql`select 1 from post_assignment a
    where a.person_id = p.id and (a.to_day is null or a.to_day >= ${today})`
  return post === 'none'
    ? sql<SqlBool>`not exists (${current})`
    : sql<SqlBool>`exists (${current} and a.post = ${post})`
}
