import { promisify } from 'node:util'
import { crc32, deflateRaw } from 'node:zlib'

const deflate = promisify(deflateRaw)

interface Packed {
  readonly name: Buffer
  readonly method: number
  readonly content: Buffer
  readonly size: number
  readonly checksum: number
}

/**
 * Packs parts into a zip archive. The same parts give the same bytes: every entry is dated 1980-01-01.
 * `stored` skips the compression.
 */
export const pack = async (
  parts: ReadonlyMap<string, Uint8Array | string>,
  how: 'deflated' | 'stored' = 'deflated',
): Promise<Uint8Array> => {
  const entries = await Promise.all(
    [...parts].map(async ([name, part]): Promise<Packed> => {
      const raw = Buffer.from(part)
      return {
        name: Buffer.from(name),
        method: how === 'stored' ? 0 : 8,
        content: how === 'stored' ? raw : await deflate(raw, { level: 6 }),
        size: raw.length,
        checksum: crc32(raw),
      }
    }),
  )
  return assemble(entries)
}

const UTF8_NAMES = 0x0800
const FIRST_DATE = 0x0021

const assemble = (entries: readonly Packed[]): Uint8Array => {
  const bodies: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const entry of entries) {
    const local = Buffer.concat([u32(0x04034b50), shared(entry), entry.name])
    bodies.push(local, entry.content)
    directory.push(
      Buffer.concat([
        u32(0x02014b50),
        u16(20),
        shared(entry),
        Buffer.alloc(10),
        u32(offset),
        entry.name,
      ]),
    )
    offset += local.length + entry.content.length
  }
  const index = Buffer.concat(directory)
  const count = u16(entries.length)
  const end = [u32(0x06054b50), u32(0), count, count, u32(index.length), u32(offset), u16(0)]
  return new Uint8Array(Buffer.concat([...bodies, index, ...end]))
}

/** The fields that the local header and the directory have in common. */
const shared = (entry: Packed): Buffer =>
  Buffer.concat([
    u16(20),
    u16(UTF8_NAMES),
    u16(entry.method),
    u16(0),
    u16(FIRST_DATE),
    u32(entry.checksum),
    u32(entry.content.length),
    u32(entry.size),
    u16(entry.name.length),
    u16(0),
  ])

const u16 = (value: number): Buffer => {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16LE(value)
  return bytes
}

const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}
