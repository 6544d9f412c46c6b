import { readFileSync } from 'node:fs'
import { createSecureContext } from 'node:tls'
import { restingOn } from './resting-on.ts'

export interface Tls {
  readonly cert: Buffer
  readonly key: Buffer
}

/** Reads certificate and key before anything else is touched, and tries whether they belong together. */
export const readTls = async (files: {
  readonly cert: string
  readonly key: string
}): Promise<Tls> => {
  const cert = await restingOn('QIANGJI_TLS_CERT', () => {
    const read = readFileSync(files.cert)
    createSecureContext({ cert: read })
    return read
  })
  const key = await restingOn('QIANGJI_TLS_KEY', () => {
    const read = readFileSync(files.key)
    createSecureContext({ cert, key: read })
    return read
  })
  return { cert, key }
}
