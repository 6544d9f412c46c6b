import { FileRef, type StoredFile } from '@qiangji/kernel/record/file.ts'
import type { Read, Tx } from '../engine/act.ts'
import { below } from '../organization/within.ts'

/** Registers a file whose bytes are already stored. */
export const addFile = async (tx: Tx, file: StoredFile): Promise<void> => {
  await tx
    .insertInto('file')
    .values({
      id: file.id,
      hash: file.hash,
      size: file.size,
      kind: file.kind,
      name: file.name,
      uploaded_by: file.uploadedBy,
      organization_id: file.organizationId,
      at: file.at,
    })
    .execute()
}

/** Shows a file with a record, to whoever may read that record's organization. */
export const useFile = async (
  tx: Tx,
  use: {
    readonly fileId: string
    readonly noun: string
    readonly recordId: string
    readonly organizationId: string
  },
): Promise<void> => {
  await tx
    .insertInto('file_use')
    .values({
      file_id: use.fileId,
      noun: use.noun,
      record_id: use.recordId,
      organization_id: use.organizationId,
    })
    .execute()
}

/** A file that the reader uploaded, or that a record within the reader's reach shows; null otherwise. */
export const findFileWithin = async (
  db: Read,
  id: string,
  reader: { readonly personId: string; readonly path: string },
): Promise<FileRef | null> => {
  const row = await db
    .selectFrom('file')
    .select(['id', 'hash', 'size', 'kind', 'name'])
    .where('id', '=', id)
    .where((e) =>
      e.or([
        e('uploaded_by', '=', reader.personId),
        e.exists(
          e
            .selectFrom('file_use')
            .innerJoin('organization', 'organization.id', 'file_use.organization_id')
            .select('file_use.file_id')
            .whereRef('file_use.file_id', '=', 'file.id')
            .where('organization.path', '>=', reader.path)
            .where('organization.path', '<', below(reader.path)),
        ),
      ]),
    )
    .executeTakeFirst()
  return row ? FileRef.parse(row) : null
}
