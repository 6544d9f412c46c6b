import { workingDays } from '@qiangji/gazetteer/working-days.ts'
import { day } from '@qiangji/kernel/base/day.ts'
import { describe, expect, test } from 'vitest'
import { dueGroupOf, groupsOf, lateWords, subjectsOf } from './due-group.ts'

const wednesday = day('2024-06-05')

describe('the groups of what waits', () => {
  test.each([
    ['2024-06-04', 'overdue'],
    ['2024-06-05', 'today'],
    ['2024-06-06', 'week'],
    ['2024-06-09', 'week'],
    ['2024-06-10', 'later'],
  ] as const)('on Wednesday 5 June, %s is %s', (due, group) => {
    expect(dueGroupOf(day(due), wednesday)).toBe(group)
  })

  test('on a Sunday only that day is left of the week', () => {
    expect(dueGroupOf(day('2024-06-10'), day('2024-06-09'))).toBe('later')
  })

  test('what has no due day is never late', () => {
    expect(dueGroupOf(null, wednesday)).toBe('later')
  })

  test('a group without rows is not shown, and rows keep their order', () => {
    const rows = [
      { key: 'a', due: day('2024-05-31') },
      { key: 'b', due: null },
      { key: 'c', due: day('2024-06-04') },
    ]
    expect(groupsOf(rows, wednesday).map((g) => [g.group, g.rows.map((r) => r.key)])).toEqual([
      ['overdue', ['a', 'c']],
      ['later', ['b']],
    ])
  })
})

describe('how late something is', () => {
  test('counts working days, without the day itself', () => {
    expect(lateWords(workingDays, day('2024-05-31'), wednesday)).toBe('超 3 个工作日')
  })

  test('leaves out the days of 端午节', () => {
    expect(lateWords(workingDays, day('2024-06-07'), day('2024-06-11'))).toBe('超 1 个工作日')
  })

  test('says natural days while only days off have passed', () => {
    expect(lateWords(workingDays, day('2024-06-07'), day('2024-06-09'))).toBe('超 2 天')
  })

  test('says natural days in a year without a calendar', () => {
    expect(lateWords(workingDays, day('2031-06-02'), day('2031-06-05'))).toBe('超 3 天')
  })
})

describe('the filter by subject', () => {
  test('names the subjects that have something, with their counts', () => {
    const rows = [{ group: 'fund' }, { group: 'audit' }, { group: 'fund' }] as const
    expect(subjectsOf(rows).map((s) => `${s.word} ${s.count}`)).toEqual([
      '全部 3',
      '资金 2',
      '经审 1',
    ])
  })

  test('is absent when there is nothing to choose', () => {
    expect(subjectsOf([{ group: 'fund' }, { group: 'fund' }])).toEqual([])
  })
})
