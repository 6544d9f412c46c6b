import { expect, test } from 'vitest'
import { placeName } from './place-name.ts'

test.each([
  ['环县总工会', '环县', '环县'],
  ['城关区总工会', '城关', '城关区'],
  ['兰州市总工会', '兰州', '兰州市'],
  ['兰州新区工会', '新区', '兰州新区'],
  ['临夏回族自治州总工会', '临夏州', '临夏州'],
  ['积石山保安族东乡族撒拉族自治县总工会', '积石山', '积石山县'],
])('%s, called %s, is printed %s', (name, shortName, printed) => {
  expect(placeName(name, shortName)).toBe(printed)
})
