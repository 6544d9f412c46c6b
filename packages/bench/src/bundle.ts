import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Figure } from './figure.ts'

const BUILT = join(import.meta.dirname, '../../../apps/admin/dist')

/** Scripts and styles that the first page names, packed as they are served. */
export const measureBundle = async (): Promise<readonly Figure[]> => {
  const index = join(BUILT, 'index.html')
  if (!existsSync(index)) throw new Error('the pages are not built: npm run bench builds nothing')
  const named = readFileSync(index, 'utf8').matchAll(/(?:src|href)="(\/[^"]+\.(?:js|css))"/g)
  const bytes = [...new Set([...named].map(([, path]) => path ?? ''))].map(
    (path) => gzipSync(readFileSync(join(BUILT, path))).length,
  )
  const ours = bytes.reduce((sum, one) => sum + one, 0) / 1000
  return [{ what: '9 first load, packed', unit: 'kB', ours, bare: null, goal: { most: 250 } }]
}
