import type { RouteLocationRaw } from 'vue-router'

export interface SearchHit {
  readonly key: string
  readonly title: string
  /** Grey words after the title: the prefecture of a county, the date of a document. */
  readonly about?: string
  readonly to: RouteLocationRaw
}

/** Something the global search looks in. `find` gives its best eight; nothing typed gives what is often wanted. */
export interface SearchSource {
  readonly name: string
  readonly find: (text: string, signal: AbortSignal) => Promise<readonly SearchHit[]>
}

const sources: SearchSource[] = []
export const addSearchSource = (source: SearchSource): void => {
  if (!sources.some((s) => s.name === source.name)) sources.push(source)
}

export interface SearchGroup {
  readonly name: string
  readonly hits: readonly SearchHit[]
}

/** Asks all sources; one that fails is left out, so that the others can still be used. */
export const searchAll = async (text: string, signal: AbortSignal): Promise<SearchGroup[]> => {
  const groups = await Promise.all(
    sources.map(async ({ name, find }) => ({
      name,
      hits: await find(text, signal).catch(() => []),
    })),
  )
  return groups.filter((g) => g.hits.length > 0)
}
