import { readFileSync } from 'node:fs'

export type Line = Readonly<Record<string, string>>

/** Reads a plain CSV of data/: a head, no quotes, no empty lines; a byte-order mark is dropped. */
export const readTable = (text: string): readonly Line[] => {
  const [head = '', ...lines] = text
    .replace(/^\uFEFF/, '')
    .trimEnd()
    .split('\n')
  const names = head.split(',')
  return lines.map((line, at) => {
    const cells = line.split(',')
    if (cells.length !== names.length || line.includes('"'))
      throw new Error(`line ${at + 2} does not fit its head: ${line}`)
    return Object.fromEntries(names.map((name, i) => [name, cells[i] ?? '']))
  })
}

export const readDataFile = (name: string): readonly Line[] =>
  readTable(readFileSync(new URL(`../data/${name}`, import.meta.url), 'utf8'))
