import type { FileRef } from '@qiangji/kernel/record/file.ts'
import { onUnmounted, ref } from 'vue'
import { faultOf, sentenceOfFault } from '../wire/fault.ts'
import { type SendFile, sendFile } from '../wire/send-file.ts'
import { say } from '../words/i18n.ts'

/** A file on its way or sent. */
export interface Sending {
  readonly key: number
  readonly file: File
  readonly percent: number
  readonly sent: FileRef | null
  readonly wrong: string
}

export interface FileRule {
  /** File name endings without the dot. */
  readonly kinds: readonly string[]
  readonly megabytes: number
}

/** Why a file is not taken, or ''. The server looks at the content itself. */
export const refusalOfFile = (file: Pick<File, 'name' | 'size'>, rule: FileRule): string => {
  const ending = /\.([^.]+)$/.exec(file.name.toLowerCase())?.[1] ?? ''
  if (!rule.kinds.includes(ending))
    return say('form.fileKind', { name: file.name, kinds: rule.kinds.join('、') })
  if (file.size > rule.megabytes * 1024 * 1024)
    return say('form.fileTooLarge', { name: file.name, size: rule.megabytes })
  return ''
}

/** Sends files one after another slow line at a time and keeps where each stands. */
export const useSending = (
  rule: () => FileRule,
  settled: () => void,
  send: SendFile = sendFile,
) => {
  const files = ref<readonly Sending[]>([])
  const stops = new Map<number, AbortController>()
  let last = 0
  const change = (key: number, to: Partial<Sending>) => {
    files.value = files.value.map((f) => (f.key === key ? { ...f, ...to } : f))
  }
  const start = async (key: number, file: File): Promise<void> => {
    const stop = new AbortController()
    stops.set(key, stop)
    change(key, { wrong: '', percent: 0 })
    try {
      change(key, {
        sent: await send(file, (percent) => change(key, { percent }), stop.signal),
        percent: 100,
      })
      settled()
    } catch (error) {
      if (!stop.signal.aborted) change(key, { wrong: sentenceOfFault(faultOf(error)) })
    }
  }
  const add = async (chosen: readonly File[]): Promise<void> => {
    for (const file of chosen) {
      const key = ++last
      const wrong = refusalOfFile(file, rule())
      files.value = [...files.value, { key, file, percent: 0, sent: null, wrong }]
      if (!wrong) await start(key, file)
    }
  }
  const remove = (key: number): void => {
    stops.get(key)?.abort()
    files.value = files.value.filter((f) => f.key !== key)
    settled()
  }
  onUnmounted(() => {
    for (const stop of stops.values()) stop.abort()
  })
  return { files, add, remove, again: (s: Sending) => start(s.key, s.file) }
}
