import { day } from '@qiangji/kernel/base/day.ts'
import { fen } from '@qiangji/kernel/base/money.ts'
import { expect, test } from 'vitest'
import { emptyDraft, problemsOf } from './order-draft.ts'

const TODAY = day('2024-03-12')
const budget = (number: string, on: string) => ({
  ...emptyDraft(),
  total: fen(100),
  paper: { number, day: day(on), title: '关于核定预算的决议' },
})
const wordsOf = (draft: ReturnType<typeof budget>) =>
  problemsOf('budget', draft, [], TODAY).map((problem) => problem.words)

test('a paper that the server would refuse is a problem of the form', () => {
  expect(wordsOf(budget('演示总工财〔2024〕3号', '2024-03-12'))).toEqual([])
  expect(wordsOf(budget('随便写', '2024-03-12'))).toEqual([
    expect.stringContaining('文号“随便写”格式不对'),
  ])
  expect(wordsOf(budget('演示总工财〔2024〕3号', '2023-03-12'))).toEqual([
    expect.stringContaining('年份与成文日期'),
  ])
  expect(wordsOf(budget('演示总工财〔2024〕3号', '2024-03-13'))).toEqual([
    '文件的成文日期 2024-03-13 晚于今天（2024-03-12），请核对。',
  ])
  expect(wordsOf(budget('', '2024-03-12'))).toEqual(['请填依据文件的文号、日期和标题'])
})
