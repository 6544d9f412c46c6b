import { router } from '../frame/trpc.ts'
import { detail, draft, list, preview, save, workbench } from './allocation.ts'
import { allocationExport } from './allocation-export.ts'
import { compare, explain, notice, published, publishedLines } from './allocation-read.ts'
import {
  closePublicity,
  issue,
  object,
  pass,
  recordMeeting,
  sendBack,
  submit,
  voidPlan,
} from './allocation-step.ts'

export const allocation = router({
  list,
  detail,
  workbench,
  draft,
  save,
  preview,
  explain,
  compare,
  submit,
  pass,
  sendBack,
  recordMeeting,
  object,
  closePublicity,
  issue,
  void: voidPlan,
  notice,
  published,
  publishedLines,
  export: allocationExport,
})
