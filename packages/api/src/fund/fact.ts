import { isWithin } from '@qiangji/kernel/access/scope.ts'
import { Day } from '@qiangji/kernel/base/day.ts'
import { Decimal } from '@qiangji/kernel/base/decimal.ts'
import { accept, refuse } from '@qiangji/kernel/base/decision.ts'
import { FactKey } from '@qiangji/kernel/fund/fact.ts'
import { FACT_KINDS, factKindOf } from '@qiangji/kernel/fund/fact-kind.ts'
import { FundId } from '@qiangji/kernel/fund/fund.ts'
import { sumTexts } from '@qiangji/kernel/fund/notice.ts'
import { OrganizationId } from '@qiangji/kernel/organization/organization.ts'
import { placeName } from '@qiangji/kernel/organization/place-name.ts'
import { addFacts, listFacts } from '@qiangji/store/fund/fact.ts'
import { concerns } from '@qiangji/store/fund/fund-list.ts'
import { listRecipients } from '@qiangji/store/fund/recipient.ts'
import { listOrganizations } from '@qiangji/store/organization/organization.ts'
import { z } from 'zod'
import { command, query } from '../frame/procedure.ts'
import { router } from '../frame/trpc.ts'

/** The figures that a fund's recipients have on a day, a row per kind; who has none is named. */
const list = query(
  {
    input: z.strictObject({ fundId: FundId, on: Day }),
    output: z.array(
      z.strictObject({
        key: FactKey,
        name: z.string(),
        unit: z.string(),
        total: z.string().nullable(),
        count: z.int().min(0),
        missing: z.array(z.string()).max(10),
        missingCount: z.int().min(0),
        oldest: Day.nullable(),
        newest: Day.nullable(),
        sources: z.array(z.string()).max(5),
        demonstration: z.boolean(),
      }),
    ),
    scoped: 'body',
    rest: 'GET /fund/funds/{fundId}/facts',
  },
  async ({ db, actor, input }) => {
    if (!(await concerns(db, actor.organization, input.fundId))) return refuse('NOT_FOUND')
    const listed = await listRecipients(db, input.fundId, input.on)
    const unions = (
      await listOrganizations(
        db,
        listed.map((recipient) => recipient.organizationId),
      )
    ).filter((union) => isWithin(actor.organization.path, union.path))
    const facts = await listFacts(
      db,
      unions.map((union) => union.id),
      input.on,
    )
    const others = facts.map(({ key }) => key).filter((key) => factKindOf(key) === null)
    const kinds = [
      ...FACT_KINDS,
      ...[...new Set(others)].map((key) => ({ key, name: key, unit: '' })),
    ]
    return kinds.map(({ key, name, unit }) => {
      const own = facts.filter((fact) => fact.key === key)
      const having = new Set(own.map((fact) => fact.recipient))
      const missing = unions.filter((union) => !having.has(union.id))
      const days = own.map((fact) => fact.date).toSorted()
      return {
        key,
        name,
        unit,
        total: sumTexts(own.map((fact) => fact.value)),
        count: own.length,
        missing: missing.slice(0, 10).map((union) => placeName(union.name, union.shortName)),
        missingCount: missing.length,
        oldest: days[0] ?? null,
        newest: days.at(-1) ?? null,
        sources: [...new Set(own.map((fact) => fact.source))].slice(0, 5),
        demonstration: own.some((fact) => fact.demonstration),
      }
    })
  },
)

const FactLine = z.strictObject({
  unionId: OrganizationId,
  key: FactKey,
  value: Decimal,
  day: Day,
  source: z.string().trim().min(1).max(120),
})

/** Adds dated figures; nothing is overwritten. */
const add = command(
  {
    input: z.strictObject({ facts: z.array(FactLine).min(1).max(2_000) }),
    output: z.strictObject({ added: z.int().min(0) }),
    scoped: 'body',
    rest: 'POST /fund/facts',
    bodyLimit: 1024 * 1024,
    sample: (place) => ({
      facts: [
        {
          unionId: place.organizationId,
          key: 'members',
          value: '1',
          day: '2024-03-11',
          source: '演示内容',
        },
      ],
    }),
  },
  async ({ tx, actor, input }) => {
    const ids = [...new Set(input.facts.map((fact) => fact.unionId))]
    const unions = new Map((await listOrganizations(tx, ids)).map((union) => [union.id, union]))
    const row = input.facts.findIndex(({ unionId }) => {
      const union = unions.get(unionId)
      return union === undefined || !isWithin(actor.organization.path, union.path)
    })
    if (row >= 0) return refuse('FACT_OF_STRANGER', { row: row + 1 })
    const facts = input.facts.map(({ unionId, key, value, day, source }) => ({
      recipient: unionId,
      key,
      value,
      date: day,
      source,
      demonstration: false,
    }))
    const nameOf = (id: string) => {
      const union = unions.get(OrganizationId.parse(id))
      return union === undefined ? '' : placeName(union.name, union.shortName)
    }
    const added = await addFacts(tx, facts, nameOf)
    return added.ok ? accept({ added: added.value }) : added
  },
)

export const fact = router({ list, add })
