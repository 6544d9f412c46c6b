/** The kinds of divisions that the statistics know, with the word and the letter of the data files. */
export const DIVISION_KINDS = {
  province: { level: 'province', word: '省', letter: 'p' },
  'prefecture-city': { level: 'prefecture', word: '地级市', letter: 'c' },
  'autonomous-prefecture': { level: 'prefecture', word: '自治州', letter: 'a' },
  district: { level: 'county', word: '市辖区', letter: 'd' },
  county: { level: 'county', word: '县', letter: 'x' },
  'autonomous-county': { level: 'county', word: '自治县', letter: 'z' },
  'county-city': { level: 'county', word: '县级市', letter: 'j' },
  /** 兰州新区: a code of the statistics, no county by law. */
  'new-area': { level: 'county', word: '功能区（统计用）', letter: 'n' },
  /** 620201: stands for the counties that 嘉峪关市 does not have. */
  placeholder: { level: 'county', word: '占位（不设区县）', letter: 'o' },
  street: { level: 'township', word: '街道', letter: 's' },
  town: { level: 'township', word: '镇', letter: 't' },
  'rural-township': { level: 'township', word: '乡', letter: 'r' },
  'ethnic-township': { level: 'township', word: '民族乡', letter: 'e' },
  /** Development zones, farms, pastures and mines that are counted like a township. */
  'functional-unit': { level: 'township', word: '功能单位', letter: 'f' },
} as const

export type DivisionKind = keyof typeof DIVISION_KINDS
export type DivisionLevel = (typeof DIVISION_KINDS)[DivisionKind]['level']

const isKind = (text: string): text is DivisionKind => Object.hasOwn(DIVISION_KINDS, text)
const kinds: readonly DivisionKind[] = Object.keys(DIVISION_KINDS).filter(isKind)

export const kindOfWord = (word: string): DivisionKind | undefined =>
  kinds.find((kind) => DIVISION_KINDS[kind].word === word)

export const kindOfLetter = (letter: string): DivisionKind | undefined =>
  kinds.find((kind) => DIVISION_KINDS[kind].letter === letter)
