import type { Book } from '@qiangji/sheet/book.ts'
import { bookParts } from '@qiangji/sheet/book-parts.ts'
import { strToU8, zipSync } from 'fflate'

/** Packs a workbook in the browser; loaded when a list is first exported. */
export const packBook = async (book: Book): Promise<Blob> => {
  const parts = [...(await bookParts(book))].map(([name, xml]) => [name, strToU8(xml)] as const)
  const bytes = zipSync(Object.fromEntries(parts), { level: 6 })
  return new Blob([new Uint8Array(bytes)], {
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  })
}
