import { expect, test } from 'vitest'
import { LONGEST, readPages } from './whole-list.ts'

const pages = (count: number, size: number) => {
  const asked: (string | null)[] = []
  const read = async (cursor: string | null) => {
    asked.push(cursor)
    const from = cursor === null ? 0 : Number(cursor)
    const rows = Array.from({ length: Math.min(size, count - from) }, (_, i) => from + i)
    return { rows, next: from + size < count ? String(from + size) : null }
  }
  return { asked, read }
}

test('a list is read to its last page, and says how far it is', async () => {
  const { asked, read } = pages(450, 200)
  const told: number[] = []
  expect(await readPages(read, (rows) => told.push(rows))).toHaveLength(450)
  expect(asked).toEqual([null, '200', '400'])
  expect(told).toEqual([200, 400, 450])
})

test('a list that is too long gives nothing and stops asking', async () => {
  const { asked, read } = pages(LONGEST * 10, 200)
  expect(await readPages(read, () => undefined)).toBeNull()
  expect(asked).toHaveLength(LONGEST / 200 + 1)
})
