import type { IncomingMessage } from 'node:http'
import { Refusal } from '@qiangji/api/frame/refusal.ts'

/** Bytes of a JSON body unless the procedure says otherwise. */
export const BODY_LIMIT = 64_000
const SLOWEST = 30_000

export const tooLarge = (limit: number): Refusal =>
  new Refusal('TOO_LARGE', {
    limit:
      limit < 1_000_000 ? `${Math.floor(limit / 1000)} kB` : `${Math.floor(limit / 1_000_000)} MB`,
  })

/** Reads a body of at most `limit` bytes within 30 s; more than announced, or endless, is cut off. */
export const readBody = (request: IncomingMessage, limit: number): Promise<string> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    const timer = setTimeout(() => stop(new Refusal('OVERLONG')), SLOWEST)
    const stop = (reason: unknown): void => {
      clearTimeout(timer)
      request.off('data', take)
      request.pause()
      reject(reason)
    }
    const take = (chunk: Buffer): void => {
      size += chunk.length
      if (size > limit) stop(tooLarge(limit))
      else chunks.push(chunk)
    }
    if (Number(request.headers['content-length'] ?? 0) > limit) return stop(tooLarge(limit))
    request.on('data', take)
    request.once('end', () => {
      clearTimeout(timer)
      resolve(Buffer.concat(chunks).toString('utf8'))
    })
    request.once('error', stop)
    request.once('close', () => stop(new Refusal('OVERLONG')))
  })
