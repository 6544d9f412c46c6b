import { randomUUID } from 'node:crypto'
import { PersonId } from '@qiangji/kernel/access/person.ts'
import { type Day, day } from '@qiangji/kernel/base/day.ts'
import { accept } from '@qiangji/kernel/base/decision.ts'
import { fen } from '@qiangji/kernel/base/money.ts'
import { fundAccount } from '@qiangji/kernel/fund/account.ts'
import type { SpendingForm } from '@qiangji/kernel/fund/spending.ts'
import type { Stage } from '@qiangji/kernel/fund/stage.ts'
import { addPerson } from '../src/access/person.ts'
import { addHolding } from '../src/access/post.ts'
import type { Outcome, Tx } from '../src/engine/act.ts'
import { newId } from '../src/engine/new-id.ts'
import type { Poster } from '../src/fund/ledger.ts'
import { type Released, releaseSpendings } from '../src/fund/spending-release.ts'
import type { Desk } from '../src/fund/spending-write.ts'
import type { TestEngine, TestStore } from './engines.ts'
import { fill, type Province, plantProvince } from './province.ts'

/** 环县总工会 with 490,000.00 yuan received on 2024-06-04, a clerk, a reviewer and a third person. */
export interface County {
  readonly t: TestStore
  readonly p: Province
  readonly id: string
  readonly clerk: PersonId
  readonly reviewer: PersonId
  readonly third: PersonId
  readonly desk: Desk
  /** Runs a body at the clerk's desk, or at another person's. */
  readonly at: <T>(
    person: PersonId,
    body: (tx: Tx, desk: Desk, poster: Poster) => Promise<Outcome<T>>,
    more?: { readonly today?: Day; readonly alone?: true },
  ) => Promise<Outcome<T>>
  readonly form: (given?: Partial<SpendingForm>) => SpendingForm
  readonly release: (
    by: PersonId,
    ids: readonly string[],
    review?: 'own' | 'upper',
  ) => Promise<readonly Released[]>
  readonly balance: (stage: Stage) => Promise<number>
}

export const RECEIVED = day('2024-06-04')
export const TODAY = day('2024-07-12')
const CODE = '621022'
let vouchers = 0

export const plantCounty = async (engine: TestEngine, received = 49_000_000): Promise<County> => {
  const t = await engine.fresh()
  const p = await plantProvince(t.store)
  await fill(p, 100_000_000)
  const { root } = p
  const county = p.at(CODE)
  const roads = [
    ['arrange', fundAccount(root.id, 'available'), fundAccount(root.id, 'arranged')],
    ['issue', fundAccount(root.id, 'arranged'), p.key(CODE, '62', 'issued')],
    ['remit', p.key(CODE, '62', 'issued'), p.key(CODE, '62', 'remitted')],
    ['receive', p.key(CODE, '62', 'remitted'), p.key(CODE, CODE, 'held')],
  ] as const
  if (received > 0)
    for (const [act, from, to] of roads) {
      const moved = await p.move({ act, from, to, amount: fen(received) }, { today: RECEIVED })
      if (!moved.ok) throw new Error(moved.refusal)
    }
  const [clerk, reviewer, third] = [newId(PersonId), newId(PersonId), newId(PersonId)]
  await p.act(async (tx) => {
    for (const [id, name] of [
      [clerk, '马晓梅'],
      [reviewer, '王建国'],
      [third, '李文'],
    ] as const)
      await addPerson(tx, {
        id,
        name,
        organizationId: county.id,
        department: '',
        state: 'active',
        revision: 0,
      })
    await addHolding(tx, reviewer, {
      post: 'county-reviewer',
      organizationId: county.id,
      from: day('2024-01-01'),
      to: null,
    })
    return accept(null)
  })
  const deskOf = (personId: PersonId, today = TODAY): Desk => ({
    hand: { personId, onBehalfOf: null },
    organizationId: county.id,
    path: county.path,
    today,
  })
  const at: County['at'] = (person, body, { today = TODAY, alone } = {}) => {
    const poster: Poster = { personId: person, requestId: randomUUID(), today }
    return t.store.command(
      {
        actor: person,
        requestId: poster.requestId,
        name: 'test.act',
        organization: county.id,
        subject: null,
        input: {},
        today,
        origin: { address: '127.0.0.1', session: null },
        ...(alone ? { alone } : {}),
      },
      (tx) => body(tx, deskOf(person, today), poster),
    )
  }
  return {
    t,
    p,
    id: county.id,
    clerk,
    reviewer,
    third,
    desk: deskOf(clerk),
    at,
    form: (given = {}) => ({
      beneficiaryId: county.id,
      holderId: null,
      day: day('2024-06-20'),
      voucher: `记-${++vouchers}`,
      line: 1,
      summary: '乡镇工会干部培训',
      amount: fen(50_000),
      use: 'training',
      payee: '环县县委党校',
      roster: null,
      fixedAsset: false,
      commitmentId: null,
      advanceId: null,
      ...given,
    }),
    release: async (by, ids, review = 'own') => {
      const hand = { personId: by, onBehalfOf: null }
      const answer = await at(
        by,
        async (tx, _, poster) =>
          accept(
            await releaseSpendings(
              tx,
              {
                poster,
                own: review === 'own' ? hand : null,
                upper: review === 'upper' ? hand : null,
                organizationId: review === 'own' ? county.id : p.at('6210').id,
              },
              ids,
            ),
          ),
        ids.length > 1_000 ? { alone: true } : {},
      )
      if (!answer.ok) throw new Error(answer.refusal)
      return answer.value
    },
    balance: async (stage) => {
      const row = await t.store.read
        .selectFrom('account')
        .select('balance')
        .where('beneficiary_id', '=', county.id)
        .where('holder_id', '=', county.id)
        .where('stage', '=', stage)
        .executeTakeFirst()
      return row?.balance ?? 0
    },
  }
}

/** The accepted value, or a failure that names the refusal. */
export const accepted = <T>(answer: Outcome<T>): T => {
  if (!answer.ok) throw new Error(`${answer.refusal} ${JSON.stringify(answer.facts)}`)
  return answer.value
}

export const refusalOf = (answer: Outcome<unknown>): string =>
  answer.ok ? 'accepted' : answer.refusal

export const outcomes = (released: readonly Released[]): readonly string[] =>
  released.map((one) => (one.refusal === null ? one.outcome : one.refusal))
