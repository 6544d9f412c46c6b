import { z } from 'zod'
import { Day } from '../base/day.ts'
import { publicId } from '../base/id.ts'
import { FileId } from '../record/file.ts'

export const MeetingId = publicId<'Meeting'>()
export type MeetingId = z.infer<typeof MeetingId>

/** 集体研究 is made by one of these; which one is the body's own rule. Source: 三重一大. */
export const MEETING_KINDS = {
  chair: '主席办公会',
  party: '党组会',
  standing: '常委会',
  committee: '全委会',
} as const
export const MeetingKind = z.enum(['chair', 'party', 'standing', 'committee'])
export type MeetingKind = z.infer<typeof MeetingKind>

/** The record of a decision; `minutes` is the number of the 纪要, `fileId` its scan. */
export const MeetingForm = z.strictObject({
  kind: MeetingKind,
  day: Day,
  item: z.string().trim().min(1).max(200),
  minutes: z.string().trim().min(1).max(60),
  fileId: FileId.nullable(),
})
export type MeetingForm = z.infer<typeof MeetingForm>

export const Meeting = MeetingForm.extend({
  id: MeetingId,
  recordedBy: z.string(),
  recordedOn: Day,
})
export type Meeting = z.infer<typeof Meeting>
