import { expect } from 'vitest'
import type { Person } from './person.ts'
import { readTerms } from './table.ts'
import { until } from './until.ts'
import type { Walk } from './walk.ts'

/** Opens a new order of this act on this fund. */
export const begin = async (person: Person, act: string, fund: string): Promise<void> => {
  await person.go('/fund/order/new')
  await person.getByLabel('事项').selectOption({ label: act })
  await person.getByLabel('专项', { exact: true }).selectOption({ label: fund })
}

export interface Paper {
  readonly number: string
  readonly day: string
  readonly title: string
}

/** Writes the paper that an order stands on. */
export const fillPaper = async (person: Person, group: string, paper: Paper): Promise<void> => {
  const place = person.getByRole('group', { name: group })
  await place.getByRole('textbox', { name: '文号' }).fill(paper.number)
  await place.getByRole('textbox', { name: `${group}成文日期` }).fill(paper.day)
  await place.getByRole('textbox', { name: '标题' }).fill(paper.title)
}

/** Hands an order in and lets a second person release it; the address of the order. */
export const released = async (
  walk: Walk,
  maker: Person,
  [act, fund]: readonly [act: string, fund: string],
  by: string,
): Promise<string> => {
  await maker.button('提交复核').click()
  await maker.getByRole('heading', { level: 1, name: act, exact: true }).waitFor()
  const path = maker.where()
  const second = await walk.at(by)
  await second.go(path)
  await until(async () => {
    const facts = await readTerms(second.getByRole('region', { name: '资金单内容' }))
    expect(facts.get('专项'), 'who releases sees the fund').toBe(fund)
  })
  await second.button('复核入账').click()
  await second.button('复核入账').waitFor({ state: 'hidden' })
  return path
}
