import { z } from 'zod'
import { newRequestId } from './request-id.ts'

/** The server's answer to an upload: content is named by its hash. */
export const SentFile = z.object({ hash: z.string(), name: z.string(), size: z.number() })
export type SentFile = z.infer<typeof SentFile>

export type SendFile = (
  file: File,
  progress: (percent: number) => void,
  signal: AbortSignal,
) => Promise<SentFile>

/** Sends one file with its progress; fetch cannot tell how much has gone out, so this is XMLHttpRequest. */
export const sendFile: SendFile = (file, progress, signal) =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', '/file')
    request.setRequestHeader('Idempotency-Key', newRequestId())
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) progress(Math.floor((event.loaded / event.total) * 100))
    }
    request.onload = () => {
      try {
        resolve(SentFile.parse(JSON.parse(request.responseText)))
      } catch {
        reject(new Error(`upload ${request.status}`))
      }
    }
    request.onerror = () => reject(new Error('upload: no network'))
    signal.addEventListener('abort', () => {
      request.abort()
      reject(new Error('upload stopped'))
    })
    const body = new FormData()
    body.append('file', file)
    request.send(body)
  })
