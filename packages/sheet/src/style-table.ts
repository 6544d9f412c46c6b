import { encodeAttribute } from './cell-text.ts'

export type Weight = 'title' | 'note' | 'head' | 'plain' | 'group' | 'total'

const FONTS = [
  '<font><sz val="11"/><name val="宋体"/><charset val="134"/></font>',
  '<font><b/><sz val="11"/><name val="宋体"/><charset val="134"/></font>',
  '<font><b/><sz val="16"/><name val="宋体"/><charset val="134"/></font>',
]
const fill = (rgb: string): string =>
  `<fill><patternFill patternType="solid"><fgColor rgb="FF${rgb}"/></patternFill></fill>`
const FILLS = [
  '<fill><patternFill patternType="none"/></fill>',
  '<fill><patternFill patternType="gray125"/></fill>',
  fill('E9EEF4'),
  fill('F0F0F0'),
]
const edge = (side: string): string => `<${side} style="thin"><color rgb="FFBFBFBF"/></${side}>`
const BORDERS = [
  '<border><left/><right/><top/><bottom/><diagonal/></border>',
  `<border>${['left', 'right', 'top', 'bottom'].map(edge).join('')}<diagonal/></border>`,
]

interface Look {
  readonly font: number
  readonly fill: number
  readonly border: number
  readonly alignment: string
}

const middle = (rest: string): string => `<alignment vertical="center"${rest}/>`
const LOOKS: Readonly<Record<Weight, Look>> = {
  title: { font: 2, fill: 0, border: 0, alignment: middle('') },
  note: { font: 0, fill: 0, border: 0, alignment: middle('') },
  head: { font: 1, fill: 2, border: 1, alignment: middle(' horizontal="center" wrapText="1"') },
  plain: { font: 0, fill: 0, border: 1, alignment: middle('') },
  group: { font: 1, fill: 3, border: 1, alignment: middle('') },
  total: { font: 1, fill: 0, border: 1, alignment: middle('') },
}

/** Formats that workbooks know by number; others get numbers from 164 on. */
const BUILT_IN = new Map([
  ['General', 0],
  ['0', 1],
  ['#,##0', 3],
  ['#,##0.00', 4],
  ['0%', 9],
  ['0.00%', 10],
  ['@', 49],
])
const FIRST_OWN = 164

/** The styles of one workbook, numbered as they are asked for. Style 0 is the default of all cells. */
export const newStyleTable = () => {
  const numbers = new Map<string, number>()
  const xfs: string[] = []
  const ownFormats = new Map<string, number>()

  const formatId = (code: string): number => {
    const known = BUILT_IN.get(code) ?? ownFormats.get(code)
    if (known !== undefined) return known
    const id = FIRST_OWN + ownFormats.size
    ownFormats.set(code, id)
    return id
  }
  const styleOf = (format: string, weight: Weight): number => {
    const key = `${weight} ${format}`
    const known = numbers.get(key)
    if (known !== undefined) return known
    const { font, fill, border, alignment } = LOOKS[weight]
    const ids = `numFmtId="${formatId(format)}" fontId="${font}" fillId="${fill}" borderId="${border}"`
    const apply = ['NumberFormat', 'Font', 'Fill', 'Border', 'Alignment']
    const applied = apply.map((what) => `apply${what}="1"`).join(' ')
    xfs.push(`<xf ${ids} xfId="0" ${applied}>${alignment}</xf>`)
    numbers.set(key, xfs.length)
    return xfs.length
  }
  const xml = (): string => {
    const own = [...ownFormats].map(
      ([code, id]) => `<numFmt numFmtId="${id}" formatCode="${encodeAttribute(code)}"/>`,
    )
    const bare = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
    const bareCell = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    return [
      '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">',
      own.length === 0 ? '' : list('numFmts', own),
      list('fonts', FONTS),
      list('fills', FILLS),
      list('borders', BORDERS),
      list('cellStyleXfs', [bare]),
      list('cellXfs', [bareCell, ...xfs]),
      '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>',
      '</styleSheet>',
    ].join('')
  }
  return { styleOf, xml }
}

export type StyleTable = ReturnType<typeof newStyleTable>

const list = (name: string, items: readonly string[]): string =>
  `<${name} count="${items.length}">${items.join('')}</${name}>`
