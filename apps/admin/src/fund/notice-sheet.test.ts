import { fen } from '@qiangji/kernel/base/money.ts'
import type { Annex } from '@qiangji/kernel/fund/notice.ts'
import { describe, expect, test } from 'vitest'
import { annexSheets, bodySheets } from './notice-sheet.ts'

/** An annex of prefectures with so many counties each. */
const annexOf = (counties: readonly number[]): Annex => {
  const none = { setOff: fen(0), pending: fen(0), paid: fen(0) }
  const sum = { place: '', name: '', basis: [], previous: null, byPart: [], ...none }
  let number = 0
  return {
    basis: [],
    parts: [],
    total: { ...sum, amount: fen(0), count: counties.reduce((a, b) => a + b, 0) },
    groups: counties.map((count) => ({
      subtotal: { ...sum, amount: fen(0), count },
      rows: Array.from({ length: count }, () => {
        number += 1
        return { ...sum, number, className: null, amount: fen(0), note: '' }
      }),
    })),
  }
}

describe('the annex on paper', () => {
  test('every line stands once and in order, whatever the size of the prefectures', () => {
    for (const counties of [[1], [8, 2, 5, 7, 4, 6, 7, 7, 8, 7, 9, 8, 8], [30], [29, 1], [86]]) {
      const lines = annexSheets(annexOf(counties), 2).flat()
      expect(lines[0]?.kind).toBe('total')
      const numbers = lines.flatMap((line) => (line.kind === 'row' ? [line.row.number] : []))
      expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, at) => at + 1))
      expect(lines).toHaveLength(1 + counties.length + numbers.length)
    }
  })

  test('a subtotal is never the last line of a sheet, and the remark never stands alone', () => {
    for (const [paper, remark, rooms] of [
      ['upright', 2, [31, 34]],
      ['upright', 4, [31, 34]],
      ['wide', 3, [17, 20]],
    ] as const)
      for (let first = 1; first <= 40; first += 1) {
        const sheets = annexSheets(annexOf([first, 8, 9, 7, 12]), remark, paper)
        for (const sheet of sheets) expect(sheet.at(-1)?.kind).toBe('row')
        expect(sheets.at(-1)?.length).toBeGreaterThan(0)
        for (const [at, sheet] of sheets.entries()) {
          const room = rooms[at === 0 ? 0 : 1]
          const last = at === sheets.length - 1
          expect(sheet.length).toBeLessThanOrEqual(last ? room - remark : room)
        }
      }
  })
})

describe('the body on paper', () => {
  const paragraph = (length: number) => ({ lead: '', text: '文'.repeat(length), flush: false })

  test('a paragraph that does not fit goes on at the next sheet, without losing a character', () => {
    const sheets = bodySheets([paragraph(600)], 12, 5)
    expect(sheets).toHaveLength(2)
    const text = sheets
      .flat()
      .map((one) => one.text)
      .join('')
    expect(text).toHaveLength(600)
    expect(sheets[1]?.[0]?.flush).toBe(true)
  })

  test('the closing gets a sheet of its own when nothing is left for it', () => {
    expect(bodySheets([paragraph(28 * 8)], 12, 11)).toHaveLength(2)
    expect(bodySheets([paragraph(28 * 2)], 2, 11)).toHaveLength(1)
  })
})
