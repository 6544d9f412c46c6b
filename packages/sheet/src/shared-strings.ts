import { decodeCellText } from './cell-text.ts'
import { scanPart } from './part.ts'
import type { Parts } from './unpack.ts'

/** The texts that cells refer to by number; runs of rich text are joined, readings above them left out. */
export const readSharedStrings = (parts: Parts, part: string | undefined): readonly string[] => {
  if (part === undefined) return []
  const strings: string[] = []
  const item = richText((text) => strings.push(text), 'si')
  scanPart(parts, part, item)
  return strings
}

/** Collects the text of one element that holds `t`, plain or in runs. */
export const richText = (take: (text: string) => void, element: 'si' | 'is') => {
  let text = ''
  let inText = false
  let phonetic = 0
  return {
    open: (tag: string): void => {
      if (tag === element) text = ''
      if (tag === 'rPh') phonetic += 1
      inText = tag === 't' && phonetic === 0
    },
    close: (tag: string): void => {
      inText = false
      if (tag === 'rPh') phonetic -= 1
      if (tag === element) take(decodeCellText(text))
    },
    text: (piece: string): void => {
      if (inText) text += piece
    },
  }
}
