import type { Calendar } from '@qiangji/kernel/base/calendar.ts'
import { type Day, day } from '@qiangji/kernel/base/day.ts'
import { workingDayLines } from './working-days.data.ts'

/** Reads the generated lines: "2020 off 0101 0124 … work 0119 …", one year each. */
const readCalendar = (lines: string): Calendar => {
  const years = new Set<number>()
  const off = new Set<Day>()
  const work = new Set<Day>()
  for (const line of lines.trim().split('\n')) {
    const [year = '', ...words] = line.split(' ')
    years.add(Number(year))
    let into = off
    for (const word of words) {
      if (word === 'off') into = off
      else if (word === 'work') into = work
      else into.add(day(`${year}-${word.slice(0, 2)}-${word.slice(2)}`))
    }
  }
  return { years, off, work }
}

/**
 * Working days of the years whose holidays the State Council has announced.
 * A later year is missing until its notice is added to data/, and is refused, not guessed.
 */
export const workingDays: Calendar = readCalendar(workingDayLines)
