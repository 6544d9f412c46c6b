import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, type ReadStream } from 'node:fs'
import { access, mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { accept, assert, type Decision, refuse } from '@qiangji/kernel/base/decision.ts'
import { FileHash, type FileKind } from '@qiangji/kernel/record/file.ts'
import { kindOf } from './file-kind.ts'

export interface Put {
  readonly hash: string
  readonly size: number
  readonly kind: FileKind
}

/** Bytes on disk under their own hash: the same content is kept once, and no name of a user becomes a path. */
export interface Files {
  /** Stores a stream of at most `limit` bytes; durable when it resolves. */
  put(
    stream: AsyncIterable<Uint8Array>,
    limit: number,
  ): Promise<Decision<Put, 'FILE_TOO_LARGE' | 'FILE_KIND_UNKNOWN'>>
  get(hash: string): Promise<ReadStream | null>
}

export const openFiles = async (folder: string): Promise<Files> => {
  const temporary = join(folder, 'incoming')
  await rm(temporary, { recursive: true, force: true })
  await mkdir(temporary, { recursive: true, mode: 0o700 })
  const place = (hash: string): string => {
    assert(FileHash.safeParse(hash).success, 'a hash is 64 hexadecimal digits')
    return join(folder, hash.slice(0, 2), hash.slice(2))
  }
  return {
    put: async (stream, limit) => {
      const path = join(temporary, randomUUID())
      try {
        const written = await write(path, stream, limit)
        if (written === null)
          return refuse('FILE_TOO_LARGE', { limit: `${Math.floor(limit / 1_000_000)} MB` })
        const kind = kindOf(await readFile(path))
        if (kind === null) return refuse('FILE_KIND_UNKNOWN')
        const kept = place(written.hash)
        await mkdir(dirname(kept), { recursive: true, mode: 0o700 })
        await rename(path, kept)
        await sync(dirname(kept))
        return accept({ ...written, kind })
      } finally {
        await rm(path, { force: true })
      }
    },
    get: async (hash) => {
      const kept = place(hash)
      try {
        await access(kept)
      } catch {
        return null
      }
      return createReadStream(kept)
    },
  }
}

const write = async (path: string, stream: AsyncIterable<Uint8Array>, limit: number) => {
  const hash = createHash('sha256')
  const handle = await open(path, 'wx', 0o600)
  let size = 0
  try {
    for await (const chunk of stream) {
      size += chunk.length
      if (size > limit) return null
      hash.update(chunk)
      await handle.write(chunk)
    }
    await handle.sync()
  } finally {
    await handle.close()
  }
  return { hash: hash.digest('hex'), size }
}

/** A rename is durable once its folder is. */
const sync = async (folder: string): Promise<void> => {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
