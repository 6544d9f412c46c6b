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

/** What a request says of its length; 0 when it does not say. */
export const announced = (request: IncomingMessage): number =>
  Number(request.headers['content-length'] ?? 0)

const DRAINED = 64_000_000
const DRAIN_TIME = 5_000

/**
 * Lets an unread body run out, so that its sender stops writing and reads the answer. False when it was cut short,
 * because it was too long, too slow, or without an end: then the connection is of no more use.
 */
export const drain = (request: IncomingMessage): Promise<boolean> =>
  new Promise((resolve) => {
    if (request.complete || request.destroyed) return resolve(request.complete)
    if (!request.headers['content-length'] || announced(request) > DRAINED) return resolve(false)
    const timer = setTimeout(() => resolve(false), DRAIN_TIME)
    request.once('end', () => {
      clearTimeout(timer)
      resolve(true)
    })
    request.once('close', () => {
      clearTimeout(timer)
      resolve(request.complete)
    })
    request.resume()
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
    if (announced(request) > limit) return stop(tooLarge(limit))
    request.on('data', take)
    request.once('end', () => {
      clearTimeout(timer)
      resolve(Buffer.concat(chunks).toString('utf8'))
    })
    request.once('error', stop)
    request.once('close', () => stop(new Refusal('OVERLONG')))
  })
