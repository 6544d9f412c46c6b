import { deflateRawSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { IMPORT_LIMITS, type Limits } from '../src/limits.ts'
import { pack } from '../src/pack.ts'
import { readSheet } from '../src/read.ts'
import { layoutOf, partsOf, patched, workbook } from './samples.ts'

const MEGABYTE = 1_000_000
const wide = (value: number): number[] => [...Buffer.from(Uint32Array.of(value).buffer)]

const measured = async (bytes: Uint8Array, limits: Limits = IMPORT_LIMITS) => {
  const before = process.memoryUsage().rss
  const start = performance.now()
  const answer = await readSheet(bytes, limits)
  return {
    refusal: answer.ok ? 'read' : answer.refusal,
    milliseconds: performance.now() - start,
    megabytes: (process.memoryUsage().rss - before) / MEGABYTE,
  }
}

/** A small workbook whose sheet inflates to 200 MB. */
const bomb = (): Promise<Uint8Array> => {
  const parts = partsOf()
  parts.set('xl/worksheets/sheet1.xml', new Uint8Array(200 * MEGABYTE).fill(0x20))
  return pack(parts)
}

describe('a file of 200 kB that inflates to 200 MB', () => {
  test('is refused at once when it says so', async () => {
    const bytes = await bomb()
    expect(bytes.length).toBeLessThan(300_000)
    const { refusal, milliseconds, megabytes } = await measured(bytes)
    expect(refusal).toBe('SHEET_INFLATES_TOO_FAR')
    expect(milliseconds).toBeLessThan(2_000)
    expect(megabytes).toBeLessThan(100)
  })

  test('is refused while inflating when it declares 1,000 bytes', async () => {
    const bytes = await bomb()
    const { directory, local } = layoutOf(bytes)
    const sheet = 6
    const once = patched(bytes, (directory[sheet] ?? 0) + 24, wide(1_000))
    const forged = patched(once, (local[sheet] ?? 0) + 22, wide(1_000))
    const { refusal, milliseconds, megabytes } = await measured(forged)
    expect(refusal).toBe('SHEET_DAMAGED')
    expect(milliseconds).toBeLessThan(2_000)
    expect(megabytes).toBeLessThan(100)
  })

  test('is refused when many parts share the weight', async () => {
    const parts = partsOf()
    const part = new Uint8Array(MEGABYTE)
    for (let i = 0; i < 60; i += 1) parts.set(`xl/media/${i}.bin`, part)
    expect((await measured(await pack(parts))).refusal).toBe('SHEET_INFLATES_TOO_FAR')
  })
})

describe('a file that fits but wears out its reader', () => {
  test('is refused when the time is up', async () => {
    const sheet = '<row><c><v>1</v></c></row>'.repeat(20_000)
    const limits = { ...IMPORT_LIMITS, milliseconds: 1 }
    expect(await readSheet(await workbook({ sheet }), limits)).toEqual({
      ok: false,
      refusal: 'SHEET_TOO_SLOW',
      facts: { milliseconds: 1 },
    })
  })

  test('is refused when the memory is used up, and the process lives on', async () => {
    const sheet = `<row>${'<c><v>1</v></c>'.repeat(100)}</row>`.repeat(20_000)
    const limits = { ...IMPORT_LIMITS, megabytes: 64, milliseconds: 60_000 }
    const { refusal } = await measured(await workbook({ sheet }), limits)
    expect(refusal).toBe('SHEET_TOO_HEAVY')
    expect((await readSheet(await workbook())).ok).toBe(true)
  })

  test('nesting archives costs nothing: an inner one is never opened', async () => {
    const parts = partsOf()
    parts.set('xl/embeddings/inner.zip', deflateRawSync(new Uint8Array(10 * MEGABYTE)))
    expect((await measured(await pack(parts))).refusal).toBe('read')
  })

  test('more files than threads wait for each other and all are answered', async () => {
    const bytes = await workbook()
    const answers = await Promise.all(Array.from({ length: 7 }, () => readSheet(bytes)))
    expect(answers.every((answer) => answer.ok)).toBe(true)
  })
})
