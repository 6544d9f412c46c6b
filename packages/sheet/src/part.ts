import { damaged } from './stop.ts'
import type { Parts } from './unpack.ts'
import { scanXml, type XmlListener } from './xml.ts'

/** Scans a part that the workbook needs. */
export const scanPart = (parts: Parts, name: string, listener: XmlListener): void => {
  const bytes = parts.get(name)
  if (bytes === undefined) throw damaged(name)
  scanXml(name, decode(name, bytes), listener)
}

const decode = (name: string, bytes: Uint8Array): string => {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : 'utf-8'
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    throw damaged(name)
  }
}

/** What a part refers to: the kind is the last word of the relationship's type. */
export interface Relation {
  readonly kind: string
  readonly target: string
}

/** The relations of a part, by their ids; targets are names of parts. */
export const relationsOf = (parts: Parts, name: string): ReadonlyMap<string, Relation> => {
  const folder = name.slice(0, name.lastIndexOf('/') + 1)
  const file = `${folder}_rels/${name.slice(folder.length)}.rels`
  const relations = new Map<string, Relation>()
  scanPart(parts, file, {
    open: (tag, attributes) => {
      if (tag !== 'Relationship' || attributes.get('TargetMode') === 'External') return
      const kind = (attributes.get('Type') ?? '').split('/').at(-1) ?? ''
      const target = resolve(folder, attributes.get('Target') ?? '')
      relations.set(attributes.get('Id') ?? '', { kind, target })
    },
  })
  return relations
}

const resolve = (folder: string, target: string): string => {
  const names: string[] = []
  for (const name of (target.startsWith('/') ? target : folder + target).split('/')) {
    if (name === '..') names.pop()
    else if (name !== '' && name !== '.') names.push(name)
  }
  return names.join('/')
}
