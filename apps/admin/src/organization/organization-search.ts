import type { Organization } from '@qiangji/kernel/organization/organization.ts'
import { nameMatcher } from '../frame/pinyin.ts'
import { addSearchSource } from '../frame/search-source.ts'
import type { useSession } from '../frame/session-store.ts'
import { wire } from '../wire/client.ts'
import { queryClient } from '../wire/query-client.ts'

const BEST = 8
const DEPTH: Record<Organization['level'], number> = {
  province: 0,
  prefecture: 1,
  county: 2,
  township: 3,
}

/** The key under which the organization page keeps the same tree. */
const TREE = ['organization', 'organization', 'tree', {}] as const
const readTree = (): Promise<readonly Organization[]> =>
  queryClient.fetchQuery({
    queryKey: TREE,
    queryFn: () => wire.organization.organization.tree.query({}),
    staleTime: 300_000,
  })

/** The best unions for what was typed: a name that begins with it first, then the higher level. */
export const bestUnions = async <
  U extends Pick<Organization, 'code' | 'name' | 'shortName' | 'level'>,
>(
  rows: readonly U[],
  typed: string,
): Promise<readonly U[]> => {
  const text = typed.trim()
  if (text === '') return []
  const byName = await nameMatcher(text)
  const rank = (o: U) => (o.name.startsWith(text) || o.code === text ? 0 : 10) + DEPTH[o.level]
  return rows
    .filter((o) => o.code.startsWith(text) || byName(o.shortName) || byName(o.name))
    .sort((a, b) => rank(a) - rank(b))
    .slice(0, BEST)
}

/** The unions of one's reach as a source of the global search. */
export const searchOrganizations = (session: ReturnType<typeof useSession>): void => {
  addSearchSource({
    name: '组织',
    find: async (text) => {
      if (text.trim() === '' || !session.may('organization.organization.tree')) return []
      const rows = await readTree()
      const names = new Map(rows.map((o): [string, string] => [o.id, o.shortName]))
      return (await bestUnions(rows, text)).map((o) => ({
        key: o.id,
        title: o.name,
        about: [names.get(o.parentId ?? '') ?? '', o.code].filter(Boolean).join('，'),
        to: { path: '/organization', query: { at: o.id } },
      }))
    },
  })
}
