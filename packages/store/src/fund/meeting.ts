import type { Allocation, AllocationId } from '@qiangji/kernel/fund/allocation.ts'
import { Meeting } from '@qiangji/kernel/fund/meeting.ts'
import type { Read, Tx } from '../engine/act.ts'
import { nextNumber } from '../engine/number.ts'
import { useFile } from '../record/file.ts'

/** Keeps the record of a decision and shows its scan with the plan. */
export const addMeeting = async (
  tx: Tx,
  allocation: Pick<Allocation, 'id' | 'version' | 'organizationId'>,
  meeting: Meeting,
): Promise<void> => {
  await tx
    .insertInto('meeting')
    .values({
      id: meeting.id,
      allocation_id: allocation.id,
      version: allocation.version,
      kind: meeting.kind,
      day: meeting.day,
      item: meeting.item,
      minutes: meeting.minutes,
      file_id: meeting.fileId,
      recorded_by: meeting.recordedBy,
      recorded_on: meeting.recordedOn,
      place: nextNumber(),
    })
    .execute()
  if (meeting.fileId !== null)
    await useFile(tx, {
      fileId: meeting.fileId,
      noun: 'meeting',
      recordId: meeting.id,
      organizationId: allocation.organizationId,
    })
}

/** The meetings about a plan, newest first: an objection may lead to a second one. */
export const listMeetings = async (db: Read, id: AllocationId): Promise<readonly Meeting[]> =>
  (
    await db
      .selectFrom('meeting')
      .selectAll()
      .where('allocation_id', '=', id)
      .orderBy('place', 'desc')
      .execute()
  ).map((row) =>
    Meeting.parse({
      id: row.id,
      kind: row.kind,
      day: row.day,
      item: row.item,
      minutes: row.minutes,
      fileId: row.file_id,
      recordedBy: row.recorded_by,
      recordedOn: row.recorded_on,
    }),
  )
