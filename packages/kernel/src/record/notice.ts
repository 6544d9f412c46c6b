import { z } from 'zod'
import { Day } from '../base/day.ts'
import { publicId } from '../base/id.ts'
import { OrganizationId } from '../organization/organization.ts'

export const NoticeId = publicId<'Notice'>()
export type NoticeId = z.infer<typeof NoticeId>

/** 通知: told to an organization; each of its people reads it once. Its text is written by the act that tells it. */
export const Notice = z.strictObject({
  id: NoticeId,
  organizationId: OrganizationId,
  fromName: z.string(),
  day: Day,
  title: z.string().max(200),
  /** The page that it is about. */
  path: z.string().max(200),
  read: z.boolean(),
})
export type Notice = z.infer<typeof Notice>
