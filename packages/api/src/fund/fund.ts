import { Day, Year } from '@qiangji/kernel/base/day.ts'
import { accept, refuse } from '@qiangji/kernel/base/decision.ts'
import { Revision } from '@qiangji/kernel/base/id.ts'
import { fen } from '@qiangji/kernel/base/money.ts'
import { Fund, FundForm, FundId, fundTitle } from '@qiangji/kernel/fund/fund.ts'
import { countyRecipients, editFund, openFund } from '@qiangji/kernel/fund/fund-act.ts'
import type { Read, Tx } from '@qiangji/store/engine/act.ts'
import { newId } from '@qiangji/store/engine/new-id.ts'
import { addFund, findFund, saveFund } from '@qiangji/store/fund/fund.ts'
import {
  budgetOfFunds,
  concerns,
  isNameTaken,
  isPosted,
  listFundsWithin,
} from '@qiangji/store/fund/fund-list.ts'
import { addRecipients, listRecipients } from '@qiangji/store/fund/recipient.ts'
import { listBelow } from '@qiangji/store/organization/organization.ts'
import { z } from 'zod'
import { cut, PAGE_ASK, page, readCursor } from '../frame/page.ts'
import { command, query } from '../frame/procedure.ts'
import { router } from '../frame/trpc.ts'
import { FundFigures, figuresOf } from './fund-figures.ts'

const FundRow = z.strictObject({ fund: Fund, figures: FundFigures })
const NO_BUDGET = { approved: fen(0), adjusted: fen(0) }

/** 专项列表 with head figures: the province sees every fund, others those on whose list they stand. */
const list = query(
  {
    input: z.strictObject({
      year: Year.nullable().default(null),
      search: z.string().trim().max(60).default(''),
      ...PAGE_ASK,
    }),
    output: page(FundRow),
    scoped: 'body',
    snapshot: true,
    rest: 'GET /fund/funds',
  },
  async ({ db, actor, input }) => {
    const after = readCursor(z.tuple([z.string()]), input.cursor)
    const found = (await listFundsWithin(db, actor.organization)).filter(
      (fund) =>
        (input.year === null || fund.year === input.year) && fund.name.includes(input.search),
    )
    const start = after === null ? 0 : found.findIndex((fund) => fund.id === after[0]) + 1
    const rows = cut(found.slice(start, start + input.limit + 1), input.limit, (f) => [f.id])
    const budgets = actor.organization.level === 'province' ? await budgetOfFunds(db) : null
    const own = actor.organization.organizationId
    const shown = []
    for (const fund of rows.rows) {
      const budget = budgets === null ? null : (budgets.get(fund.id) ?? NO_BUDGET)
      shown.push({ fund, figures: await figuresOf(db, fund, own, budget) })
    }
    return { rows: shown, next: rows.next }
  },
)

const detail = query(
  {
    input: z.strictObject({ id: FundId }),
    output: FundRow.extend({
      /** Lines of the recipient list today, within one's reach. */
      recipients: z.int().min(0),
      previousName: z.string().nullable(),
    }),
    scoped: 'body',
    snapshot: true,
    rest: 'GET /fund/funds/{id}',
  },
  async ({ db, actor, input, today }) => {
    const fund = await findFund(db, input.id)
    if (fund === null || !(await concerns(db, actor.organization, fund.id)))
      return refuse('NOT_FOUND')
    const province = actor.organization.level === 'province'
    const budget = province ? ((await budgetOfFunds(db)).get(fund.id) ?? NO_BUDGET) : null
    const within = new Set(
      (await listBelow(db, actor.organization.path)).map((organization) => organization.id),
    )
    const recipients = await listRecipients(db, fund.id, today)
    const previous = fund.previousFundId === null ? null : await findFund(db, fund.previousFundId)
    return {
      fund,
      figures: await figuresOf(db, fund, actor.organization.organizationId, budget),
      recipients: recipients.filter((r) => within.has(r.organizationId)).length,
      previousName: previous === null ? null : fundTitle(previous),
    }
  },
)

/** Whom the new fund's list begins with. */
const FirstRecipients = z.discriminatedUnion('from', [
  z.strictObject({ from: z.literal('none') }),
  z.strictObject({ from: z.literal('counties'), since: Day }),
  z.strictObject({ from: z.literal('fund'), fundId: FundId, since: Day }),
])

const open = command(
  {
    input: z.strictObject({ form: FundForm, recipients: FirstRecipients }),
    output: Fund,
    scoped: 'own',
    rest: 'POST /fund/funds',
  },
  async ({ tx, actor, input, today }) => {
    const { form, recipients } = input
    const own = actor.organization.organizationId
    const facts = await factsOf(tx, own, form, null)
    const opened = openFund(form, newId(FundId), own, { ...facts, today })
    if (!opened.ok) return opened
    await addFund(tx, opened.value)
    const listed = await firstList(tx, recipients, actor.organization.path)
    if (listed === null) return refuse('NOT_FOUND')
    await addRecipients(tx, opened.value.id, listed)
    return opened
  },
)

const firstList = async (tx: Tx, first: z.output<typeof FirstRecipients>, path: string) => {
  if (first.from === 'none') return []
  if (first.from === 'counties')
    return countyRecipients(await listBelow(tx, path), first.since, () => null)
  if ((await findFund(tx, first.fundId)) === null) return null
  return (await listRecipients(tx, first.fundId, first.since)).map((recipient) => ({
    ...recipient,
    from: first.since,
    to: null,
  }))
}

const factsOf = async (db: Read, own: string, form: FundForm, except: FundId | null) => {
  const previous = form.previousFundId === null ? null : await findFund(db, form.previousFundId)
  return {
    nameTaken: await isNameTaken(db, own, form, except),
    previousYear: previous?.organizationId === own ? previous.year : null,
  }
}

const edit = command(
  {
    input: z.strictObject({ id: FundId, revision: Revision, form: FundForm }),
    output: Fund,
    scoped: 'body',
    subject: (i) => i.id,
    rest: 'PUT /fund/funds/{id}',
  },
  async ({ tx, actor, input, today }) => {
    const own = actor.organization.organizationId
    const fund = await findFund(tx, input.id)
    if (fund?.organizationId !== own) return refuse('NOT_FOUND')
    if (fund.revision !== input.revision) return refuse('REVISION_STALE')
    const facts = await factsOf(tx, own, input.form, fund.id)
    const posted = await isPosted(tx, fund.id)
    const edited = editFund(fund, input.form, { ...facts, today, posted })
    if (!edited.ok) return edited
    const saved = await saveFund(tx, edited.value, input.revision)
    return saved
      ? accept({ ...edited.value, revision: input.revision + 1 })
      : refuse('REVISION_STALE')
  },
)

export const fund = router({ list, detail, open, edit })
