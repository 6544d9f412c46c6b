import { accept, type Decision, refuse } from '@qiangji/kernel/base/decision.ts'
import { type DocumentNumber, formatDocumentNumber } from '@qiangji/kernel/fund/document.ts'
import type { Tx } from '../engine/act.ts'

/**
 * Takes a number for a document: once per body and department code, year and number. The same document
 * may take it again (after a 冲销); a number never goes to another document.
 */
export const claimNumber = async (
  tx: Tx,
  organizationId: string,
  { code, year, number }: DocumentNumber,
  documentId: string,
): Promise<Decision<null, 'NUMBER_USED'>> => {
  await tx
    .insertInto('document_number')
    .values({ organization_id: organizationId, code, year, number, document_id: documentId })
    .onConflict((c) => c.columns(['organization_id', 'code', 'year', 'number']).doNothing())
    .execute()
  const holder = await tx
    .selectFrom('document_number')
    .select('document_id')
    .where('organization_id', '=', organizationId)
    .where('code', '=', code)
    .where('year', '=', year)
    .where('number', '=', number)
    .executeTakeFirstOrThrow()
  return holder.document_id === documentId
    ? accept(null)
    : refuse('NUMBER_USED', { number: formatDocumentNumber({ code, year, number }) })
}
