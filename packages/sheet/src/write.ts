import type { Book } from './book.ts'
import { bookParts } from './book-parts.ts'
import { pack } from './pack.ts'

/** Writes a workbook as a file. The same book gives the same bytes. */
export const writeWorkbook = async (book: Book): Promise<Uint8Array> =>
  await pack(await bookParts(book))
