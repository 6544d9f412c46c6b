import { randomUUID } from 'node:crypto'
import { type Listed, listed, sampleFor } from '@qiangji/api/frame/check.ts'
import type { Fault } from '@qiangji/api/frame/context.ts'
import { writeCursor } from '@qiangji/api/frame/page.ts'
import { appRouter } from '@qiangji/api/router.ts'
import { day } from '@qiangji/kernel/base/day.ts'
import { may } from '@qiangji/kernel/permissions.ts'
import { engines } from '@qiangji/store/test-engines'
import { expect, test } from 'vitest'
import { PLAYERS } from '../model/cast.ts'
import { handAt } from '../model/stage/lane.ts'
import { type Planted, plant } from '../model/stage/planted.ts'
import { call, inTurns } from './call.ts'
import { bent, ODD } from './odd.ts'
import type { Someone } from './people.ts'

const ASKED = listed(appRouter).filter(({ meta }) => meta.kind !== 'open')
const TODAY = day('2024-03-20')

const openFund = (planted: Planted) =>
  handAt(planted, '62.finance', TODAY).fund.fund.open({
    form: {
      ...{ year: 2024, name: '专项', source: 'union-own', department: '基层工作部' },
      ...{ subject: { edition: '2021', code: null, name: '补助下级支出' }, basis: '年度预算' },
      ...{ uses: [{ code: 'training', name: '干部培训' }], prohibitions: [] },
      ...{ ageRule: { kind: 'none' }, publicity: false, quotaUnit: null, previousFundId: null },
    },
    recipients: { from: 'counties', since: '2000-01-01' },
  })

/** A holder of a post that may call it, if the small cast has one. */
const ableTo = (planted: Planted, { path }: Listed): Someone | undefined =>
  [...PLAYERS.keys()]
    .map((login) => ({ login, actor: planted.actorOf(login) }))
    .find(({ actor }) => may(actor, path))

const UNREADABLE = ['a\u0000b', '\ud83e', '\udde7书']

const small = async (store: Planted['store']) => {
  const planted = await plant(store)
  const fund = await openFund(planted)
  const faults: Fault[] = []
  const ground = { store, today: TODAY, bytes: new Map(), faults, file: '' }
  const asked = ASKED.flatMap((one) => {
    const who = ableTo(planted, one)
    const { organizationId } = who?.actor.organization ?? {}
    const place = { organizationId: organizationId ?? '', row: () => fund.id }
    return who === undefined ? [] : [{ one, who, base: sampleFor(one, place) ?? {} }]
  })
  const ask = (values: readonly unknown[]) =>
    inTurns(
      asked.flatMap(({ one, who, base }) =>
        values.flatMap((value) => bent(base, value).map((input) => ({ one, who, input }))),
      ),
      async ({ one, who, input }) => ({
        words: `${one.path}: ${JSON.stringify(input).slice(0, 300)}`,
        answer: await call(ground, who, one, input),
      }),
    )
  return { planted, fund, faults, ask, asked }
}

test.each(engines)(
  'an input that nobody would send is answered or refused on $name, never a fault',
  { timeout: 300_000 },
  async ({ fresh }) => {
    const { faults, ask, asked } = await small((await fresh()).store)
    const made = await ask(ODD.filter((value) => value !== 'x'.repeat(100_000)))
    expect(made.filter(({ answer }) => answer.refusal === 'FAULT').map((m) => m.words)).toEqual([])
    expect(faults).toEqual([])
    expect(asked.length).toBeGreaterThan(100)
  },
)

test.each(engines)(
  'a text with a NUL or half a character is refused by name on $name, and kept nowhere',
  { timeout: 300_000 },
  async ({ fresh }) => {
    const { planted, fund, ask } = await small((await fresh()).store)
    const made = await ask(UNREADABLE)
    expect(
      made
        .filter(({ answer }) => !answer.text.includes('"TEXT_UNREADABLE","message":"含有无法'))
        .map((m) => m.words),
    ).toEqual([])
    expect(made.length).toBeGreaterThan(500)
    const clerk = handAt(planted, '621022.clerk', TODAY, randomUUID())
    const turned = clerk.fund.spending.list({
      fundId: fund.id,
      organizationId: planted.unionId('621022'),
      cursor: writeCursor(['2024-03-20\u0000', 1]),
    })
    await expect(turned).rejects.toThrow('INPUT_INVALID')
  },
)
