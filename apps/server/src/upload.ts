import { Readable } from 'node:stream'
import type { Context } from '@qiangji/api/frame/context.ts'
import { Download, downloadResponse } from '@qiangji/api/frame/download.ts'
import { Refusal } from '@qiangji/api/frame/refusal.ts'
import { mayUpload, registerFile } from '@qiangji/api/record/file.ts'
import { FILE_KINDS, FileRef } from '@qiangji/kernel/record/file.ts'
import { callTRPCProcedure } from '@trpc/server'
import { plainName } from './file-name.ts'
import type { Files } from './files.ts'
import type { Premises } from './premises.ts'

const AT_ONCE = 4
let running = 0

/** Stores the one file of a form and registers it; whether the caller may is asked before the form is read. */
export const answerUpload = async (
  request: Request,
  ctx: Context,
  files: Files,
  limit: number,
): Promise<FileRef> => {
  const allowed = mayUpload(ctx)
  if (!allowed.ok) throw new Refusal(allowed.refusal)
  if (running >= AT_ONCE) throw new Refusal('TOO_MANY', { seconds: 5 })
  running += 1
  try {
    const file = await onlyFile(request)
    const put = await files.put(Readable.fromWeb(file.stream()), limit)
    if (!put.ok) throw new Refusal(put.refusal, put.facts)
    return await registerFile(ctx, { ...put.value, name: plainName(file.name, put.value.kind) })
  } finally {
    running -= 1
  }
}

const onlyFile = async (request: Request): Promise<File> => {
  const type = request.headers.get('content-type') ?? ''
  if (!/^multipart\/form-data;/i.test(type))
    throw new Refusal('WRONG_CONTENT_TYPE', { expected: 'multipart/form-data' })
  const parts = [...(await formOf(request)).values()]
  const found = parts.filter((part) => part instanceof File)
  if (parts.length > 1) throw new Refusal('FILE_MORE_THAN_ONE')
  return found[0] ?? Promise.reject(new Refusal('FILE_MISSING'))
}

const formOf = async (request: Request): Promise<FormData> => {
  try {
    return await request.formData()
  } catch {
    throw new Refusal('FILE_MISSING')
  }
}

/** Streams a file whose reader the procedure has just let through. */
export const answerFile = async (
  { router, files }: Premises,
  ctx: Context,
  id: string,
): Promise<Response> => {
  const ref = FileRef.parse(
    await callTRPCProcedure({
      router,
      path: 'record.file.get',
      type: 'query',
      ctx,
      getRawInput: async () => ({ id }),
      signal: undefined,
      batchIndex: 0,
    }),
  )
  const bytes = await files.get(ref.hash)
  if (bytes === null) throw new Error(`the file ${ref.id} is registered but not stored`)
  const { type, shown } = FILE_KINDS[ref.kind]
  return downloadResponse(
    new Download({ name: ref.name, type, body: webStream(bytes), inline: shown }),
  )
}

const webStream = (bytes: Readable): ReadableStream<Uint8Array<ArrayBuffer>> => {
  const chunks = bytes.iterator()
  return new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull: async (controller) => {
      const next = await chunks.next()
      if (next.done) controller.close()
      else controller.enqueue(new Uint8Array(next.value))
    },
    cancel: () => {
      bytes.destroy()
    },
  })
}
