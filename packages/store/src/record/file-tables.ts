import type { Fixed } from '../engine/column.ts'

/** A stored file; its bytes lie outside the database under their hash. Append only. */
export interface FileRow {
  id: Fixed<string>
  /** sha256, hexadecimal. */
  hash: Fixed<string>
  size: Fixed<number>
  kind: Fixed<string>
  name: Fixed<string>
  uploaded_by: Fixed<string>
  organization_id: Fixed<string>
  /** Machine time, ISO. */
  at: Fixed<string>
}

/** What a file proves: one row per record that shows it, with the organization whose readers may open it. Append only. */
export interface FileUseRow {
  file_id: Fixed<string>
  /** Noun of the record, such as spending. */
  noun: Fixed<string>
  record_id: Fixed<string>
  organization_id: Fixed<string>
}

export interface FileTables {
  file: FileRow
  file_use: FileUseRow
}
