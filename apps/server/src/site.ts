import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'
import { gzipSync } from 'node:zlib'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
}

interface Asset {
  readonly plain: Buffer<ArrayBuffer>
  readonly packed: Buffer<ArrayBuffer> | null
  readonly type: string
  readonly etag: string
  /** Named by its content: it never changes under this name. */
  readonly hashed: boolean
}

/** The built pages, read once and held in memory: a request never becomes a path on disk. */
export interface Site {
  answer(path: string, headers: Headers): Response | null
}

export const openSite = (folder: string): Site => {
  const assets = new Map(walk(folder).map((file) => [urlOf(folder, file), assetOf(file)]))
  const index = assets.get('/index.html')
  return {
    answer: (path, headers) => {
      const asset = assets.get(path) ?? (extname(path) === '' ? index : undefined)
      return asset ? send(asset, headers) : null
    },
  }
}

const walk = (folder: string): readonly string[] =>
  existsSync(folder)
    ? readdirSync(folder).flatMap((name) => {
        const path = join(folder, name)
        return statSync(path).isDirectory() ? walk(path) : [path]
      })
    : []

const urlOf = (folder: string, file: string): string =>
  `/${relative(folder, file).split(sep).join('/')}`

const assetOf = (file: string): Asset => {
  const plain = Buffer.from(readFileSync(file))
  const type = TYPES[extname(file)] ?? 'application/octet-stream'
  const packable = /^text|json|javascript|svg/.test(type) && plain.length > 1_000
  return {
    plain,
    packed: packable ? Buffer.from(gzipSync(plain)) : null,
    type,
    etag: `"${createHash('sha256').update(plain).digest('base64url').slice(0, 20)}"`,
    hashed: /[.-][A-Za-z0-9_-]{8,}\.\w+$/.test(file) && !file.endsWith('.html'),
  }
}

const send = (asset: Asset, headers: Headers): Response => {
  const common = {
    etag: asset.etag,
    vary: 'accept-encoding',
    'cache-control': asset.hashed ? 'public, max-age=31536000, immutable' : 'no-cache',
  }
  if (headers.get('if-none-match') === asset.etag)
    return new Response(null, { status: 304, headers: common })
  const packed = /\bgzip\b/.test(headers.get('accept-encoding') ?? '') ? asset.packed : null
  return new Response(packed ?? asset.plain, {
    headers: {
      ...common,
      'content-type': asset.type,
      ...(packed ? { 'content-encoding': 'gzip' } : {}),
    },
  })
}
