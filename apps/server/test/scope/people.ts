import { randomBytes } from 'node:crypto'
import { Actor } from '@qiangji/kernel/access/actor.ts'
import type { PersonId } from '@qiangji/kernel/access/person.ts'
import type { PostCode } from '@qiangji/kernel/access/post.ts'
import { SessionId } from '@qiangji/kernel/access/session.ts'
import { spellId } from '@qiangji/kernel/base/id.ts'
import type { Organization } from '@qiangji/kernel/organization/organization.ts'

/** Somebody who calls: the name by which the tests know them, and who they are; null: nobody is signed in. */
export interface Someone {
  readonly login: string
  readonly actor: Actor
}

export const someone = (
  login: string,
  personId: PersonId,
  o: Organization,
  posts: readonly PostCode[],
): Someone => ({
  login,
  actor: Actor.parse({
    personId,
    name: login,
    organization: {
      organizationId: o.id,
      path: o.path,
      level: o.level,
      prefectureId: o.prefectureId,
      countyId: o.countyId,
    },
    posts: posts.map((post) => ({ post, from: null })),
    sessionId: SessionId.parse(spellId(randomBytes(20))),
    address: '203.0.113.7',
    passwordDue: false,
  }),
})

/** County A is looked out of, county B is its sibling, county C lies in another prefecture. */
export const A = '621022'
export const B = '621023'
export const C = '620121'

/** Posts that the demonstration gives to nobody; the suffix stands behind the place's code. */
export const EXTRA_PEOPLE: readonly (readonly [code: string, suffix: string, post: PostCode])[] = [
  [A, 'zhidu', 'viewer'],
  [B, 'jingshen', 'audit-committee'],
]

/** Everyone whose every call is judged. */
export const CALLERS = [
  'sheng-yewu',
  'sheng-yeshen',
  'sheng-caiwu',
  'sheng-caishen',
  'sheng-chuna',
  'sheng-kuaiji',
  'sheng-bangong',
  'sheng-jingshen',
  'sheng-lingdao',
  'sheng-xitong',
  'sheng-anquan',
  'sheng-shenji',
  '6210-caiwu',
  '6210-fuhe',
  '6210-jingshen',
  '6201-caiwu',
  `${A}-caiwu`,
  `${A}-shenhe`,
  `${A}-jingshen`,
  `${A}-zhidu`,
  `${A}-xiangzhen`,
  `${B}-caiwu`,
  `${B}-shenhe`,
  `${C}-caiwu`,
] as const
