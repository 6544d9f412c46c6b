import type { PostCode } from '@qiangji/kernel/access/post.ts'

/** The unions of the model by code: two prefectures that pass on, one that is a recipient itself, four counties. */
export interface Union {
  readonly code: string
  readonly level: 'province' | 'prefecture' | 'county' | 'township'
  /** Codes from the root down to itself. */
  readonly path: readonly string[]
}

const union = (level: Union['level'], ...path: readonly string[]): Union => ({
  code: path.at(-1) ?? '',
  level,
  path,
})

const UNION_LIST: readonly Union[] = [
  union('province', '62'),
  union('prefecture', '62', '6201'),
  union('county', '62', '6201', '620121'),
  union('township', '62', '6201', '620121', '620121100'),
  union('county', '62', '6201', '620171'),
  union('township', '62', '6201', '620171', '620171101'),
  union('prefecture', '62', '6202'),
  union('township', '62', '6202', '620201001'),
  union('prefecture', '62', '6210'),
  union('county', '62', '6210', '621002'),
  union('county', '62', '6210', '621022'),
  union('township', '62', '6210', '621022', '621022100'),
  union('township', '62', '6210', '621022', '621022101'),
]
export const UNIONS: ReadonlyMap<string, Union> = new Map(UNION_LIST.map((u) => [u.code, u]))
export const PROVINCE = '62'

/** The provincial lines and the prefecture that each is paid through; null: straight by the province. */
export const ROUTES: ReadonlyMap<string, string | null> = new Map([
  ['620121', '6201'],
  ['620171', null],
  ['6202', null],
  ['621002', '6210'],
  ['621022', '6210'],
])
export const RECIPIENTS: readonly string[] = [...ROUTES.keys()]

/** This township keeps no account at a bank: it cannot be paid. */
export const WITHOUT_ACCOUNT = '621022101'

export const unionOf = (code: string): Union => {
  const found = UNIONS.get(code)
  if (!found) throw new Error(`no union ${code}`)
  return found
}
export const isBelow = (above: string, code: string): boolean => unionOf(code).path.includes(above)
export const townshipsOf = (code: string): readonly string[] =>
  UNION_LIST.filter((u) => u.level === 'township' && u.path.includes(code)).map((u) => u.code)

/** A post as held today; `from`: the person who gave it by 代办授权. */
export interface Held {
  readonly post: PostCode
  readonly from: string | null
}

/** Somebody at a desk: `person` is who it is, whichever posts are held today. */
export interface Player {
  readonly key: string
  readonly person: string
  readonly union: string
  readonly posts: readonly Held[]
}

const own = (...posts: readonly PostCode[]): readonly Held[] =>
  posts.map((post) => ({ post, from: null }))
const player = (at: string, name: string, posts: readonly Held[], person = name): Player => ({
  key: `${at}.${name}`,
  person: `${at}.${person}`,
  union: at,
  posts,
})

const desk = (code: string): readonly Player[] => [
  player(code, 'clerk', own('county-finance')),
  player(code, 'reviewer', own('county-reviewer')),
  // The clerk while standing in for the reviewer: the same person, and the reviewer behind.
  player(
    code,
    'both',
    [...own('county-finance'), { post: 'county-reviewer', from: `${code}.reviewer` }],
    'clerk',
  ),
]

const PLAYER_LIST: readonly Player[] = [
  player('62', 'drafter', own('programme-clerk')),
  player('62', 'programme', own('programme-reviewer')),
  player('62', 'finance', own('finance-clerk')),
  player('62', 'chief', own('finance-reviewer')),
  player('62', 'cashier', own('cashier')),
  player('62', 'accountant', own('accountant')),
  player('62', 'office', own('office')),
  player('62', 'auditor', own('audit-committee')),
  player(
    '62',
    'drafter-both',
    [
      ...own('programme-clerk'),
      { post: 'programme-reviewer', from: '62.programme' },
      { post: 'finance-reviewer', from: '62.chief' },
    ],
    'drafter',
  ),
  player(
    '62',
    'finance-both',
    [...own('finance-clerk'), { post: 'finance-reviewer', from: '62.chief' }],
    'finance',
  ),
  player(
    '62',
    'cashier-both',
    [...own('cashier'), { post: 'accountant', from: '62.accountant' }],
    'cashier',
  ),
  player('6201', 'first', own('prefecture-finance')),
  player('6201', 'second', own('prefecture-finance')),
  player('6210', 'first', own('prefecture-finance')),
  player('6210', 'second', own('prefecture-finance')),
  ...desk('6202'),
  ...desk('620121'),
  ...desk('620171'),
  ...desk('621022'),
  // An office of one person: whoever releases sits above it.
  player('621002', 'clerk', own('county-finance')),
  ...[...UNIONS.values()]
    .filter((u) => u.level === 'township')
    .map((u) => player(u.code, 'clerk', own('township-clerk'))),
]
export const PLAYERS: ReadonlyMap<string, Player> = new Map(PLAYER_LIST.map((p) => [p.key, p]))
export const playersAt = (code: string): readonly Player[] =>
  PLAYER_LIST.filter((p) => p.union === code)

export const playerOf = (key: string): Player => {
  const found = PLAYERS.get(key)
  if (!found) throw new Error(`no player ${key}`)
  return found
}
