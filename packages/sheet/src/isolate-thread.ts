import { parentPort, workerData } from 'node:worker_threads'
import type { Job } from './job.ts'
import { parseSheet } from './parse.ts'
import { decide } from './stop.ts'

/** The whole life of an isolated thread: one job, one answer. */
const { kind, job }: Job = workerData
const { bytes, limits } = job
const answer = await decide<unknown>(async () => {
  if (kind === 'read') return parseSheet(bytes, limits, job.name)
  const { annotateFile } = await import('./annotate-file.ts')
  return annotateFile(bytes, limits, job.annotation)
})
parentPort?.postMessage(answer)
