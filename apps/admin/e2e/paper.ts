import type { ChosenFile } from './person.ts'

/** A small PDF, as a scanner makes it; the words make its content its own. */
export const scan = (name: string, words: string = name): ChosenFile => ({
  name: `${name}.pdf`,
  mimeType: 'application/pdf',
  buffer: Buffer.from(`%PDF-1.4\n% ${words}\n%%EOF\n`),
})

/** A program with the name of a scan. */
export const disguised = (name: string): ChosenFile => ({
  name: `${name}.pdf`,
  mimeType: 'application/pdf',
  buffer: Buffer.concat([Buffer.from('MZ'), Buffer.alloc(400, 0x90)]),
})
