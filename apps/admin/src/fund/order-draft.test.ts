import { day } from '@qiangji/kernel/base/day.ts'
import { fen } from '@qiangji/kernel/base/money.ts'
import { FundId } from '@qiangji/kernel/fund/fund.ts'
import { expect, test } from 'vitest'
import { drawnSum, emptyDraft, formOf, problemsOf, proposedDraft } from './order-draft.ts'

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

test('what the age rule proposes fills the amounts and the reason, and is an order as it stands', () => {
  const id = (letter: string) => letter.repeat(20)
  const account = (stage: 'held' | 'carried' | 'surplus', balance: number, proposed: number) => ({
    beneficiaryId: id('a'),
    beneficiaryName: '环县',
    holderId: id('a'),
    holderName: '环县',
    stage,
    balance: fen(balance),
    proposed: fen(proposed),
    commitmentId: null,
    title: null,
  })
  const accounts = [account('carried', 200, 200), account('held', 900, 500)]
  const rule = { kind: 'years', years: 1, source: '演示管理办法' } as const
  const draft = proposedDraft(accounts, rule)
  expect(drawnSum(draft, accounts)).toBe(700)
  expect(problemsOf('settle', draft, accounts, TODAY)).toEqual([])
  expect(formOf(FundId.parse(id('f')), 'settle', draft, accounts)).toMatchObject({
    reason: '到账满 1 年未用完的转为结余（演示管理办法）',
    lines: [
      { stage: 'carried', amount: 200 },
      { stage: 'held', amount: 500 },
    ],
  })
})
