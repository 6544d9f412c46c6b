import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Answer, Command, Handle } from '../command.ts'
import { callOf } from './call.ts'
import { handAt, type Lane, refusalIn, shiftDay } from './lane.ts'

const Rows = z.object({
  results: z.array(z.object({ outcome: z.string(), refusal: z.string().nullable() })),
})
const Made = z.object({ id: z.string() })
const Batched = z.object({ batch: z.string() })

/** Documents whose making is named by the command that made them. */
const MAKES: ReadonlySet<Command['do']> = new Set<Command['do']>([
  'order.make',
  'plan.draft',
  'payment.make',
  'receipt.confirm',
  'commitment.occupy',
  'advance.record',
  'spending.record',
  'spending.refund',
  'pause.propose',
])

/** Asks the real procedures and answers in the oracle's words. */
export const perform = async (
  lane: Lane,
  c: Command,
  at: Handle,
  today: string,
): Promise<Answer> => {
  if (c.do === 'tick') return { ok: true, rows: [] }
  if (c.do === 'replay') return again(lane, c, today)
  const call = await callOf(lane, c, today)
  const requestId = randomUUID()
  const told = await tell(() =>
    call(handAt(lane.planted, c.by, shiftDay(lane, today), requestId), 'same'),
  )
  lane.sent.set(at, { by: c.by, requestId, call, answer: JSON.stringify(told) })
  if (!told.ok) return told
  await learn(lane, c, at, told.value, requestId)
  if (c.do !== 'spending.release') return { ok: true, rows: [] }
  const rows = Rows.parse(told.value).results
  return { ok: true, rows: rows.map((r) => r.refusal ?? r.outcome) }
}

type Told =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly refusal: string }

const tell = async (call: () => Promise<unknown>): Promise<Told> => {
  try {
    return { ok: true, value: await call() }
  } catch (error) {
    return { ok: false, refusal: refusalIn(error) }
  }
}

/** The same request once more: its answer is the first one, to the letter. */
const again = async (
  lane: Lane,
  c: Extract<Command, { do: 'replay' }>,
  today: string,
): Promise<Answer> => {
  const first = lane.sent.get(c.of)
  if (!first) throw new Error('nothing to send again')
  const hand = handAt(lane.planted, first.by, shiftDay(lane, today), first.requestId)
  const told = await tell(() => first.call(hand, c.body))
  if (c.body === 'same' && JSON.stringify(told) !== first.answer)
    return { ok: false, refusal: `OTHER_ANSWER ${JSON.stringify(told)} for ${first.answer}` }
  if (!told.ok) return told
  const rows = Rows.safeParse(told.value)
  return {
    ok: true,
    rows: rows.success ? rows.data.results.map((r) => r.refusal ?? r.outcome) : [],
  }
}

/** Keeps what the command's documents and batches are called in the store. */
const learn = async (
  lane: Lane,
  c: Command,
  at: Handle,
  value: unknown,
  requestId: string,
): Promise<void> => {
  const { read } = lane.planted.store
  if (MAKES.has(c.do)) name(lane, at, Made.parse(value).id)
  if (c.do === 'payment.make') {
    const payments = await read
      .selectFrom('payment')
      .select('id')
      .where('batch_id', '=', Made.parse(value).id)
      .orderBy('number')
      .execute()
    payments.forEach(({ id }, i) => {
      name(lane, `${at}/${i}`, id)
    })
  }
  // A spending's journals stand under a batch that was chosen when it was written down.
  if (c.do === 'spending.record' || c.do === 'spending.refund')
    lane.handles.set(Batched.parse(value).batch, at)
  const journals = await read
    .selectFrom('journal')
    .select(['batch', 'document', 'act'])
    .where('request_person', '=', lane.planted.actorOf('by' in c ? c.by : '').personId)
    .where('request_id', '=', requestId)
    .execute()
  // A resolution that changes no amount has a batch without a journal.
  if (c.do === 'order.release' && journals.length === 0)
    lane.batches.set(`${at}:${c.order}`, Batched.parse(value).batch)
  for (const { batch, document, act } of journals) {
    const of = lane.handles.get(batch) ?? lane.handles.get(document) ?? ''
    lane.batches.set(act === 'reverse' ? `${at}:reverse` : `${at}:${of}`, batch)
  }
}

const name = (lane: Lane, handle: Handle, id: string): void => {
  lane.ids.set(handle, id)
  lane.handles.set(id, handle)
}
