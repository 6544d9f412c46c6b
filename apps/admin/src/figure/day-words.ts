import { addDays, type Day, daysBetween, weekdayOf, yearOf } from '@qiangji/kernel/base/day.ts'

export const WEEKDAYS: Readonly<Record<number, string>> = {
  1: '周一',
  2: '周二',
  3: '周三',
  4: '周四',
  5: '周五',
  6: '周六',
  7: '周日',
}

/** A day as it is said: 今天; with its weekday inside this week; 6月20日; with the year when it is another. */
export const dayWords = (d: Day, today: Day): string => {
  if (d === today) return '今天'
  const said = `${Number(d.slice(5, 7))}月${Number(d.slice(8, 10))}日`
  if (yearOf(d) !== yearOf(today)) return `${yearOf(d)}年${said}`
  const monday = addDays(today, 1 - weekdayOf(today))
  const ahead = daysBetween(monday, d)
  return ahead >= 0 && ahead < 7 ? `${said} ${WEEKDAYS[weekdayOf(d)]}` : said
}
