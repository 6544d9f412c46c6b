import type { AccessTables } from '../access/tables.ts'
import type { FundTables } from '../fund/tables.ts'
import type { OrganizationTables } from '../organization/tables.ts'
import type { FileTables } from '../record/file-tables.ts'
import type { NoticeTables } from '../record/notice-tables.ts'
import type { RecordTables } from '../record/tables.ts'

/** Every table of the store, by the mechanism that owns it. */
export interface Tables
  extends RecordTables,
    FileTables,
    NoticeTables,
    AccessTables,
    OrganizationTables,
    FundTables {}
