import { FileRef } from '@qiangji/kernel/record/file.ts'
import { TRPCClientError } from '@trpc/client'
import { newRequestId } from './request-id.ts'

export type SendFile = (
  file: File,
  progress: (percent: number) => void,
  signal: AbortSignal,
) => Promise<FileRef>

/** Sends one file with its progress; fetch cannot tell how much has gone out, so this is XMLHttpRequest. */
export const sendFile: SendFile = (file, progress, signal) =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', '/file')
    request.responseType = 'json'
    request.setRequestHeader('Idempotency-Key', newRequestId())
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) progress(Math.floor((event.loaded / event.total) * 100))
    }
    request.onload = () => {
      const ref = FileRef.safeParse(request.response)
      if (request.status === 200 && ref.success) resolve(ref.data)
      else reject(refusedUpload(request.response))
    }
    request.onerror = () => reject(new TRPCClientError('no answer'))
    signal.addEventListener('abort', () => {
      request.abort()
      reject(new DOMException('stopped', 'AbortError'))
    })
    const body = new FormData()
    body.append('file', file)
    request.send(body)
  })

/** An upload is answered like a procedure, with a refusal of the same shape: the same fault is read from both. */
const refusedUpload = (answer: unknown): Error =>
  new TRPCClientError('upload', {
    result: { error: { message: 'upload', code: -1, data: answer } },
  })
