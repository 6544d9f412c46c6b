import { accept } from '@qiangji/kernel/base/decision.ts'
import { ListExport } from '@qiangji/kernel/record/list-export.ts'
import { z } from 'zod'
import { command } from '../frame/procedure.ts'
import { router } from '../frame/trpc.ts'

/**
 * Leaves the trace of a list that a page has read and now writes into a workbook: the rows came through the list's own
 * procedure, so this gives nothing out and changes nothing but the record.
 */
const take = command(
  {
    input: ListExport,
    output: z.null(),
    scoped: 'own',
    subject: (i) => `${i.list} ${i.rows}`,
    rest: 'POST /record/list-exports',
  },
  async () => accept(null),
)

export const listExport = router({ take })
