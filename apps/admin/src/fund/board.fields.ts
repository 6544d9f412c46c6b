import type { Unit } from '../frame/preferences-store.ts'
import type { Column } from '../list/column.ts'
import { type BoardRow, CHILDREN } from './board-view.ts'

type Figure = keyof BoardRow['figures']

const money = (
  key: Figure,
  head: string,
  width: number,
  more: { readonly wide?: boolean; readonly drill?: boolean } = {},
): Column<BoardRow> => ({
  key,
  head,
  under: '',
  width,
  ...(more.wide ? { wide: true } : {}),
  show: { as: 'money', read: (row) => row.figures[key], drill: more.drill ?? false },
})
const name = (level: BoardRow['level']): Column<BoardRow> => ({
  key: 'name',
  head: CHILDREN[level],
  grow: 78,
  always: true,
  show: { as: 'slot' },
})
const spend: Column<BoardRow> = {
  key: 'rate',
  head: '支出进度',
  under: '',
  grow: 114,
  sort: true,
  show: { as: 'rate', read: (row) => row.rates.spend },
}

/** What an amount in 元 needs to be read whole; the table is then wider than its place and scrolls. */
const YUAN_WIDTH = 106

/** Columns by the level that is looked at: below the county nothing waits at a prefecture. */
export const boardColumns = (level: BoardRow['level'], unit: Unit): readonly Column<BoardRow>[] =>
  columnsOf(level).map((column) =>
    unit === 'yuan' && (column.show.as === 'money' || column.key === 'remitted')
      ? { ...column, width: Math.max(YUAN_WIDTH, column.width ?? 0) }
      : column,
  )

const columnsOf = (level: BoardRow['level']): readonly Column<BoardRow>[] =>
  level === 'province' || level === 'prefecture'
    ? [
        name(level),
        money('issued', '已下达', 72),
        {
          key: 'remitted',
          head: '省级已拨付',
          under: '',
          width: 80,
          show: { as: 'slot', figure: true },
        },
        money('relayed', '市级待转拨', 74, { drill: true }),
        {
          key: 'stay',
          head: '滞留市级',
          under: '',
          width: 82,
          sort: true,
          show: { as: 'slot', figure: true },
        },
        money('received', '已到账', 70, { drill: true }),
        money('occupied', '已占用', 70, { wide: true }),
        money('spent', '已支出', 70, { drill: true }),
        spend,
      ]
    : [
        name(level),
        money('issued', '分解数', 92),
        money('received', '已到账', 92, { drill: true }),
        money('occupied', '已占用', 84),
        money('spent', '已支出', 84, { drill: true }),
        spend,
      ]
