import type { Line } from './csv-table.ts'

/** A division as the data files have it; its parent follows from the code. */
export interface DivisionLine {
  readonly code: string
  readonly name: string
  /** 县, 市辖区 … */
  readonly kind: string
}

export interface TileLine {
  readonly code: string
  readonly col: string
  readonly row: string
}

export interface Places {
  readonly divisions: readonly DivisionLine[]
  readonly tiles: readonly TileLine[]
}

/** Applies the changes in the order of their days; a change that does not fit stops the generator. */
export const applyOverrides = (places: Places, overrides: readonly Line[]): Places =>
  overrides
    .toSorted((a, b) => ((a.date ?? '') < (b.date ?? '') ? -1 : 1))
    .reduce(applyOverride, places)

const applyOverride = (places: Places, line: Line): Places => {
  const { date = '', act = '', code = '', name = '', kind = '', newCode = '', source = '' } = line
  const demand = (holds: boolean, wish: string): void => {
    if (!holds) throw new Error(`override ${date} ${act} ${code}: ${wish}`)
  }
  demand(/^\d{4}-\d{2}-\d{2}$/.test(date), 'a day is needed')
  demand(source !== '', 'a source is needed')
  const old = places.divisions.find((d) => d.code === code)
  demand(act === 'add' ? old === undefined : old !== undefined, 'the code does not fit')
  const others = places.divisions.filter((d) => d.code !== code)
  const otherTiles = places.tiles.filter((t) => t.code !== code)
  if (act === 'remove') {
    demand(!others.some((d) => d.code.startsWith(code)), 'it still has divisions')
    return { divisions: others, tiles: otherTiles }
  }
  if (act === 'recode') {
    demand(newCode.length === code.length, 'a new code of the same length is needed')
    demand(!others.some((d) => d.code === newCode), 'the new code is taken')
    return {
      divisions: places.divisions.map((d) => (d.code === code ? { ...d, code: newCode } : d)),
      tiles: places.tiles.map((t) => (t.code === code ? { ...t, code: newCode } : t)),
    }
  }
  demand(act === 'add' || act === 'rename', 'the act is not known')
  demand(name !== '', 'a name is needed')
  const changed = { code, name, kind: kind || (old?.kind ?? '') }
  demand(changed.kind !== '', 'a kind is needed')
  return { ...places, divisions: [...others, changed] }
}
