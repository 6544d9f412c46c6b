import type { DateSystem } from './day-serial.ts'
import { type Formats, readFormats } from './formats.ts'
import { type Relation, relationsOf, scanPart } from './part.ts'
import { readSharedStrings } from './shared-strings.ts'
import { Stop } from './stop.ts'
import type { Parts } from './unpack.ts'

/** What the worksheets of a workbook have in common. */
export interface Workbook {
  /** Visible worksheets, in the order of their tabs. */
  readonly tabs: readonly Tab[]
  readonly dates: DateSystem
  readonly strings: readonly string[]
  readonly formats: Formats
}

export interface Tab {
  readonly name: string
  /** Name of its part. */
  readonly part: string
}

export const readWorkbook = (parts: Parts): Workbook => {
  demandPlainWorkbook(parts)
  const main = [...relationsOf(parts, '').values()].find((r) => r.kind === 'officeDocument')
  if (main === undefined || !parts.has(main.target)) throw new Stop('SHEET_NOT_A_WORKBOOK')
  const relations = relationsOf(parts, main.target)
  const { tabs, dates } = readTabs(parts, main.target, relations)
  const partOf = (kind: string): string | undefined =>
    [...relations.values()].find((r) => r.kind === kind)?.target
  return {
    tabs,
    dates,
    strings: readSharedStrings(parts, partOf('sharedStrings')),
    formats: readFormats(parts, partOf('styles')),
  }
}

/** Tells other documents in the same container from workbooks. */
const demandPlainWorkbook = (parts: Parts): void => {
  const names = [...parts.keys()]
  const mimetype = parts.get('mimetype')
  if (mimetype !== undefined && Buffer.from(mimetype).includes('opendocument'))
    throw new Stop('SHEET_OPEN_DOCUMENT')
  if (names.some((name) => /(^|\/)workbook\.bin$/i.test(name)))
    throw new Stop('SHEET_BINARY_FORMAT')
  if (names.some((name) => /vbaProject\.bin$|(^|\/)macrosheets\//i.test(name)))
    throw new Stop('SHEET_HAS_MACROS')
  if (!parts.has('[Content_Types].xml')) {
    const office = names.some((name) => name.startsWith('xl/'))
    throw new Stop(office ? 'SHEET_DAMAGED' : 'SHEET_NOT_A_WORKBOOK')
  }
}

const readTabs = (
  parts: Parts,
  main: string,
  relations: ReadonlyMap<string, Relation>,
): Pick<Workbook, 'tabs' | 'dates'> => {
  const tabs: Tab[] = []
  let dates: DateSystem = 1900
  let root = ''
  scanPart(parts, main, {
    open: (tag, attributes) => {
      root ||= tag
      if (tag === 'workbookPr' && /^(1|true)$/.test(attributes.get('date1904') ?? '')) dates = 1904
      if (tag !== 'sheet') return
      const relation = relations.get(attributes.get('id') ?? '')
      const shown = (attributes.get('state') ?? 'visible') === 'visible'
      if (shown && relation?.kind === 'worksheet')
        tabs.push({ name: attributes.get('name') ?? '', part: relation.target })
    },
  })
  if (root !== 'workbook') throw new Stop('SHEET_NOT_A_WORKBOOK')
  return { tabs, dates }
}
