import type { Actor } from '@qiangji/kernel/access/actor.ts'
import { isWithin } from '@qiangji/kernel/access/scope.ts'
import { Fen } from '@qiangji/kernel/base/money.ts'
import type { Fund } from '@qiangji/kernel/fund/fund.ts'
import { Spending } from '@qiangji/kernel/fund/spending.ts'
import { namesOf } from '@qiangji/store/access/person.ts'
import type { Read } from '@qiangji/store/engine/act.ts'
import { findSpending, findSpendings } from '@qiangji/store/fund/spending.ts'
import { standingsOf } from '@qiangji/store/fund/spending-place.ts'
import { z } from 'zod'

/** A row with the names that a list shows. */
export const SpendingView = z.strictObject({
  spending: Spending,
  organizationName: z.string(),
  beneficiaryName: z.string(),
  useName: z.string(),
  /** Who wrote it down, the last hand first. */
  makerNames: z.array(z.string()),
  releaserName: z.string().nullable(),
  /** 凭证号 of the row that a refund or a reversal names. */
  ofVoucher: z.string().nullable(),
  fileMissing: z.boolean(),
})
export type SpendingView = z.infer<typeof SpendingView>

/** What the foot of a list sums; 净额 is 已支出 of the ledger. */
export const SpendingSumsView = z.strictObject({
  rows: z.int().min(0),
  gross: Fen,
  back: Fen,
  net: Fen,
  pending: z.strictObject({ rows: z.int().min(0), amount: Fen }),
  returned: z.int().min(0),
  missing: z.int().min(0),
})

export const viewsOf = async (
  db: Read,
  fund: Fund,
  rows: readonly Spending[],
  isMissing: (s: Spending) => boolean,
): Promise<readonly SpendingView[]> => {
  const persons = await namesOf(db, [
    ...new Set(
      rows.flatMap((s) => [...s.makers.map((m) => m.personId), s.releaser?.personId ?? '']),
    ),
  ])
  const organizations = await standingsOf(db, [
    ...new Set(rows.flatMap((s) => [s.organizationId, s.beneficiaryId])),
  ])
  const named = new Map(
    (await findSpendings(db, [...new Set(rows.flatMap((s) => s.ofId ?? []))])).map((s) => [
      s.id,
      s.voucher,
    ]),
  )
  return rows.map((spending) => ({
    spending,
    organizationName: organizations.get(spending.organizationId)?.name ?? '',
    beneficiaryName: organizations.get(spending.beneficiaryId)?.name ?? '',
    useName: fund.uses.find((use) => use.code === spending.use)?.name ?? spending.use,
    makerNames: [...spending.makers].reverse().map((m) => persons.get(m.personId) ?? ''),
    releaserName:
      spending.releaser === null ? null : (persons.get(spending.releaser.personId) ?? ''),
    ofVoucher: spending.ofId === null ? null : (named.get(spending.ofId) ?? null),
    fileMissing: isMissing(spending),
  }))
}

/** A row whose holder or beneficiary is one's organization or below it; null like a random id otherwise. */
export const findWithin = async (db: Read, actor: Actor, id: string): Promise<Spending | null> => {
  const spending = await findSpending(db, id)
  if (!spending) return null
  const places = await standingsOf(db, [spending.organizationId, spending.beneficiaryId])
  const within = [spending.organizationId, spending.beneficiaryId].some((one) =>
    isWithin(actor.organization.path, places.get(one)?.path ?? ''),
  )
  return within ? spending : null
}
