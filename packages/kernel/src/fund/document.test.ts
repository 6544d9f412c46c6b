import { describe, expect, test } from 'vitest'
import { day } from '../base/day.ts'
import {
  checkDocument,
  DocumentForm,
  formatDocumentNumber,
  readDocumentNumber,
} from './document.ts'

const DAY = day('2024-06-03')
const read = (text: string): string => {
  const number = readDocumentNumber(text, DAY)
  return number.ok ? formatDocumentNumber(number.value) : number.refusal
}

describe('a document number', () => {
  // ⼯ U+2F2F and ⻓ U+2ED3 are what PDF files hold in the place of 工 and 长.
  test.each([
    ['演示总工发〔2024〕1号', '演示总工发〔2024〕1号'],
    [' 演示总工发〔2024〕1号 ', '演示总工发〔2024〕1号'],
    ['演示总\u2f2f发〔2024〕1号', '演示总工发〔2024〕1号'],
    ['演示总工发〔２０２４〕１号', '演示总工发〔2024〕1号'],
    ['甘gh发〔2024〕1号', '甘GH发〔2024〕1号'],
    ['甘ＧＨ发〔2024〕1号', '甘GH发〔2024〕1号'],
    ['演示\u2ed3发〔2024〕1号', 'NUMBER_MALFORMED'],
    ['演示总工发〔2024〕 1号', 'NUMBER_MALFORMED'],
    ['演示总工发[2024]1号', 'NUMBER_MALFORMED'],
    ['演示总工发〔2024〕第1号', 'NUMBER_MALFORMED'],
    ['演示总工发〔2024〕01号', 'NUMBER_MALFORMED'],
    ['随便写', 'NUMBER_MALFORMED'],
    ['演示总工发〔2023〕1号', 'NUMBER_YEAR'],
  ])('%s is read as %s', (typed, expected) => {
    expect(read(typed)).toBe(expected)
  })

  test('is kept in the one writing in which it is compared', () => {
    const paper = { number: ' 甘gh发〔２０２４〕1号', day: DAY, title: '通知' }
    expect(DocumentForm.parse(paper)).toEqual({ ...paper, number: '甘GH发〔2024〕1号' })
  })

  test('stands on a paper of today or before, and of its own year', () => {
    const paper = { number: '演示总工发〔2024〕1号', day: DAY }
    expect(checkDocument(paper, DAY)).toMatchObject({ ok: true })
    expect(checkDocument(paper, day('2024-06-02'))).toMatchObject({
      refusal: 'DOCUMENT_IN_FUTURE',
      facts: { day: DAY, today: '2024-06-02' },
    })
    expect(checkDocument({ ...paper, day: day('2031-01-01') }, DAY)).toMatchObject({
      refusal: 'NUMBER_YEAR',
    })
  })
})
