/** A node of a tree that is shown as rows: the organizations from the province down. */
export interface TreeNode<Row> {
  readonly key: string
  readonly row: Row
  readonly children: readonly TreeNode<Row>[]
}

/** A visible row, with its place in the tree for those who hear it. */
export interface TreeLine<Row> {
  readonly key: string
  readonly row: Row
  /** 1 at the top. */
  readonly level: number
  readonly position: number
  readonly siblings: number
  readonly parent: string | null
  /** null for a leaf. */
  readonly open: boolean | null
  /** Direct children. */
  readonly below: number
}

/** The rows that are visible when the nodes in `open` are open. */
export const treeLines = <Row>(
  nodes: readonly TreeNode<Row>[],
  open: ReadonlySet<string>,
  level = 1,
  parent: string | null = null,
): TreeLine<Row>[] =>
  nodes.flatMap(({ key, row, children }, index) => {
    const leaf = children.length === 0
    const line: TreeLine<Row> = {
      key,
      row,
      level,
      position: index + 1,
      siblings: nodes.length,
      parent,
      open: leaf ? null : open.has(key),
      below: children.length,
    }
    return line.open ? [line, ...treeLines(children, open, level + 1, key)] : [line]
  })

/** The keys of all nodes that can be opened, for 全部展开. */
export const branchKeys = <Row>(nodes: readonly TreeNode<Row>[]): string[] =>
  nodes.flatMap((n) => (n.children.length === 0 ? [] : [n.key, ...branchKeys(n.children)]))

export type TreeMove =
  | { readonly to: string }
  | { readonly open: string }
  | { readonly close: string }
  | null

/** What a key does in the tree, as WAI-ARIA says of a treegrid: right opens or goes in, left closes or goes out. */
export const treeMove = <Row>(
  lines: readonly TreeLine<Row>[],
  current: string | null,
  key: string,
): TreeMove => {
  const at = lines.findIndex((l) => l.key === current)
  const line = lines[at]
  const to = (index: number): TreeMove => {
    const target = lines[Math.max(0, Math.min(lines.length - 1, index))]
    return target ? { to: target.key } : null
  }
  if (key === 'Home') return to(0)
  if (key === 'End') return to(lines.length - 1)
  if (key === 'ArrowDown') return to(at + 1)
  if (key === 'ArrowUp') return to(at - 1)
  if (!line) return null
  if (key === 'ArrowRight')
    return line.open === null ? null : line.open ? to(at + 1) : { open: line.key }
  if (key === 'ArrowLeft')
    return line.open ? { close: line.key } : line.parent ? { to: line.parent } : null
  return null
}
