import { crc32 } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { IMPORT_LIMITS, type Limits } from '../src/limits.ts'
import { pack } from '../src/pack.ts'
import { parseSheet } from '../src/parse.ts'
import { readSheet } from '../src/read.ts'
import type { SheetRefusal } from '../src/refusal.ts'
import { decide } from '../src/stop.ts'
import { layoutOf, partsOf, patched, workbook, workbookWith } from './samples.ts'

const outcome = async (bytes: Uint8Array, limits: Limits = IMPORT_LIMITS): Promise<string> => {
  const answer = await decide(() => parseSheet(bytes, limits))
  return answer.ok ? 'read' : answer.refusal
}
type Case = readonly [what: string, file: () => Uint8Array | Promise<Uint8Array>, expected: string]
const text = (s: string): Uint8Array => new TextEncoder().encode(s)
const SHEET = 'xl/worksheets/sheet1.xml'
const BOOK = 'xl/workbook.xml'
const oneRow = (cells: string): Promise<Uint8Array> =>
  workbook({ sheet: `<row r="1">${cells}</row>` })
const compound = (names: string): Uint8Array =>
  Buffer.concat([
    Buffer.from('d0cf11e0a1b11ae1', 'hex'),
    Buffer.alloc(504),
    Buffer.from(names, 'utf16le'),
  ])

const otherFormats: readonly Case[] = [
  ['nothing at all', () => text(''), 'SHEET_EMPTY'],
  ['an old .xls renamed .xlsx', () => compound('Workbook'), 'SHEET_OLD_FORMAT'],
  ['a sheet of Excel 4', () => Uint8Array.of(9, 4, 6, 0, 0, 0, 16, 0), 'SHEET_OLD_FORMAT'],
  [
    'a workbook with a password',
    () => compound('EncryptionInfoEncryptedPackage'),
    'SHEET_ENCRYPTED',
  ],
  ['a web page named .xls', () => text('<html><table><tr><td>1'), 'SHEET_WEB_PAGE'],
  ['a web page with a declaration', () => text('<?xml version="1.0"?><html/>'), 'SHEET_WEB_PAGE'],
  ['a web archive', () => text('MIME-Version: 1.0\n'), 'SHEET_WEB_PAGE'],
  [
    'an XML table of 2003',
    () =>
      text('<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">'),
    'SHEET_OLD_FORMAT',
  ],
  ['other XML', () => text('<?xml version="1.0"?><a/>'), 'SHEET_NOT_A_WORKBOOK'],
  ['a PDF', () => text('%PDF-1.7\n1 0 obj'), 'SHEET_NOT_A_WORKBOOK'],
  [
    'a picture',
    () => Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0),
    'SHEET_NOT_A_WORKBOOK',
  ],
  [
    'random bytes',
    () => Uint8Array.from({ length: 4096 }, (_, i) => (i * 167 + 13) % 256),
    'SHEET_NOT_A_WORKBOOK',
  ],
  [
    'an open document',
    () => pack(new Map([['mimetype', 'application/vnd.oasis.opendocument.spreadsheet']])),
    'SHEET_OPEN_DOCUMENT',
  ],
  ['a binary workbook', () => pack(new Map([['xl/workbook.bin', 'x']])), 'SHEET_BINARY_FORMAT'],
  [
    'a workbook with macros',
    () => workbookWith('xl/vbaProject.bin', () => 'x'),
    'SHEET_HAS_MACROS',
  ],
  [
    'a workbook with old macro sheets',
    () => workbookWith('xl/macrosheets/sheet1.xml', () => 'x'),
    'SHEET_HAS_MACROS',
  ],
  ['an archive of photographs', () => pack(new Map([['a.jpg', 'x']])), 'SHEET_NOT_A_WORKBOOK'],
  [
    'an archive in an archive',
    async () => pack(new Map([['明细账.xlsx', await workbook()]])),
    'SHEET_NOT_A_WORKBOOK',
  ],
  ['a Word document', () => workbookWith(BOOK, () => '<document/>'), 'SHEET_NOT_A_WORKBOOK'],
]

const missing: readonly Case[] = [
  ['[Content_Types].xml', 'SHEET_DAMAGED'],
  ['_rels/.rels', 'SHEET_DAMAGED'],
  [BOOK, 'SHEET_NOT_A_WORKBOOK'],
  ['xl/_rels/workbook.xml.rels', 'SHEET_DAMAGED'],
  ['xl/sharedStrings.xml', 'SHEET_DAMAGED'],
  ['xl/styles.xml', 'SHEET_DAMAGED'],
  [SHEET, 'SHEET_DAMAGED'],
].map(([part = '', expected = '']) => [
  `without ${part}`,
  () => workbookWith(part, () => undefined),
  expected,
])

const spoiled: readonly (readonly [string, (s: string) => string | Uint8Array])[] = [
  ['an unclosed tag', (s) => s.replace('</sheetData>', '')],
  ['tags that cross', (s) => s.replace('</row>', '</c>')],
  ['a cut in the middle of a tag', (s) => s.slice(0, 200)],
  ['a cut in a quoted value', (s) => s.replace('r="A1"', 'r="A1')],
  ['an entity of its own', (s) => `<!DOCTYPE w [<!ENTITY a "b">]>${s}`],
  [
    'a billion laughs',
    (s) => `<!DOCTYPE l [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>${s.replace('12.3', '&b;')}`,
  ],
  [
    'a foreign file as an entity',
    (s) => `<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]>${s}`,
  ],
  ['an unknown entity', (s) => s.replace('12.3', '&nbsp;')],
  ['a lone ampersand', (s) => s.replace('12.3', '1 & 2')],
  ['two roots', (s) => `${s}<a/>`],
  ['text behind the root', (s) => `${s}x`],
  ['no root', () => ' '],
  ['an unclosed comment', (s) => s.replace('<sheetData>', '<!-- <sheetData>')],
  ['an unclosed instruction', (s) => `<?xml ${s}`.replaceAll('?>', '')],
  ['a value without quotes', (s) => s.replace('r="1"', 'r=1')],
  [
    'nesting without end',
    (s) => s.replace('<sheetData>', `${'<a>'.repeat(101)}${'</a>'.repeat(101)}<sheetData>`),
  ],
  ['another root', (s) => s.replaceAll('worksheet', 'chartsheet')],
  ['bytes that are no UTF-8', () => Uint8Array.of(0x3c, 0xff, 0xfe, 0x3e)],
]
const badXml = spoiled.map(
  ([what, change]): Case => [
    `a sheet with ${what}`,
    () => workbookWith(SHEET, change),
    'SHEET_DAMAGED',
  ],
)

const badCells: readonly Case[] = [
  ['<c r="A2"><v>1</v></c>', 'SHEET_DAMAGED'],
  ['<c r="B1"><v>1</v></c><c r="A1"><v>2</v></c>', 'SHEET_DAMAGED'],
  ['<c r="A1"><v>1</v></c><c r="A1"><v>2</v></c>', 'SHEET_DAMAGED'],
  ['<c r="XFE1"><v>1</v></c>', 'SHEET_DAMAGED'],
  ['<c r="A0"><v>1</v></c>', 'SHEET_DAMAGED'],
  ['<c r="1A"><v>1</v></c>', 'SHEET_DAMAGED'],
  ['<c r=""><v>1</v></c>', 'SHEET_DAMAGED'],
  ['<c r="CW1"><v>1</v></c>', 'SHEET_TOO_MANY_COLUMNS'],
  ['<c r="CV1"><v>1</v></c><c r="XFD1" s="1"/>', 'read'],
  ['<c t="s"><v>5</v></c>', 'SHEET_DAMAGED'],
  ['<c t="s"><v>-1</v></c>', 'SHEET_DAMAGED'],
  ['<c t="s"><v>length</v></c>', 'SHEET_DAMAGED'],
  ['<c t="s"><v>__proto__</v></c>', 'SHEET_DAMAGED'],
  ['<c t="x"><v>1</v></c>', 'SHEET_DAMAGED'],
  ['<c><v>一万</v></c>', 'SHEET_DAMAGED'],
  ['<c><v>1.2.3</v></c>', 'SHEET_DAMAGED'],
  ['<c><v>NaN</v></c>', 'SHEET_DAMAGED'],
  ['<c><v>Infinity</v></c>', 'SHEET_DAMAGED'],
  ['<c><v>1E400</v></c>', 'SHEET_DAMAGED'],
  ['<c><v>0x10</v></c>', 'SHEET_DAMAGED'],
  ['<c s="99999"><v>1</v></c>', 'read'],
  ['<c s="constructor"><v>1</v></c>', 'read'],
  ['<c t="d"><v>昨天</v></c>', 'read'],
  ['<c t="e"><v>#REF!</v></c>', 'read'],
  ['<c><f>WEBSERVICE("http://x")</f></c>', 'read'],
  ['', 'SHEET_EMPTY'],
  ['<c t="inlineStr"><is><t> </t></is></c>', 'SHEET_EMPTY'],
  ['<c><v>1</v><c><v>2</v></c></c>', 'read'],
].map(([cells = '', expected = '']): Case => [`a row of ${cells}`, () => oneRow(cells), expected])

const badRows: readonly Case[] = [
  ['row 1048577', '<row r="1048577"><c><v>1</v></c></row>', 'SHEET_DAMAGED'],
  ['row 1048576', '<row r="1048576"><c><v>1</v></c></row>', 'read'],
  ['row 0', '<row r="0"><c><v>1</v></c></row>', 'SHEET_DAMAGED'],
  ['row 1.5', '<row r="1.5"><c><v>1</v></c></row>', 'SHEET_DAMAGED'],
  ['a row twice', '<row r="2"/><row r="2"/>', 'SHEET_DAMAGED'],
  ['rows backwards', '<row r="2"/><row r="1"/>', 'SHEET_DAMAGED'],
  ['a cell outside of rows', '<c r="A1"><v>1</v></c>', 'SHEET_DAMAGED'],
  ['no rows', '', 'SHEET_EMPTY'],
  ['20,001 rows', '<row><c><v>1</v></c></row>'.repeat(20_001), 'SHEET_TOO_MANY_ROWS'],
  ['20,001 rows of formats only', '<row><c s="1"/></row>'.repeat(20_001), 'SHEET_EMPTY'],
].map(([what = '', sheet = '', expected = '']): Case => [what, () => workbook({ sheet }), expected])

const merge = (refs: readonly string[]): Promise<Uint8Array> =>
  workbook({
    afterData: `<mergeCells>${refs.map((r) => `<mergeCell ref="${r}"/>`).join('')}</mergeCells>`,
  })
const badMerges: readonly Case[] = [
  ['a merged block backwards', () => merge(['C3:A1']), 'SHEET_DAMAGED'],
  ['a merged block without address', () => merge(['']), 'SHEET_DAMAGED'],
  ['a merged block beyond the sheet', () => merge(['A1:A1048577']), 'SHEET_DAMAGED'],
  ['a merged block over everything', () => merge(['A1:XFD1048576']), 'read'],
  ['merged blocks that overlap', () => merge(['A1:B2', 'B2:C3']), 'read'],
  [
    '5,001 merged blocks',
    () => merge(Array.from({ length: 5001 }, (_, i) => `A${i + 1}:B${i + 1}`)),
    'SHEET_DAMAGED',
  ],
]

const badBooks: readonly Case[] = [
  [
    'a sheet that leads nowhere',
    () => workbookWith(BOOK, (s) => s.replace('rId1', 'rId9')),
    'SHEET_EMPTY',
  ],
  [
    'only hidden sheets',
    () => workbookWith(BOOK, (s) => s.replace('<sheet ', '<sheet state="veryHidden" ')),
    'SHEET_EMPTY',
  ],
  [
    'a sheet that is the workbook itself',
    () =>
      workbookWith('xl/_rels/workbook.xml.rels', (s) =>
        s.replace('worksheets/sheet1.xml', 'workbook.xml'),
      ),
    'SHEET_DAMAGED',
  ],
  [
    'a sheet outside of the archive',
    () =>
      workbookWith('xl/_rels/workbook.xml.rels', (s) =>
        s.replace('worksheets/sheet1.xml', '../../../etc/passwd'),
      ),
    'SHEET_DAMAGED',
  ],
  [
    'a sheet on the web',
    () =>
      workbookWith('xl/_rels/workbook.xml.rels', (s) =>
        s.replace('Target="worksheets/sheet1.xml"', 'TargetMode="External" Target="http://x/"'),
      ),
    'SHEET_EMPTY',
  ],
  [
    'strings that are styles',
    () => workbookWith('xl/sharedStrings.xml', () => '<styleSheet/>'),
    'SHEET_DAMAGED',
  ],
  ['styles that are strings', () => workbookWith('xl/styles.xml', () => '<sst/>'), 'read'],
]

/** Directory header: checksum at 16, packed size 20, size 24, name length 28, offset 42. */
const inDirectory = (entry: number, field: number, values: readonly number[]) => async () => {
  const bytes = await workbook()
  return patched(bytes, (layoutOf(bytes).directory[entry] ?? 0) + field, values)
}
const inLocal = (entry: number, field: number, values: readonly number[]) => async () => {
  const bytes = await workbook()
  return patched(bytes, (layoutOf(bytes).local[entry] ?? 0) + field, values)
}
const inEnd = (field: number, values: readonly number[]) => async () => {
  const bytes = await workbook()
  return patched(bytes, (layoutOf(bytes).end[0] ?? 0) + field, values)
}
/** Both entries are whole, but the second lies within the bytes of the first. */
const entryInEntry = async (): Promise<Uint8Array> => {
  const inner = await pack(new Map([['b.txt', 'x']]), 'stored')
  const parts = new Map<string, string | Uint8Array>([
    ['a.zip', inner],
    ['b.txt', 'x'],
    ...partsOf(),
  ])
  const bytes = await pack(parts, 'stored')
  const [, , second = 0] = layoutOf(bytes).directory
  return patched(bytes, second + 42, [30 + 'a.zip'.length, 0, 0, 0])
}
const packedUnknown = async (): Promise<Uint8Array> => {
  const bytes = await pack(partsOf(), 'stored')
  return patched(bytes, (layoutOf(bytes).directory[6] ?? 0) + 10, [12, 0])
}
const badArchives: readonly Case[] = [
  ['a wrong checksum', inDirectory(6, 16, [1, 2, 3, 4]), 'SHEET_DAMAGED'],
  ['a size forged smaller', inDirectory(6, 24, [9, 0, 0, 0]), 'SHEET_DAMAGED'],
  ['a size forged larger', inDirectory(6, 24, [0, 0, 1, 0]), 'SHEET_DAMAGED'],
  ['a size of 4 GB', inDirectory(6, 24, [0xfe, 0xff, 0xff, 0xff]), 'SHEET_INFLATES_TOO_FAR'],
  ['a 64-bit size that is not there', inDirectory(6, 24, [255, 255, 255, 255]), 'SHEET_DAMAGED'],
  ['a packed size forged smaller', inDirectory(6, 20, [9, 0, 0, 0]), 'SHEET_DAMAGED'],
  ['a packed size beyond the file', inDirectory(6, 20, [0, 0, 0, 1]), 'SHEET_DAMAGED'],
  ['an unknown way of packing', packedUnknown, 'SHEET_DAMAGED'],
  ['packed bytes said to be stored', inDirectory(6, 10, [0, 0]), 'SHEET_DAMAGED'],
  ['a locked entry', inDirectory(6, 8, [1, 8]), 'SHEET_ENCRYPTED'],
  ['a name that leaves the archive', () => workbookWith('xl/../../x', () => 'x'), 'SHEET_DAMAGED'],
  ['a name from the root', () => workbookWith('/x', () => 'x'), 'SHEET_DAMAGED'],
  ['a name with a backslash', () => workbookWith('..\\x', () => 'x'), 'SHEET_DAMAGED'],
  ['two names for one entry', inLocal(6, 30, [0x79]), 'SHEET_DAMAGED'],
  ['an entry inside of another', entryInEntry, 'SHEET_DAMAGED'],
  ['an entry at another’s place', inDirectory(6, 42, [0, 0, 0, 0]), 'SHEET_DAMAGED'],
  ['an entry behind the file', inDirectory(6, 42, [0, 0, 0, 9]), 'SHEET_DAMAGED'],
  ['a broken local header', inLocal(6, 0, [0]), 'SHEET_DAMAGED'],
  ['a broken directory', inDirectory(6, 0, [0]), 'SHEET_DAMAGED'],
  ['more entries than there are', inEnd(10, [9, 0]), 'SHEET_DAMAGED'],
  ['fewer entries than there are', inEnd(10, [2, 0]), 'SHEET_NOT_A_WORKBOOK'],
  ['2,000 entries announced', inEnd(10, [0xd0, 7]), 'SHEET_TOO_MANY_PARTS'],
  ['a directory elsewhere', inEnd(16, [0, 0, 0, 0]), 'SHEET_DAMAGED'],
  ['a 64-bit directory that is not there', inEnd(10, [255, 255]), 'SHEET_DAMAGED'],
  [
    '10,000 parts',
    () => pack(new Map(Array.from({ length: 10_000 }, (_, i) => [`xl/media/${i}`, ''])), 'stored'),
    'SHEET_TOO_MANY_PARTS',
  ],
  [
    'a part twice, in capitals',
    () => workbookWith('XL/Workbook.xml', () => '<workbook/>'),
    'SHEET_DAMAGED',
  ],
  [
    'only an archive’s end',
    () => Buffer.concat([Buffer.from('PK\x05\x06'), Buffer.alloc(18)]),
    'SHEET_NOT_A_WORKBOOK',
  ],
  [
    'bytes in front',
    async () => Buffer.concat([Buffer.from('PK\x03\x04xxxx'), await workbook()]),
    'SHEET_DAMAGED',
  ],
  [
    'a comment behind',
    async () => {
      const b = await workbook()
      return Buffer.concat([patched(b, b.length - 2, [3, 0]), text('abc')])
    },
    'read',
  ],
]

const all = [
  ...otherFormats,
  ...missing,
  ...badXml,
  ...badCells,
  ...badRows,
  ...badMerges,
  ...badBooks,
  ...badArchives,
]

describe(`${all.length} broken files`, () => {
  test.each(all)('%s', async (_, file, expected) =>
    expect(await outcome(await file())).toBe(expected),
  )

  test('are at least a hundred, and the good one they come from is read', async () => {
    expect(all.length).toBeGreaterThanOrEqual(100)
    expect(await outcome(await workbook())).toBe('read')
  })
})

const FORESEEN: readonly (SheetRefusal | 'read')[] = [
  'read',
  'SHEET_DAMAGED',
  'SHEET_EMPTY',
  'SHEET_ENCRYPTED',
  'SHEET_NOT_A_WORKBOOK',
  'SHEET_INFLATES_TOO_FAR',
  'SHEET_TOO_MANY_PARTS',
  'SHEET_TOO_MANY_COLUMNS',
]

describe('damage on the way', () => {
  test('a file cut anywhere is refused', async () => {
    const bytes = await workbook()
    for (let length = 1; length < bytes.length; length += 7)
      expect(['SHEET_DAMAGED', 'SHEET_NOT_A_WORKBOOK', 'read']).toContain(
        length < 4 ? 'read' : await outcome(bytes.subarray(0, length)),
      )
    expect(await outcome(bytes.subarray(0, bytes.length - 1))).toBe('SHEET_DAMAGED')
  })

  test('a flipped bit is refused for a foreseen reason, or changes nothing that is read', async () => {
    const bytes = await workbook()
    const good = parseSheet(bytes, IMPORT_LIMITS)
    for (let at = 4; at < bytes.length; at += 3) {
      const flipped = patched(bytes, at, [(bytes[at] ?? 0) ^ (1 << (at % 8))])
      const answer = await decide(() => parseSheet(flipped, IMPORT_LIMITS))
      expect(FORESEEN).toContain(answer.ok ? 'read' : answer.refusal)
      if (answer.ok) expect(answer.value).toEqual(good)
    }
  })

  test('a sheet with a character changed is read or refused for a foreseen reason', async () => {
    const sheet = String(partsOf().get(SHEET))
    for (let at = 0; at < sheet.length; at += 5) {
      const sign = '<>"&/=\0 9'[at % 9] ?? ''
      const changed = sheet.slice(0, at) + sign + sheet.slice(at + 1)
      const file = await pack(partsOf({ sheet: changed }), 'stored')
      expect(FORESEEN).toContain(await outcome(file))
    }
  })
})

describe('in a thread of its own', () => {
  test('a broken file gives the same refusal', async () => {
    const bytes = await inDirectory(6, 16, [1, 2, 3, 4])()
    expect(await readSheet(bytes)).toEqual({
      ok: false,
      refusal: 'SHEET_DAMAGED',
      facts: { part: SHEET },
    })
  })

  test('a file too large as sent starts no thread', async () => {
    expect(await readSheet(new Uint8Array(11), { ...IMPORT_LIMITS, bytes: 10 })).toEqual({
      ok: false,
      refusal: 'SHEET_TOO_LARGE',
      facts: { megabytes: 0.00001 },
    })
    expect(await readSheet(new Uint8Array())).toMatchObject({ refusal: 'SHEET_EMPTY' })
  })

  test('the caller’s bytes are untouched', async () => {
    const bytes = await workbook()
    const sum = crc32(bytes)
    await readSheet(bytes)
    expect([bytes.length > 0, crc32(bytes)]).toEqual([true, sum])
  })
})
