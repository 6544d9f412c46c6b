import type { Level, Organization } from '@qiangji/kernel/organization/organization.ts'
import type { TreeNode } from '../list/tree-row.ts'

/** A union of the tree with how many lie below it, by level; null where a level cannot lie below. */
export interface Union extends Organization {
  readonly below: Readonly<Record<Level, number>>
}
export type UnionNode = TreeNode<Union>

const NONE: Readonly<Record<Level, number>> = { province: 0, prefecture: 0, county: 0, township: 0 }

const plus = (a: Readonly<Record<Level, number>>, b: Union): Record<Level, number> => ({
  province: a.province + b.below.province + (b.level === 'province' ? 1 : 0),
  prefecture: a.prefecture + b.below.prefecture + (b.level === 'prefecture' ? 1 : 0),
  county: a.county + b.below.county + (b.level === 'county' ? 1 : 0),
  township: a.township + b.below.township + (b.level === 'township' ? 1 : 0),
})

/** The tree of a list in path order; whoever's parent is not in the list stands at the top. */
export const unionTree = (rows: readonly Organization[]): readonly UnionNode[] => {
  const known = new Set<string>(rows.map((o) => o.id))
  const children = new Map<string, Organization[]>()
  for (const o of rows) {
    const parent = o.parentId !== null && known.has(o.parentId) ? o.parentId : ''
    children.set(parent, [...(children.get(parent) ?? []), o])
  }
  const node = (o: Organization): UnionNode => {
    const inside = (children.get(o.id) ?? []).map(node)
    const below = inside.reduce((sum, child) => plus(sum, child.row), NONE)
    return { key: o.id, row: { ...o, below }, children: inside }
  }
  return (children.get('') ?? []).map(node)
}

export interface Pruned {
  readonly nodes: readonly UnionNode[]
  /** Unions that match themselves. */
  readonly count: number
  /** What must be open for every match to be seen. */
  readonly open: readonly string[]
}

/** The tree cut down to what matches, with the way to it; a union that matches keeps everything below it. */
export const prune = (nodes: readonly UnionNode[], matches: (o: Union) => boolean): Pruned => {
  let count = 0
  const open: string[] = []
  const keep = (node: UnionNode): readonly UnionNode[] => {
    const own = matches(node.row)
    if (own) count += 1
    const inside = node.children.flatMap(keep)
    if (inside.length > 0) open.push(node.key)
    if (own) return [{ ...node, children: inside.length > 0 ? inside : node.children }]
    return inside.length > 0 ? [{ ...node, children: inside }] : []
  }
  return { nodes: nodes.flatMap(keep), count, open }
}

/** The unions from the top down to this one, itself included; empty when it is not in the tree. */
export const wayTo = (nodes: readonly UnionNode[], key: string): readonly Union[] => {
  for (const node of nodes) {
    if (node.key === key) return [node.row]
    const way = wayTo(node.children, key)
    if (way.length > 0) return [node.row, ...way]
  }
  return []
}

/** Every union of the tree, each before those below it. */
export const flatUnions = (nodes: readonly UnionNode[]): readonly Union[] =>
  nodes.flatMap((node) => [node.row, ...flatUnions(node.children)])
