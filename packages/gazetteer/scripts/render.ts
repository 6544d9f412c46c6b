import { DIVISION_KINDS, kindOfWord } from '../src/kind.ts'
import { type Line, readDataFile } from './csv-table.ts'
import { applyOverrides, type DivisionLine, type Places } from './override.ts'

/** The texts of all generated files, by their name in src/. */
export const renderAll = (
  overrides = readDataFile('overrides.csv'),
): ReadonlyMap<string, string> => {
  const places = applyOverrides(readPlaces(), overrides)
  return new Map([
    ['division.data.ts', moduleOf('divisionLines', divisionLines(places.divisions))],
    ['tile.data.ts', moduleOf('tileLines', tileLines(places))],
    [
      'working-days.data.ts',
      moduleOf('workingDayLines', workingDayLines(readDataFile('working-days-2020-2026.csv'))),
    ],
  ])
}

const readPlaces = (): Places => ({
  divisions: readDataFile('gansu-divisions.csv').map(({ code = '', name = '', kind = '' }) => ({
    code,
    name,
    kind,
  })),
  tiles: readDataFile('gansu-tiles.csv').map(({ code = '', col = '', row = '' }) => ({
    code,
    col,
    row,
  })),
})

const moduleOf = (name: string, lines: readonly string[]): string =>
  `/** Generated from data/ by scripts/generate.ts. */\nexport const ${name} = \`\n${lines.join('\n')}\n\`\n`

const byCode = (a: { readonly code: string }, b: { readonly code: string }): number =>
  a.code < b.code ? -1 : 1

/** One line per division down to the county, its townships behind it. */
const divisionLines = (divisions: readonly DivisionLine[]): readonly string[] => {
  const lines: string[][] = []
  for (const { code, name, kind } of divisions.toSorted(byCode)) {
    const known = kindOfWord(kind)
    if (known === undefined || /[\s`$\\]/.test(name)) throw new Error(`${code} ${name} ${kind}`)
    const { level, letter } = DIVISION_KINDS[known]
    const county = lines.at(-1)
    if (level !== 'township') lines.push([code, letter + name])
    else if (county?.[0] === code.slice(0, 6)) county.push(code.slice(6) + letter + name)
    else throw new Error(`${code} ${name} has no county`)
  }
  return lines.map((line) => line.join(' '))
}

const tileLines = ({ tiles, divisions }: Places): readonly string[] => {
  const known = new Set(divisions.map(({ code }) => code))
  return tiles.toSorted(byCode).map(({ code, col, row }) => {
    if (!known.has(code)) throw new Error(`tile ${code} has no division`)
    return `${code} ${col} ${row}`
  })
}

const workingDayLines = (days: readonly Line[]): readonly string[] => {
  const years = Map.groupBy(days, ({ date = '' }) => date.slice(0, 4))
  return [...years].map(([year, ofYear]) => {
    const pick = (kind: string): readonly string[] =>
      ofYear
        .filter((line) => line.kind === kind)
        .map(({ date = '' }) => date.slice(5).replace('-', ''))
        .toSorted()
    return [year, 'off', ...pick('off'), 'work', ...pick('work')].join(' ')
  })
}
