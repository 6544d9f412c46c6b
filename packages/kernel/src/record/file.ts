import { z } from 'zod'
import { PersonId } from '../access/person.ts'
import { publicId } from '../base/id.ts'
import { OrganizationId } from '../organization/organization.ts'

export const FileId = publicId<'File'>()
export type FileId = z.infer<typeof FileId>

/** Kinds that are accepted, recognised by their content, never by name or by what the sender says. */
export const FILE_KINDS = {
  pdf: { name: 'PDF', type: 'application/pdf', shown: true },
  jpeg: { name: 'JPEG 图片', type: 'image/jpeg', shown: true },
  png: { name: 'PNG 图片', type: 'image/png', shown: true },
  ofd: { name: 'OFD 版式文件', type: 'application/ofd', shown: false },
  xlsx: {
    name: 'Excel 工作簿',
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    shown: false,
  },
  csv: { name: 'CSV 表格', type: 'text/csv; charset=utf-8', shown: false },
} as const
export const FileKind = z.enum(['pdf', 'jpeg', 'png', 'ofd', 'xlsx', 'csv'])
export type FileKind = z.infer<typeof FileKind>

/** sha256 of the content, hexadecimal. */
export const FileHash = z.string().regex(/^[0-9a-f]{64}$/)

/** How records name a file; the bytes lie under `hash`. */
export const FileRef = z.strictObject({
  id: FileId,
  hash: FileHash,
  /** Bytes. */
  size: z.int().positive(),
  kind: FileKind,
  name: z.string().min(1).max(200),
})
export type FileRef = z.infer<typeof FileRef>

export const StoredFile = FileRef.extend({
  uploadedBy: PersonId,
  organizationId: OrganizationId,
  /** Machine time, ISO. */
  at: z.iso.datetime(),
})
export type StoredFile = z.infer<typeof StoredFile>
