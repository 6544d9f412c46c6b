import { createHash } from 'node:crypto'
import type { Fen } from '@qiangji/kernel/base/money.ts'
import { fen } from '@qiangji/kernel/base/money.ts'
import { AllocationForm, type AllocationId } from '@qiangji/kernel/fund/allocation.ts'
import { AllocationLine, Place } from '@qiangji/kernel/fund/allocation-line.ts'
import { canonicalComputation, canonicalInputs } from '@qiangji/kernel/fund/canonical.ts'
import { type Computation, compute } from '@qiangji/kernel/fund/computation.ts'
import { PlanInputs } from '@qiangji/kernel/fund/plan-inputs.ts'
import type { Read, Tx } from '../engine/act.ts'

/** 第 n 稿 as it was submitted. */
export interface AllocationVersion {
  readonly allocationId: AllocationId
  readonly version: number
  readonly form: AllocationForm
  readonly inputs: PlanInputs
  readonly places: readonly Place[]
  readonly result: string
  readonly hash: string
  readonly total: Fen
  readonly reserve: Fen
  readonly submittedBy: string
  readonly submittedOn: string
}

/** 数据指纹: sha256 over the canonical bytes of what was computed and of what came out. */
export const fingerprintOf = (inputs: PlanInputs, result: string): string =>
  createHash('sha256').update(canonicalInputs(inputs)).update('\n').update(result).digest('hex')

export const addVersion = async (
  tx: Tx,
  version: Omit<AllocationVersion, 'result' | 'hash' | 'total' | 'reserve'>,
  computation: Computation,
  lines: readonly AllocationLine[],
): Promise<void> => {
  const result = canonicalComputation(computation)
  await tx
    .insertInto('allocation_version')
    .values({
      allocation_id: version.allocationId,
      version: version.version,
      form: JSON.stringify(version.form),
      inputs: JSON.stringify(version.inputs),
      places: JSON.stringify(version.places),
      result,
      hash: fingerprintOf(version.inputs, result),
      total: computation.total,
      reserve: computation.reserve,
      submitted_by: version.submittedBy,
      submitted_on: version.submittedOn,
    })
    .execute()
  for (let at = 0; at < lines.length; at += 500)
    await tx
      .insertInto('allocation_line')
      .values(
        lines.slice(at, at + 500).map((line) => ({
          allocation_id: version.allocationId,
          version: version.version,
          organization_id: line.organizationId,
          code: line.code,
          name: line.name,
          prefecture: line.prefecture,
          class_name: line.className,
          amount: line.amount,
          by_part: JSON.stringify(line.byPart),
          bound: line.bound,
          previous: line.previous,
          earlier: line.earlier,
        })),
      )
      .execute()
}

export const findVersion = async (
  db: Read,
  id: AllocationId,
  version: number,
): Promise<AllocationVersion | null> => {
  const row = await db
    .selectFrom('allocation_version')
    .selectAll()
    .where('allocation_id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  if (!row) return null
  return {
    allocationId: id,
    version: row.version,
    form: AllocationForm.parse(JSON.parse(row.form)),
    inputs: PlanInputs.parse(JSON.parse(row.inputs)),
    places: Place.array().parse(JSON.parse(row.places)),
    result: row.result,
    hash: row.hash,
    total: fen(row.total),
    reserve: fen(row.reserve),
    submittedBy: row.submitted_by,
    submittedOn: row.submitted_on,
  }
}

/** The versions of a plan without their inputs, oldest first. */
export const listVersions = (db: Read, id: AllocationId) =>
  db
    .selectFrom('allocation_version')
    .select(['version', 'total', 'reserve', 'hash', 'submitted_on as submittedOn'])
    .where('allocation_id', '=', id)
    .orderBy('version')
    .execute()

/** Lines of a version by code: all of them, or those of the given organizations. */
export const listLines = async (
  db: Read,
  id: AllocationId,
  version: number,
): Promise<readonly AllocationLine[]> =>
  (
    await db
      .selectFrom('allocation_line')
      .selectAll()
      .where('allocation_id', '=', id)
      .where('version', '=', version)
      .orderBy('code')
      .execute()
  ).map((row) =>
    AllocationLine.parse({
      organizationId: row.organization_id,
      code: row.code,
      name: row.name,
      prefecture: row.prefecture,
      className: row.class_name,
      amount: row.amount,
      byPart: JSON.parse(row.by_part),
      bound: row.bound,
      previous: row.previous,
      earlier: row.earlier,
    }),
  )

/** Whether computing the frozen inputs again gives the same bytes and the same fingerprint. */
export const isReproduced = (version: AllocationVersion): boolean => {
  const again = compute(version.inputs)
  if (!again.ok) return false
  const result = canonicalComputation(again.value)
  return result === version.result && fingerprintOf(version.inputs, result) === version.hash
}
