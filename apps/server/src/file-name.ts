import type { FileKind } from '@qiangji/kernel/record/file.ts'

/** How names of each kind may end; the first is added to one that ends otherwise. */
const ENDINGS: Readonly<Record<FileKind, readonly [string, ...string[]]>> = {
  pdf: ['pdf'],
  jpeg: ['jpg', 'jpeg'],
  png: ['png'],
  ofd: ['ofd'],
  xlsx: ['xlsx'],
  csv: ['csv', 'txt'],
}
const LONGEST = 120

/**
 * A name to show: without folders, control or direction marks, not too long, and ending as what the bytes are, so that
 * no program opens it as something else. It is never a path.
 */
export const plainName = (given: string, kind: FileKind): string => {
  const clean = given
    .replace(/^.*[/\\]/, '')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '')
    .trim()
  const fitting = ENDINGS[kind].find((one) => clean.toLowerCase().endsWith(`.${one}`))
  const stem = fitting ? clean.slice(0, -fitting.length - 1) : clean
  const ending = fitting ? clean.slice(-fitting.length - 1) : `.${ENDINGS[kind][0]}`
  // A cut through a pair would leave its second half, which is no character.
  const short = stem.slice(ending.length - LONGEST).replace(/^[\udc00-\udfff]/, '')
  return `${short || 'file'}${ending}`
}
