import { expect } from 'vitest'
import type { Person, Sight } from './person.ts'

type Field = ReturnType<Sight['getByRole']>

/** What is typed wrong into an amount, and how the page says so. */
const BAD_AMOUNTS: readonly (readonly [string, string])[] = [
  ['1e3', '“1e3”是科学记数，请写成普通数字'],
  ['0.001', '金额最小到分，小数最多 2 位'],
  ['−0', '零不能带负号'],
  ['３５００', '“３５００”是全角数字，读作 3500，请改成半角'],
  ['1,234.5万', '“1,234.5万”带了单位，请只填数字'],
]

/** A field for an amount in yuan refuses what is none, and keeps what was typed. */
export const refusesWhatIsNone = async (person: Person, field: Field): Promise<void> => {
  for (const [typed, words] of BAD_AMOUNTS) {
    await field.fill(typed)
    await person.key('Tab')
    await person.getByText(words).waitFor()
    expect(await field.inputValue(), 'what was typed stays').toBe(typed)
  }
}
