import { type Actor, handOf } from '@qiangji/kernel/access/actor.ts'
import type { Hand } from '@qiangji/kernel/access/conflict.ts'
import { isWithin } from '@qiangji/kernel/access/scope.ts'
import { accept, type Decision, refuse } from '@qiangji/kernel/base/decision.ts'
import { Revision } from '@qiangji/kernel/base/id.ts'
import { FundId } from '@qiangji/kernel/fund/fund.ts'
import {
  declinePause,
  executePause,
  LiftForm,
  liftPause,
  PAUSE_EXECUTOR,
  PAUSE_PROPOSERS,
  Pause,
  PauseForm,
  PauseId,
  PauseState,
  proposeLift as proposeLiftOf,
  proposePause,
} from '@qiangji/kernel/fund/pause.ts'
import { namesOf } from '@qiangji/store/access/person.ts'
import type { Read, Tx } from '@qiangji/store/engine/act.ts'
import { newId } from '@qiangji/store/engine/new-id.ts'
import { findItem } from '@qiangji/store/fund/audit-item.ts'
import { addPause, findPause, listPauses, openPause, savePause } from '@qiangji/store/fund/pause.ts'
import { findOrganization } from '@qiangji/store/organization/organization.ts'
import { z } from 'zod'
import { cut, PAGE_ASK, page, readCursor } from '../frame/page.ts'
import { command, query } from '../frame/procedure.ts'
import { router } from '../frame/trpc.ts'
import { fundInSight } from './fund-sight.ts'
import { firstHand } from './payment-hand.ts'

const PauseRow = z.strictObject({
  pause: Pause,
  organizationName: z.string(),
  fundName: z.string(),
  /** Names of the persons by id. */
  persons: z.record(z.string().min(1), z.string()),
})

const handsOf = (pause: Pause): readonly string[] =>
  [pause.proposer, pause.decider, pause.lift?.proposer, pause.lifter].flatMap((hand) =>
    hand ? [hand.personId, ...(hand.onBehalfOf === null ? [] : [hand.onBehalfOf])] : [],
  )

/** Pauses of one's own organization and below, newest first. */
const list = query(
  {
    input: z.strictObject({
      fundId: FundId.nullable().default(null),
      state: PauseState.nullable().default(null),
      search: z.string().trim().max(60).default(''),
      ...PAGE_ASK,
    }),
    output: page(PauseRow),
    scoped: 'body',
    rest: 'GET /fund/pauses',
  },
  async ({ db, actor, input }) => {
    const found = await listPauses(db, {
      path: actor.organization.path,
      fundId: input.fundId,
      state: input.state,
      search: input.search,
      limit: input.limit,
      after: readCursor(z.tuple([z.string(), z.string()]), input.cursor),
    })
    const cutting = cut(found, input.limit, ({ pause }) => [pause.proposedOn, pause.id])
    const names = await namesOf(
      db,
      cutting.rows.flatMap(({ pause }) => handsOf(pause)),
    )
    return {
      rows: cutting.rows.map((row) => ({
        ...row,
        persons: Object.fromEntries(handsOf(row.pause).map((id) => [id, names.get(id) ?? ''])),
      })),
      next: cutting.next,
    }
  },
)

const detail = query(
  {
    input: z.strictObject({ id: PauseId }),
    output: Pause,
    scoped: 'body',
    rest: 'GET /fund/pauses/{id}',
  },
  async ({ db, actor, input }) => (await pauseWithin(db, actor, input.id)) ?? refuse('NOT_FOUND'),
)

const pauseWithin = async (db: Read, actor: Actor, id: string): Promise<Pause | null> => {
  const pause = await findPause(db, id)
  if (pause === null) return null
  const place = await findOrganization(db, pause.organizationId)
  return place && isWithin(actor.organization.path, place.path) ? pause : null
}

/** 提出暂停拨付: 经审 with its opinion, or finance with the leaders' paper. */
const propose = command(
  {
    input: PauseForm,
    output: Pause,
    scope: (i) => i.organizationId,
    subject: (i) => i.organizationId,
    rest: 'POST /fund/pauses',
  },
  async ({ tx, actor, input, today, organization }) => {
    const hand = firstHand(actor, PAUSE_PROPOSERS[input.origin])
    const fund = await fundInSight(tx, actor, input.fundId)
    if (hand === null || fund === null) return refuse('NOT_FOUND')
    if (input.auditItemId !== null) {
      const item = await findItem(tx, input.auditItemId)
      if (!item || !isWithin(actor.organization.path, item.auditorPath)) return refuse('NOT_FOUND')
    }
    const proposed = proposePause(input, hand, {
      id: newId(PauseId),
      today,
      isProvince: organization.level === 'province',
      open: await openPause(tx, input.fundId, input.organizationId),
    })
    if (proposed.ok) await addPause(tx, proposed.value)
    return proposed
  },
)

const Chosen = z.strictObject({ id: PauseId, revision: Revision })

/** Loads, decides and saves one step of a pause. */
const step = async <R extends string>(
  tx: Tx,
  actor: Actor,
  chosen: z.output<typeof Chosen>,
  hand: Hand | null,
  decide: (pause: Pause, hand: Hand) => Decision<Pause, R>,
) => {
  const pause = await pauseWithin(tx, actor, chosen.id)
  if (pause === null || hand === null) return refuse('NOT_FOUND')
  if (pause.revision !== chosen.revision) return refuse('REVISION_STALE')
  const decided = decide(pause, hand)
  if (!decided.ok) return decided
  return (await savePause(tx, decided.value))
    ? accept({ ...decided.value, revision: pause.revision + 1 })
    : refuse('REVISION_STALE')
}

const execute = command(
  {
    input: Chosen,
    output: Pause,
    scoped: 'body',
    subject: (i) => i.id,
    rest: 'POST /fund/pauses/{id}/execute',
  },
  ({ tx, actor, input, today }) =>
    step(tx, actor, input, handOf(actor, PAUSE_EXECUTOR), (pause, hand) =>
      executePause(pause, hand, today),
    ),
)

const decline = command(
  {
    input: Chosen.extend({ reason: z.string().trim().min(1).max(500) }),
    output: Pause,
    scoped: 'body',
    subject: (i) => i.id,
    rest: 'POST /fund/pauses/{id}/decline',
  },
  ({ tx, actor, input, today }) =>
    step(tx, actor, input, handOf(actor, PAUSE_EXECUTOR), (pause, hand) =>
      declinePause(pause, hand, today, input.reason),
    ),
)

/** 提出解除: by those who may propose a pause, with reason and paper. */
const proposeLift = command(
  {
    input: Chosen.extend({ form: LiftForm }),
    output: Pause,
    scoped: 'body',
    subject: (i) => i.id,
    rest: 'POST /fund/pauses/{id}/propose-lift',
  },
  ({ tx, actor, input, today }) =>
    step(tx, actor, input, firstHand(actor, PAUSE_PROPOSERS[input.form.origin]), (pause, hand) =>
      proposeLiftOf(pause, input.form, hand, today),
    ),
)

const lift = command(
  {
    input: Chosen,
    output: Pause,
    scoped: 'body',
    subject: (i) => i.id,
    rest: 'POST /fund/pauses/{id}/lift',
  },
  ({ tx, actor, input, today }) =>
    step(tx, actor, input, handOf(actor, PAUSE_EXECUTOR), (pause, hand) =>
      liftPause(pause, hand, today),
    ),
)

export const pause = router({ list, detail, propose, execute, decline, proposeLift, lift })
