import type { Decision } from '@qiangji/kernel/base/decision.ts'
import type { Annotation } from './annotation.ts'
import { isolate } from './isolate.ts'
import { ANNOTATION_LIMITS, type Limits } from './limits.ts'
import { refusalOfSize } from './read.ts'
import type { SheetRefusal } from './refusal.ts'

/**
 * Gives a file back with its errors: the same workbook, cells coloured and noted, and a column 错误说明
 * with a reason per row. Marks of an earlier round are taken away first. A .csv comes back as .xlsx.
 * The file is as foreign as on reading, and is refused for the same reasons.
 */
export const annotate = async (
  bytes: Uint8Array,
  annotation: Annotation,
  limits: Limits = ANNOTATION_LIMITS,
): Promise<Decision<Uint8Array, SheetRefusal>> =>
  refusalOfSize(bytes, limits) ?? (await isolate('annotate', { bytes, limits, annotation }))
