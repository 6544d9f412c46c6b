import { z } from 'zod'

/** A list that a person takes out as a workbook: which one, under which conditions, how many rows. */
export const ListExport = z.strictObject({
  list: z.string().trim().min(1).max(40),
  conditions: z.string().trim().max(200),
  rows: z.int().min(0).max(20_000),
})
export type ListExport = z.infer<typeof ListExport>
