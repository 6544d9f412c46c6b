import { accept, refuse } from '@qiangji/kernel/base/decision.ts'
import { LedgerCheck, LedgerCheckId } from '@qiangji/kernel/fund/ledger-check.ts'
import { namesOf } from '@qiangji/store/access/person.ts'
import { newId } from '@qiangji/store/engine/new-id.ts'
import { addLedgerCheck, checkLedger, listLedgerChecks } from '@qiangji/store/fund/ledger-check.ts'
import { z } from 'zod'
import { Nothing } from '../frame/nothing.ts'
import { cut, PAGE_ASK, page, readCursor } from '../frame/page.ts'
import { commandAfter, query } from '../frame/procedure.ts'
import { router } from '../frame/trpc.ts'

/**
 * 账目核验: reads the whole ledger in one snapshot, outside the transaction, and records what it found. Only
 * at the province, because a broken row may be anybody's.
 */
const verify = commandAfter(
  { input: Nothing, output: LedgerCheck, scoped: 'own', rest: 'POST /fund/ledger/verify' },
  async ({ actor, ctx }) =>
    actor.organization.level === 'province' ? ctx.store.snapshot(checkLedger) : null,
  async ({ tx, actor, prepared, today, now }) => {
    if (prepared === null) return refuse('NOT_FOUND')
    const check: LedgerCheck = {
      id: newId(LedgerCheckId),
      at: new Date(now).toISOString(),
      day: today,
      personId: actor.personId,
      journals: prepared.journals,
      accounts: prepared.accounts,
      totals: prepared.totals,
      auditSeq: prepared.head.seq,
      auditHash: prepared.head.hash,
      broken: prepared.broken && { ...prepared.broken },
    }
    await addLedgerCheck(tx, check)
    return accept(check)
  },
)

/** The runs so far, newest first. */
const checks = query(
  {
    input: z.strictObject(PAGE_ASK),
    output: page(LedgerCheck.extend({ personName: z.string().nullable() })),
    scoped: 'own',
    rest: 'GET /fund/ledger/checks',
  },
  async ({ db, actor, input }) => {
    if (actor.organization.level !== 'province') return refuse('NOT_FOUND')
    const before = readCursor(z.tuple([z.int()]), input.cursor)?.[0] ?? null
    const found = await listLedgerChecks(db, input.limit, before)
    const names = await namesOf(db, [...new Set(found.map(({ check }) => check.personId))])
    const cutting = cut(found, input.limit, ({ place }) => [place])
    return {
      rows: cutting.rows.map(({ check }) => ({
        ...check,
        personName: names.get(check.personId) ?? null,
      })),
      next: cutting.next,
    }
  },
)

export const ledger = router({ verify, checks })
