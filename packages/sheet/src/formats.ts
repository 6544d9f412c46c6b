import { isDayFormat } from './day-serial.ts'
import { scanPart } from './part.ts'
import type { Parts } from './unpack.ts'

/** How the numbers of a cell are shown. */
export interface NumberFormat {
  /** "#,##0.00"; formats known by number only are given as "#14". */
  readonly code: string
  readonly showsDay: boolean
}

/** By the style number of a cell. */
export type Formats = readonly NumberFormat[]

export const GENERAL: NumberFormat = { code: 'General', showsDay: false }

const BUILT_IN: Readonly<Record<number, string>> = {
  0: 'General',
  1: '0',
  2: '0.00',
  3: '#,##0',
  4: '#,##0.00',
  9: '0%',
  10: '0.00%',
  11: '0.00E+00',
  49: '@',
}

export const readFormats = (parts: Parts, part: string | undefined): Formats => {
  if (part === undefined) return []
  const codes = new Map<number, string>()
  const formats: NumberFormat[] = []
  let inCells = false
  scanPart(parts, part, {
    open: (tag, attributes) => {
      if (tag === 'cellXfs') inCells = true
      if (tag === 'numFmt')
        codes.set(Number(attributes.get('numFmtId')), attributes.get('formatCode') ?? '')
      if (tag !== 'xf' || !inCells) return
      const id = Number(attributes.get('numFmtId') ?? 0)
      const code = codes.get(id)
      formats.push({ code: code ?? BUILT_IN[id] ?? `#${id}`, showsDay: isDayFormat(id, code) })
    },
    close: (tag) => {
      if (tag === 'cellXfs') inCells = false
    },
  })
  return formats
}
