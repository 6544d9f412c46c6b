import { router } from '../frame/trpc.ts'
import { confirm, discard, read, release, remember } from './ledger-import-act.ts'
import { columns, errors, list, progress, rows } from './ledger-import-read.ts'

export const ledgerImport = router({
  list,
  columns,
  remember,
  read,
  rows,
  errors,
  confirm,
  progress,
  release,
  discard,
})
