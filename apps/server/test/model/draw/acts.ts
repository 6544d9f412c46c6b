import { PLAYERS, PROVINCE, RECIPIENTS, unionOf } from '../cast.ts'
import type { Command } from '../command.ts'
import { isKept } from '../oracle/judge.ts'
import { addDays } from '../oracle/world.ts'
import { type Desk, type Drawer, type Drawing, fundOf, latest, stale, who } from './desk.ts'

function* one(command: Command): Drawing {
  yield command
}

const DESKS = [
  '62.chief',
  '62.accountant',
  '62.finance-both',
  '6210.first',
  '6210.second',
  '6201.first',
]

/** 冲销 of something posted lately, by somebody who may or may not. */
export const reverse: Drawer = (d) => {
  const { c, w } = d
  const batches = [...w.posted.keys()]
  if (batches.length === 0) return null
  const last = batches.slice(-7)
  const batch = c.maybe(0.85) ? c.pick(last) : c.pick(batches)
  const able = deskOf(w.posted.get(batch)?.union ?? PROVINCE)
  const by = c.maybe(0.6) && able.length > 0 ? c.pick(able) : who(d, c.pick(DESKS))
  return one({ do: 'reverse', by, batch })
}

/** Who may reverse what a union did: somebody there, or straight above it. */
const deskOf = (union: string): readonly string[] => {
  if (union === PROVINCE) return ['62.chief', '62.accountant']
  const above = unionOf(union).path.at(-2) ?? PROVINCE
  return [union, union, above]
    .flatMap((at) =>
      ['clerk', 'reviewer', 'first', 'second', 'both'].map((name) => `${at}.${name}`),
    )
    .filter((key) => PLAYERS.has(key))
}

export const period: Drawer = (d) => {
  const { c, w } = d
  const year = c.maybe(0.8) ? w.funds.main.year : w.funds.next.year
  const now = Number(w.today.slice(0, 4)) * 12 + Number(w.today.slice(5, 7)) - 1
  const ended = now >= w.funds.main.year * 12 + 12
  const at =
    ended && c.maybe(0.35)
      ? w.funds.main.year * 12 + 11
      : now - (c.maybe(0.08) ? 0 : c.between(1, 3))
  const month = `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`
  return closing(d, year, month)
}
function* closing(d: Desk, year: number, month: string): Drawing {
  const { c } = d
  if (c.maybe(0.25)) {
    yield { do: 'period.close', by: '62.accountant', year, month }
    return
  }
  const { answer } = yield {
    do: 'period.propose',
    by: who(d, c.pick(['62.chief', '62.finance']), '62.finance-both', '62.cashier'),
    year,
    month,
  }
  if (c.maybe(answer.ok ? 0.9 : 0.25))
    yield {
      do: 'period.close',
      by: c.pick(['62.accountant', '62.chief', '62.chief', '62.finance-both']),
      year,
      month,
    }
}

/** A month is closed behind one, and a wrong clock goes back into it. */
export const closeBehind: Drawer = (d) => closingBehind(d)
function* closingBehind(d: Desk): Drawing {
  const { c, w } = d
  const year = c.maybe(0.85) ? w.funds.main.year : w.funds.next.year
  const month = w.today.slice(0, 7)
  if (w.today > `${w.funds.main.year + 1}-08-01`) return
  yield { do: 'tick', days: 31 }
  const [proposer, closer] = c.pick([
    ['62.finance', '62.chief'],
    ['62.chief', '62.accountant'],
  ] as const)
  const { answer } = yield { do: 'period.propose', by: proposer, year, month }
  if (!answer.ok && c.maybe(0.7)) return
  yield { do: 'period.close', by: c.maybe(0.9) ? closer : '62.finance', year, month }
  if (c.maybe(0.75)) yield { do: 'tick', days: -31 }
}

export const pause: Drawer = (d) => {
  const { c, w } = d
  const known = latest(c, w.pauses.values(), 3)
  if (known && c.maybe(0.75)) {
    const on = { pause: known.handle, stale: stale(d) }
    const chief = who(d, '62.chief', '62.finance-both')
    return one(
      c.pick<() => Command>([
        () => ({
          do: known.state === 'standing' ? 'pause.lift' : 'pause.execute',
          by: chief,
          ...on,
        }),
        () => ({
          do: 'pause.proposeLift',
          by: c.pick(['62.finance', '62.auditor']),
          origin: c.pick(['audit', 'leaders']),
          ...on,
        }),
        () => ({
          do: c.pick(['pause.execute', 'pause.decline', 'pause.lift'] as const),
          by: chief,
          ...on,
        }),
      ])(),
    )
  }
  return pausing(d)
}
function* pausing(d: Desk): Drawing {
  const { c } = d
  const union = c.maybe(0.95)
    ? c.pick([...RECIPIENTS, ...RECIPIENTS, '6201', '6210', '621022100'])
    : '62'
  const audit = c.maybe(0.5)
  const { answer, handle } = yield {
    do: 'pause.propose',
    by: audit ? '62.auditor' : who(d, '62.finance', '62.chief', '62.finance-both'),
    fund: fundOf(d),
    union,
    origin: c.maybe(0.97) === audit ? 'audit' : 'leaders',
  }
  if (answer.ok && c.maybe(0.85))
    yield {
      do: 'pause.execute',
      by: who(d, '62.chief', '62.finance-both'),
      pause: handle,
      stale: stale(d),
    }
}

/** Days pass; now and then a wrong clock goes back. */
export const tick: Drawer = (d) => {
  const { c, w } = d
  const back = w.today > `${w.funds.main.year}-04-15` && c.maybe(0.22)
  if (back) return one({ do: 'tick', days: -c.pick([1, 31, 45, 70]) })
  const days = c.maybe(0.12) ? 300 : c.pick([1, 1, 3, 8, 15, 31])
  const far = w.today > `${w.funds.main.year + 1}-08-01`
  return one({ do: 'tick', days: far ? 1 : days })
}

export const replay: Drawer = (d) => {
  const { c, w } = d
  const told = [...w.told].filter(([, t]) => isKept(t.command, t.answer)).slice(-12)
  if (told.length === 0) return null
  const [of] = c.pick(told)
  return one({ do: 'replay', of, body: c.maybe(0.7) ? 'same' : 'other' })
}

/** A recipient leaves the list, comes back, or is paid by another road from a day on. */
export const list: Drawer = (d) => {
  const { c, w } = d
  const union = c.pick(RECIPIENTS)
  const via = unionOf(union).path[1] ?? '6201'
  return one({
    do: 'list.change',
    by: who(d, '62.finance', '62.drafter'),
    fund: fundOf(d),
    union,
    from: addDays(w.today, c.pick([0, 1, 1, 5])),
    next: c.pick(['off', 'direct', 'relay'] as const),
    via: c.maybe(0.7) && via !== union ? via : '6210',
  })
}

export const end: Drawer = (d) =>
  one({ do: 'fund.end', by: who(d, '62.chief'), fund: fundOf(d), stale: stale(d) })
