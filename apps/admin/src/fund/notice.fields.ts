import { type Fen, formatWan } from '@qiangji/kernel/base/money.ts'
import { factKindOf } from '@qiangji/kernel/fund/fact-kind.ts'
import type { Annex } from '@qiangji/kernel/fund/notice.ts'
import { inWan } from '@qiangji/kernel/fund/plan-text.ts'

type Sum = Annex['total']
type Row = Annex['groups'][number]['rows'][number]

/** A column of figures in the annex. */
export interface AnnexColumn {
  readonly key: string
  /** The head over several columns. */
  readonly group: '测算依据' | '其中' | null
  /** The head, line by line. */
  readonly head: readonly string[]
  readonly text: (line: Row | Sum) => string
  /** Whether the figure of a row waits for the recipient. */
  readonly waits?: (row: Row) => boolean
}

/** The figures of the annex from left to right; what no line has, has no column. */
export const annexColumns = (annex: Annex): readonly AnnexColumn[] => {
  const { basis, parts, total } = annex
  return [
    ...basis.map(
      ({ key, name }, at): AnnexColumn => ({
        key: `basis-${key}`,
        group: '测算依据',
        head: [shortName(name), unitOf(key)].filter((line) => line !== ''),
        text: (line) => figure(line.basis[at] ?? null),
      }),
    ),
    ...(total.previous === null
      ? []
      : [plain('previous', ['上年', '金额'], (line) => amount(line.previous))]),
    plain('amount', ['本次', '金额'], (line) => amount(line.amount)),
    ...(parts.length < 2 ? [] : parts.map(partColumn)),
    ...(total.setOff === 0 ? [] : setOffColumns(annex)),
  ]
}

const plain = (key: string, head: readonly string[], text: AnnexColumn['text']): AnnexColumn => ({
  key,
  group: null,
  head,
  text,
})

const partColumn = (name: string, at: number): AnnexColumn => ({
  key: `part-${at}`,
  group: '其中',
  head: [name],
  text: (line) => share(line.byPart[at] ?? (0 as Fen)),
})

/** 其中抵扣 and 实拨: exact, and with the same decimals, so that rows and columns add up on paper. */
const setOffColumns = ({ groups }: Annex): readonly AnnexColumn[] => {
  const rows = groups.flatMap((group) => group.rows)
  const places = Math.max(...rows.map(({ setOff }) => decimalsOf(setOff)))
  const exact = (fen: Fen): string => (fen === 0 ? '—' : formatWan(fen, places))
  return [
    {
      ...plain('set-off', ['其中', '抵扣'], (line) => exact(line.setOff)),
      waits: (row) => row.pending > 0,
    },
    plain('paid', ['实拨', '金额'], (line) => exact(line.paid)),
  ]
}

const decimalsOf = (fen: Fen): number => inWan(fen).split('.')[1]?.length ?? 0
const shortName = (name: string): string => name.replace('（街道）', '').replace(/^上年/, '')
const unitOf = (key: string): string => {
  const unit = factKindOf(key)?.unit ?? ''
  return unit === '' ? '' : `（${unit}）`
}
const figure = (text: string | null): string =>
  text === null ? '—' : Number(text).toLocaleString('en-US')
const amount = (fen: Fen | null): string => (fen === null ? '—' : inWan(fen))
/** 其中 of rounded amounts has fractions of 万: two decimals are enough on paper. */
const share = (fen: Fen): string => (decimalsOf(fen) > 2 ? formatWan(fen) : inWan(fen))

/** Millimetres: the columns of names and of the remark, a digit in 10 pt gothic, a comma or a point. */
const NAMES = 9 + 19 + 21
const CLASS = 11
const NOTE = 13
const DIGIT = 2
const POINT = 1
const PADDING = 3.7
const LEAST = 12
/** Above this a column of figures is not spread. */
const MOST = 32
/** What A4 leaves between its edges. */
const UPRIGHT = 178
const LYING = 265

/** How the annex lies on paper. */
export interface AnnexLayout {
  readonly columns: readonly (AnnexColumn & { readonly width: number })[]
  readonly classes: boolean
  readonly paper: 'upright' | 'wide'
}

/** Columns as wide as their longest figure; where they do not fit the sheet is turned, so that no digit is cut. */
export const annexLayout = (annex: Annex): AnnexLayout => {
  const lines = [annex.total, ...annex.groups.flatMap(({ subtotal, rows }) => [subtotal, ...rows])]
  const classes = annex.groups.some(({ rows }) => rows.some(({ className }) => className !== null))
  const columns = annexColumns(annex).map((column) => ({
    ...column,
    width: Math.max(LEAST, ...lines.map((line) => widthOf(column.text(line)))),
  }))
  const needed = columns.reduce((sum, { width }) => sum + width, 0)
  const others = NAMES + (classes ? CLASS : 0) + NOTE
  const paper = others + needed > UPRIGHT ? 'wide' : 'upright'
  const room = (paper === 'wide' ? LYING : UPRIGHT) - others
  const spread = Math.max(1, room / needed)
  return {
    columns: columns.map((column) => ({
      ...column,
      width: Math.max(column.width, Math.min(MOST, column.width * spread)),
    })),
    classes,
    paper,
  }
}

const widthOf = (text: string): number =>
  [...text].reduce((sum, one) => sum + (/[.,]/.test(one) ? POINT : DIGIT), PADDING)
