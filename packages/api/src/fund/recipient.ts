import { isWithin } from '@qiangji/kernel/access/scope.ts'
import { Day } from '@qiangji/kernel/base/day.ts'
import { accept, refuse } from '@qiangji/kernel/base/decision.ts'
import { ROUTES } from '@qiangji/kernel/fund/account.ts'
import { FundId, Recipient } from '@qiangji/kernel/fund/fund.ts'
import { changeRecipient } from '@qiangji/kernel/fund/fund-act.ts'
import { OrganizationId } from '@qiangji/kernel/organization/organization.ts'
import { placeName } from '@qiangji/kernel/organization/place-name.ts'
import { findFund } from '@qiangji/store/fund/fund.ts'
import { concerns } from '@qiangji/store/fund/fund-list.ts'
import {
  addRecipients,
  endRecipient,
  lastRecipient,
  listRecipients,
} from '@qiangji/store/fund/recipient.ts'
import { findOrganization, listOrganizations } from '@qiangji/store/organization/organization.ts'
import { z } from 'zod'
import { cut, PAGE_ASK, page, readCursor } from '../frame/page.ts'
import { command, query } from '../frame/procedure.ts'
import { router } from '../frame/trpc.ts'

const RecipientRow = z.strictObject({
  recipient: Recipient,
  code: z.string(),
  name: z.string(),
  shortName: z.string(),
  viaName: z.string().nullable(),
})

/** 受补对象名单 as it stands on a day, by code, within one's reach. */
const list = query(
  {
    input: z.strictObject({
      fundId: FundId,
      on: Day.nullable().default(null),
      search: z.string().trim().max(60).default(''),
      ...PAGE_ASK,
    }),
    output: page(RecipientRow),
    scoped: 'body',
    rest: 'GET /fund/funds/{fundId}/recipients',
  },
  async ({ db, actor, input, today }) => {
    if (!(await concerns(db, actor.organization, input.fundId))) return refuse('NOT_FOUND')
    const listed = await listRecipients(db, input.fundId, input.on ?? today)
    const ids = listed.flatMap(({ organizationId, viaId }) => [organizationId, viaId])
    const unions = new Map(
      (await listOrganizations(db, [...new Set(ids.filter((id) => id !== null))])).map((u) => [
        u.id,
        u,
      ]),
    )
    const after = readCursor(z.tuple([z.string()]), input.cursor)
    const rows = listed.flatMap((recipient) => {
      const union = unions.get(recipient.organizationId)
      if (union === undefined || !isWithin(actor.organization.path, union.path)) return []
      const { code, name } = union
      const shortName = placeName(name, union.shortName)
      const via = recipient.viaId === null ? undefined : unions.get(recipient.viaId)
      return [
        {
          recipient,
          code,
          name,
          shortName,
          viaName: via === undefined ? null : placeName(via.name, via.shortName),
        },
      ]
    })
    const wanted = rows
      .filter((row) => row.name.includes(input.search) || row.code.startsWith(input.search))
      .toSorted((a, b) => (a.code < b.code ? -1 : 1))
      .filter((row) => after === null || row.code > after[0])
    return cut(wanted.slice(0, input.limit + 1), input.limit, (row) => [row.code])
  },
)

const Next = z.strictObject({
  route: z.enum(ROUTES),
  viaId: OrganizationId.nullable(),
  className: z.string().trim().min(1).max(20).nullable(),
})

/** Changes one line from a day on: another route or class, on the list, or (`next` null) off the list. */
const change = command(
  {
    input: z.strictObject({
      fundId: FundId,
      unionId: OrganizationId,
      from: Day,
      next: Next.nullable(),
    }),
    output: z.strictObject({ from: Day }),
    scoped: 'body',
    subject: (i) => i.fundId,
    rest: 'POST /fund/funds/{fundId}/recipients',
    sample: (place) => ({
      fundId: place.row('fund'),
      unionId: place.organizationId,
      from: '2024-03-11',
      next: null,
    }),
  },
  async ({ tx, actor, input }) => {
    const fund = await findFund(tx, input.fundId)
    const union = await findOrganization(tx, input.unionId)
    if (fund?.organizationId !== actor.organization.organizationId) return refuse('NOT_FOUND')
    if (union === null || !isWithin(actor.organization.path, union.path)) return refuse('NOT_FOUND')
    if (fund.state === 'ended') return refuse('FUND_ENDED')
    const viaId = input.next?.viaId ?? null
    const via = viaId === null ? null : await findOrganization(tx, viaId)
    if (viaId !== null && via === null) return refuse('NOT_FOUND')
    const last = await lastRecipient(tx, fund.id, union.id)
    const over = last !== null && last.to !== null && last.to < input.from
    const decided = changeRecipient(
      { from: input.from, next: input.next },
      { union, via, standing: over ? null : last },
    )
    if (!decided.ok) return decided
    const { ended, begun } = decided.value
    if (ended !== null) await endRecipient(tx, fund.id, ended)
    if (begun !== null) {
      const direct = begun.route === 'direct'
      const line = { ...begun, viaId: direct ? null : begun.viaId }
      await addRecipients(tx, fund.id, [{ ...line, organizationId: union.id, to: null }])
    }
    return accept({ from: input.from })
  },
)

export const recipient = router({ list, change })
