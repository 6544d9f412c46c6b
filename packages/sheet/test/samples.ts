import { pack } from '../src/pack.ts'

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'

export type PartTexts = Map<string, string | Uint8Array>

export interface Wish {
  /** What stands in sheetData, or the whole worksheet when it begins with <worksheet. */
  readonly sheet?: string
  readonly afterData?: string
  readonly strings?: readonly string[]
  /** Format codes of styles 1, 2, …, or numbers of built-in ones. */
  readonly formats?: readonly (string | number)[]
  readonly date1904?: boolean
  readonly extraSheets?: string
}

const rels = (lines: string): string =>
  `<Relationships xmlns="${PACKAGE}/relationships">${lines}</Relationships>`
const rel = (id: string, kind: string, target: string): string =>
  `<Relationship Id="${id}" Type="${OFFICE}/${kind}" Target="${target}"/>`

const LEDGER = `
<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c></row>
<row r="2"><c r="A2" s="1"><v>45449</v></c><c r="B2" t="s"><v>3</v></c><c r="C2" s="2"><v>12.3</v></c></row>
<row r="3"><c r="A3" s="1"><v>45450</v></c><c r="B3" t="s"><v>4</v></c><c r="C3" s="2"><v>434.99999999999994</v></c></row>`

const styles = (formats: readonly (string | number)[]): string => {
  const own = formats.flatMap((f, i) =>
    typeof f === 'string'
      ? [`<numFmt numFmtId="${170 + i}" formatCode="${f.replaceAll('"', '&quot;')}"/>`]
      : [],
  )
  const xfs = formats.map((f, i) => `<xf numFmtId="${typeof f === 'string' ? 170 + i : f}"/>`)
  return `<styleSheet xmlns="${MAIN}"><numFmts>${own.join('')}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${xfs.join('')}</cellXfs></styleSheet>`
}

/** The parts of a small ledger as Excel would write it. */
export const partsOf = (wish: Wish = {}): PartTexts => {
  const strings = wish.strings ?? ['日期', '摘要', '金额（元）', '驿站饮水机', '曲子镇工会书架']
  const sheet = wish.sheet ?? LEDGER
  return new Map([
    ['[Content_Types].xml', `<Types xmlns="${PACKAGE}/content-types"/>`],
    ['_rels/.rels', rels(rel('rId1', 'officeDocument', 'xl/workbook.xml'))],
    [
      'xl/workbook.xml',
      `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><workbookPr date1904="${wish.date1904 ? 1 : 0}"/><sheets><sheet name="明细账" sheetId="1" r:id="rId1"/>${wish.extraSheets ?? ''}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      rels(
        rel('rId1', 'worksheet', 'worksheets/sheet1.xml') +
          rel('rId2', 'styles', 'styles.xml') +
          rel('rId3', 'sharedStrings', '/xl/sharedStrings.xml') +
          rel('rId4', 'worksheet', 'worksheets/sheet2.xml'),
      ),
    ],
    [
      'xl/sharedStrings.xml',
      `<sst xmlns="${MAIN}">${strings.map((s) => `<si>${s.startsWith('<') ? s : `<t>${s}</t>`}</si>`).join('')}</sst>`,
    ],
    ['xl/styles.xml', styles(wish.formats ?? ['yyyy\\-mm\\-dd', '#,##0.00'])],
    [
      'xl/worksheets/sheet1.xml',
      /^<(x:)?worksheet/.test(sheet)
        ? sheet
        : `<worksheet xmlns="${MAIN}"><sheetData>${sheet}</sheetData>${wish.afterData ?? ''}</worksheet>`,
    ],
    [
      'xl/worksheets/sheet2.xml',
      `<worksheet xmlns="${MAIN}"><sheetData><row><c t="inlineStr"><is><t>第二页</t></is></c></row></sheetData></worksheet>`,
    ],
  ])
}

export const workbook = (wish: Wish = {}): Promise<Uint8Array> => pack(partsOf(wish))

/** The same parts, one of them changed or, without a text, left out. */
export const workbookWith = (
  name: string,
  change: (old: string) => string | Uint8Array | undefined,
): Promise<Uint8Array> => {
  const parts = partsOf()
  const changed = change(String(parts.get(name) ?? ''))
  if (changed === undefined) parts.delete(name)
  else parts.set(name, changed)
  return pack(parts)
}

/** Offsets of the local headers, of the directory's headers, and of the end. */
export const layoutOf = (bytes: Uint8Array) => {
  const file = Buffer.from(bytes)
  const find = (magic: string): number[] => {
    const found: number[] = []
    const sign = Buffer.from(magic, 'latin1')
    for (let at = file.indexOf(sign); at >= 0; at = file.indexOf(sign, at + 1)) found.push(at)
    return found
  }
  return { local: find('PK\x03\x04'), directory: find('PK\x01\x02'), end: find('PK\x05\x06') }
}

/** A copy with some bytes set. */
export const patched = (bytes: Uint8Array, at: number, values: readonly number[]): Uint8Array => {
  const copy = Uint8Array.from(bytes)
  copy.set(values, at)
  return copy
}
