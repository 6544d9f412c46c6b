import { z } from 'zod'
import { Day } from '../base/day.ts'
import { accept, type Decision, refuse } from '../base/decision.ts'

/**
 * A document number as offices write it: 演示总工发〔2024〕12号. Body and department code, the year in 〔〕,
 * no 第, no leading zero. Source: numbers seen on union documents, such as 总工发〔2009〕38号.
 * The office gives it; the system checks form and uniqueness and never invents one. Radicals (U+2E80 to U+2FDF)
 * look like characters and are none: what Unicode does not turn into one is refused.
 */
const SHAPE = /^((?:(?![\u2e80-\u2fdf])[\p{Script=Han}A-Z]){2,20})〔(\d{4})〕([1-9]\d{0,4})号$/u

/** One writing of what looks the same: full-width signs, pasted radicals and small letters are no new number. */
const inOneWriting = (text: string): string => text.trim().normalize('NFKC').toUpperCase()

export interface DocumentNumber {
  /** 机关代字 with the department's, such as 总工办发. */
  readonly code: string
  readonly year: number
  readonly number: number
}

export const DOCUMENT_REFUSALS = [
  'NUMBER_MALFORMED',
  'NUMBER_YEAR',
  'DOCUMENT_IN_FUTURE',
  'NUMBER_USED',
] as const
export type DocumentRefusal = (typeof DOCUMENT_REFUSALS)[number]

/** Reads a number; its year must be that of the day on the document. */
export const readDocumentNumber = (
  text: string,
  on: Day,
): Decision<DocumentNumber, 'NUMBER_MALFORMED' | 'NUMBER_YEAR'> => {
  const match = SHAPE.exec(inOneWriting(text))
  if (!match?.[1]) return refuse('NUMBER_MALFORMED', { number: text })
  const year = Number(match[2])
  if (year !== Number(on.slice(0, 4)))
    return refuse('NUMBER_YEAR', { number: text, year: on.slice(0, 4) })
  return accept({ code: match[1], year, number: Number(match[3]) })
}

export const formatDocumentNumber = (n: DocumentNumber): string =>
  `${n.code}〔${n.year}〕${n.number}号`

/** As it is kept: in one writing, so that equal numbers are equal texts. */
export const DocumentNumberText = z.string().trim().normalize('NFKC').toUpperCase().min(1).max(60)

/** A document as a form asks for it; it is checked by `checkDocument`. */
export const DocumentForm = z.strictObject({
  number: DocumentNumberText,
  day: Day,
  title: z.string().trim().min(1).max(200),
})
export type DocumentForm = z.infer<typeof DocumentForm>

export type PaperRefusal = Exclude<DocumentRefusal, 'NUMBER_USED'>

/** Whether an act can rest on this paper: its number can be read, and its day has come. */
export const checkDocument = (
  document: Pick<DocumentForm, 'number' | 'day'>,
  today: Day,
): Decision<DocumentNumber, PaperRefusal> => {
  const number = readDocumentNumber(document.number, document.day)
  if (!number.ok) return number
  if (document.day > today) return refuse('DOCUMENT_IN_FUTURE', { day: document.day, today })
  return number
}

export const DOCUMENT_REFUSAL_WORDS: Record<
  DocumentRefusal,
  (facts: Readonly<Record<string, string | number>>) => string
> = {
  NUMBER_MALFORMED: (f) =>
    `文号“${f.number}”格式不对，应写成“机关代字〔年份〕序号号”，例如“演示总工发〔2024〕12号”。`,
  NUMBER_YEAR: (f) => `文号“${f.number}”的年份与成文日期（${f.year}年）不一致，请核对。`,
  DOCUMENT_IN_FUTURE: (f) => `文件的成文日期 ${f.day} 晚于今天（${f.today}），请核对。`,
  NUMBER_USED: (f) => `文号“${f.number}”已经用过，同一机关、部门、年份内不能重复。`,
}
