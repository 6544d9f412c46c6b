import { workingDays } from '@qiangji/gazetteer/working-days.ts'
import { day } from '@qiangji/kernel/base/day.ts'
import { describe, expect, test } from 'vitest'
import { dayFacts, monthOf, nextMonth } from './month-node.ts'

const june = day('2024-06-05')
const datesOf = (weeks: ReturnType<typeof monthOf>['weeks']) =>
  weeks.map((week) => week.map((d) => d.date))

describe('the nodes of a month', () => {
  test('are its working days by week; 端午节 is left out', () => {
    const shown = monthOf(workingDays, june, [])
    expect(shown.about).toBe('19 个工作日，10日放假')
    expect(datesOf(shown.weeks)).toEqual([
      [3, 4, 5, 6, 7],
      [11, 12, 13, 14],
      [17, 18, 19, 20, 21],
      [24, 25, 26, 27, 28],
    ])
  })

  test('hold weekends that are worked, and say so', () => {
    const shown = monthOf(workingDays, day('2024-05-06'), [])
    expect(shown.about).toBe('21 个工作日，1–3日放假，11日上班')
    expect(datesOf(shown.weeks)[0]).toEqual([6, 7, 8, 9, 10, 11])
  })

  test('carry what is due on them, each kind once', () => {
    const todo = [
      { kind: '到账确认', due: june },
      { kind: '到账确认', due: june },
      { kind: '复核', due: june },
      { kind: '转拨', due: null },
    ]
    const days = monthOf(workingDays, june, todo).weeks.flat()
    expect(days.filter((d) => d.due.length > 0)).toEqual([
      { day: june, date: 5, due: ['到账确认', '复核'], working: true },
    ])
  })

  test('show a day off when something is due on it', () => {
    const sunday = day('2024-06-16')
    const days = monthOf(workingDays, june, [{ kind: '转拨', due: sunday }]).weeks.flat()
    expect(days.find((d) => d.day === sunday)).toMatchObject({ working: false, due: ['转拨'] })
  })

  test('of a year without a calendar are said to be unknown', () => {
    expect(monthOf(workingDays, day('2031-06-05'), []).about).toBe('节假日安排还没有录入')
  })

  test('December is followed by January', () => {
    expect(nextMonth(day('2024-12-31'))).toBe('2025-01-01')
  })
})

describe('the words of a day', () => {
  test('count the working days before and after it', () => {
    expect(dayFacts(workingDays, june)).toEqual([
      '6月5日 周三',
      '本月第 3 个工作日',
      '离月末还有 16 个工作日',
    ])
  })

  test('say the last working day of a month', () => {
    expect(dayFacts(workingDays, day('2024-06-28')).at(-1)).toBe('本月最后一个工作日')
  })

  test('say a day off', () => {
    expect(dayFacts(workingDays, day('2024-06-10'))[1]).toBe('今天休息')
  })

  test('say only the day without a calendar', () => {
    expect(dayFacts(workingDays, day('2031-06-05'))).toEqual(['6月5日 周四'])
  })
})
