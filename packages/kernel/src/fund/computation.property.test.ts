import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ratioOf } from '../base/decimal.ts'
import { type Fen, fen, WAN } from '../base/money.ts'
import {
  addRatio,
  compareRatio,
  divideRatio,
  floorRatio,
  multiplyRatio,
  NO_RATIO,
  type Ratio,
  ratio,
  ratioText,
} from '../base/ratio.ts'
import { NO_BOUNDS } from './bounds.ts'
import { canonicalComputation, canonicalInputs } from './canonical.ts'
import { settled } from './clamp.ts'
import { computationOf, type Workings, workOut } from './computation.ts'
import type { Part } from './part.ts'
import { counties, decimal, factsOf, membersPart, plan, rule } from './plan.sample.ts'
import type { PlanInputs } from './plan-inputs.ts'

const heavy = process.env.QIANGJI_HEAVY === '1'
const SEED = Number(process.env.QIANGJI_SEED ?? 20_240_311)
const run = <T>(property: fc.IProperty<T>, quick: number, full: number): void =>
  fc.assert(property, { numRuns: heavy ? full : quick, seed: SEED })

/** A random plan, written down as small numbers so that a failing one can be read. */
const drawing = fc.record({
  count: fc.integer({ min: 1, max: 24 }),
  unit: fc.constantFrom(1, 100, 10_000, WAN),
  largest: fc.boolean(),
  values: fc.array(
    fc.array(fc.oneof(fc.constant(0), fc.nat(40), fc.nat(10 ** 9)), {
      minLength: 24,
      maxLength: 24,
    }),
    { minLength: 3, maxLength: 3 },
  ),
  cents: fc.tuple(fc.nat(50), fc.nat(50)),
  coefficients: fc.option(fc.tuple(fc.nat(30), fc.nat(30), fc.nat(30)), { nil: null }),
  kinds: fc.subarray(['equal', 'class', 'quota', 'project', 'manual', 'second'] as const),
  listed: fc.array(fc.boolean(), { minLength: 24, maxLength: 24 }),
  fixedUnits: fc.array(fc.nat(20), { minLength: 24, maxLength: 24 }),
  potUnits: fc.integer({ min: 100, max: 4_000 }),
  spare: fc.nat(99),
  shared: fc.integer({ min: 0, max: 100 }),
  floor: fc.option(fc.nat(60), { nil: null }),
  cap: fc.option(fc.nat(120), { nil: null }),
  ownFloor: fc.option(fc.nat(100), { nil: null }),
  ownCap: fc.option(fc.nat(200), { nil: null }),
})
type Drawing = typeof drawing extends fc.Arbitrary<infer T> ? T : never

const units = (drawn: Drawing, count: number): Fen => fen(count * drawn.unit)

const partsOf = (drawn: Drawing, ids: readonly string[]): readonly Part[] => {
  const some = ids.filter((_, at) => drawn.listed[at])
  const list = some.length === 0 ? 'all' : some
  const lines = (some.length === 0 ? ids : some).map((recipient, at) => ({
    recipient,
    amount: units(drawn, drawn.fixedUnits[at] ?? 0),
  }))
  const [a, b] = drawn.cents
  const factors = [a, b, 100 - a - b].map((cents, at) => ({
    key: `fact-${at}`,
    name: `因素${at}`,
    weight: decimal((cents / 100).toFixed(2)),
  }))
  const all: Readonly<Record<(typeof drawn.kinds)[number], Part>> = {
    equal: {
      id: 'equal',
      name: '均分',
      method: 'equal',
      recipients: list,
      amount: units(drawn, Math.floor((drawn.potUnits * drawn.shared) / 400)),
    },
    class: {
      id: 'class',
      name: '分档',
      method: 'class',
      recipients: list,
      amounts: { 一类: units(drawn, 7), 二类: units(drawn, 4), 三类: units(drawn, 1) },
    },
    quota: {
      id: 'quota',
      name: '定额',
      method: 'quota',
      recipients: 'all',
      each: units(drawn, 2),
      count: { key: 'townships', name: '乡镇工会数' },
    },
    project: {
      id: 'project',
      name: '项目',
      method: 'project',
      lines: [...lines, ...lines].map((line) => ({ ...line, title: '阵地' })),
    },
    manual: { id: 'manual', name: '手工', method: 'manual', reason: '受灾', lines },
    second: { ...membersPart, id: 'second', recipients: 'all', amount: units(drawn, drawn.shared) },
  }
  const main: Part = { ...membersPart, id: 'main', recipients: 'all', factors, amount: 'rest' }
  return [...drawn.kinds.map((kind) => all[kind]), main]
}

const inputsOf = (drawn: Drawing): PlanInputs => {
  const recipients = counties(drawn.count)
  const ids = recipients.map(({ id }) => id)
  const first = ids[0] ?? ''
  const floor = drawn.floor ?? 0
  const own = {
    ...(drawn.ownFloor === null ? {} : { floor: units(drawn, drawn.ownFloor) }),
    ...(drawn.ownCap === null
      ? {}
      : { cap: units(drawn, Math.max(floor, drawn.ownFloor ?? 0) + drawn.ownCap) }),
  }
  const [one = [], two = [], three = []] = drawn.values
  return plan({
    pot: fen(drawn.potUnits * drawn.unit + Math.min(drawn.spare, drawn.unit - 1)),
    recipients,
    parts: partsOf(drawn, ids),
    rule: {
      ...rule,
      rounding: { unit: fen(drawn.unit), mode: drawn.largest ? 'largest-remainder' : 'floor' },
      bounds: {
        ...NO_BOUNDS,
        floor: drawn.floor === null ? null : units(drawn, drawn.floor),
        cap: drawn.cap === null ? null : units(drawn, floor + drawn.cap),
        recipients: { [first]: own },
      },
      coefficients:
        drawn.coefficients === null
          ? null
          : Object.fromEntries(
              ['一类', '二类', '三类'].map((name, at) => [
                name,
                decimal(((drawn.coefficients?.[at] ?? 0) / 10).toFixed(1)),
              ]),
            ),
    },
    facts: [
      ...factsOf('fact-0', recipients, one),
      ...factsOf(
        'fact-1',
        recipients,
        two.map((value) => (value / 8).toFixed(3)),
      ),
      ...factsOf('fact-2', recipients, three),
      ...factsOf('members', recipients, one),
      ...factsOf(
        'townships',
        recipients,
        two.map((value) => value % 13),
      ),
    ],
  })
}

/** What a random plan may rightly be refused for; anything else would be a fault of the drawing. */
const EXPECTED = [
  'FACTOR_SUM_ZERO',
  'SCORES_ALL_ZERO',
  'PARTS_ABOVE_POT',
  'BOUNDS_CROSS',
  'CAP_BELOW_FIXED_PARTS',
  'FLOORS_ABOVE_POT',
]

/** One recipient as MONEY states it, computed the plain way: w, fixed, bounds. */
interface Expected {
  readonly id: string
  readonly w: Ratio
  readonly fixed: bigint
  readonly lower: bigint
  readonly upper: bigint | null
}

/** The definition read straight from the inputs, without common denominators or rounds. */
const expectedOf = (inputs: PlanInputs): readonly Expected[] => {
  const { recipients, parts, rule: whole, pot } = inputs
  const value = (key: string, id: string): Ratio => {
    const fact = inputs.facts.find((one) => one.key === key && one.recipient === id)
    if (fact === undefined) throw new Error(`no ${key} of ${id}`)
    return ratioOf(fact.value)
  }
  const total = (ratios: readonly Ratio[]): Ratio => ratios.reduce(addRatio, NO_RATIO)
  const fixedIn = (part: Part, id: string, className: string | null): bigint => {
    const named =
      'recipients' in part && (part.recipients === 'all' || part.recipients.includes(id))
    if (part.method === 'class' && named) return BigInt(part.amounts[className ?? ''] ?? 0)
    if (part.method === 'quota' && named)
      return floorRatio(multiplyRatio(ratio(BigInt(part.each)), value(part.count.key, id)))
    if (part.method === 'project' || part.method === 'manual')
      return part.lines
        .filter(({ recipient }) => recipient === id)
        .reduce((sum, { amount }) => sum + BigInt(amount), 0n)
    return 0n
  }
  const fixed = recipients.map(({ id, className }) =>
    parts.reduce((sum, part) => sum + fixedIn(part, id, className), 0n),
  )
  const typed = parts.reduce(
    (sum, part) => sum + ('amount' in part && part.amount !== 'rest' ? BigInt(part.amount) : 0n),
    fixed.reduce((a, b) => a + b, 0n),
  )
  const shares = parts.map((part): readonly Ratio[] => {
    if (part.method !== 'equal' && part.method !== 'factor') return recipients.map(() => NO_RATIO)
    const inside = recipients.map(
      ({ id }) => part.recipients === 'all' || part.recipients.includes(id),
    )
    const scores = recipients.map(({ id, className }, at): Ratio => {
      if (!inside[at]) return NO_RATIO
      if (part.method === 'equal') return ratio(1n)
      const parted = part.factors.map(({ key, weight }) =>
        multiplyRatio(
          ratioOf(weight),
          divideRatio(value(key, id), total(recipients.map((one) => value(key, one.id)))),
        ),
      )
      const coefficient = whole.coefficients?.[className ?? '']
      return multiplyRatio(
        coefficient === undefined ? ratio(1n) : ratioOf(coefficient),
        total(parted),
      )
    })
    const amount = part.amount === 'rest' ? BigInt(pot) - typed : BigInt(part.amount)
    const all = total(scores)
    return scores.map((score) => multiplyRatio(ratio(amount), divideRatio(score, all)))
  })
  return recipients.map(({ id }, at) => {
    const own = whole.bounds.recipients[id]
    const floor = BigInt(own?.floor ?? whole.bounds.floor ?? 0)
    const cap = own?.cap ?? whole.bounds.cap
    const mine = fixed[at] ?? 0n
    return {
      id,
      w: total(shares.map((share) => share[at] ?? NO_RATIO)),
      fixed: mine,
      lower: floor > mine ? floor - mine : 0n,
      upper: cap === null ? null : BigInt(cap) - mine,
    }
  })
}

const clamp = (value: Ratio, { lower, upper }: Expected): Ratio => {
  if (compareRatio(value, ratio(lower)) < 0) return ratio(lower)
  return upper !== null && compareRatio(value, ratio(upper)) > 0 ? ratio(upper) : value
}

const least = (a: Ratio, b: Ratio): Ratio => (compareRatio(a, b) <= 0 ? a : b)
const most = (a: Ratio, b: Ratio): Ratio => (compareRatio(a, b) >= 0 ? a : b)

/** Every v is clamp(t·w) for one t, and they add up to T, or nobody can take more. */
const expectSolved = (
  expected: readonly Expected[],
  exact: ReadonlyMap<string, Ratio>,
  t: Ratio | null,
): void => {
  const v = (one: Expected): Ratio => exact.get(one.id) ?? NO_RATIO
  const sum = expected.reduce((to, one) => addRatio(to, v(one)), NO_RATIO)
  const target = most(
    expected.reduce((to, { w }) => addRatio(to, w), NO_RATIO),
    ratio(expected.reduce((to, { lower }) => to + lower, 0n)),
  )
  if (t !== null)
    for (const one of expected)
      expect(ratioText(v(one))).toBe(ratioText(clamp(multiplyRatio(t, one.w), one)))
  else {
    // Without a free amount t is any number between the caps that bind and the floors that bind.
    let from = NO_RATIO
    let to: Ratio | null = null
    for (const one of expected) {
      if (one.w.numerator === 0n) expect(ratioText(v(one))).toBe(`${one.lower}`)
      else if (one.upper !== null && compareRatio(v(one), ratio(one.upper)) === 0)
        from = most(from, divideRatio(v(one), one.w))
      else {
        expect(ratioText(v(one))).toBe(`${one.lower}`)
        const limit = divideRatio(v(one), one.w)
        to = to === null ? limit : least(to, limit)
      }
    }
    if (to !== null) expect(compareRatio(from, to)).toBeLessThanOrEqual(0)
  }
  if (compareRatio(sum, target) !== 0) {
    expect(compareRatio(sum, target)).toBe(-1)
    for (const one of expected) {
      const most = one.w.numerator === 0n ? one.lower : one.upper
      expect(ratioText(v(one))).toBe(`${most}`)
    }
  }
}

const exactOf = (workings: Workings): ReadonlyMap<string, Ratio> => {
  const { settlement, lines } = workings
  const denominator = settlement.free === 0n ? 1n : settlement.free
  return new Map(
    lines.map(({ claim }) => [claim.recipient.id, ratio(settled(settlement, claim), denominator)]),
  )
}

describe('a random plan', () => {
  test('keeps every law of sharing', () => {
    let computed = 0
    let asked = 0
    let bound = 0
    let mostRounds = 0
    run(
      fc.property(drawing, (drawn) => {
        asked += 1
        const inputs = inputsOf(drawn)
        const worked = workOut(inputs)
        if (!worked.ok) {
          expect(EXPECTED).toContain(worked.refusal)
          return
        }
        computed += 1
        const { lines, total, reserve, rounds } = computationOf(worked.value)
        if (lines.some((line) => line.bound !== null)) bound += 1
        mostRounds = Math.max(mostRounds, rounds)
        const expected = expectedOf(inputs)
        const exact = exactOf(worked.value)
        expectSolved(expected, exact, worked.value.t)
        expect(lines.map(({ recipient }) => recipient)).toEqual(expected.map(({ id }) => id))

        // Lines and reserve are the pot, to the fen.
        expect(lines.reduce((sum, { amount }) => sum + amount, 0)).toBe(total)
        expect(total + reserve).toBe(inputs.pot)
        expect(reserve).toBeGreaterThanOrEqual(0)
        expect(rounds).toBeLessThanOrEqual(lines.length)

        const unit = BigInt(drawn.unit)
        let cut = NO_RATIO
        for (const [at, line] of lines.entries()) {
          const one = expected[at]
          if (one === undefined) throw new Error('a line too many')
          const amount = BigInt(line.amount)
          const v = exact.get(one.id) ?? NO_RATIO
          const moved = addRatio(ratio(one.fixed - amount), v)
          cut = addRatio(cut, v)
          // No amount moves by a unit, bounds hold after rounding, and whole units stay whole.
          expect(compareRatio(moved, ratio(unit))).toBe(-1)
          expect(compareRatio(moved, ratio(drawn.largest ? -unit : 0n))).toBe(
            drawn.largest || moved.numerator !== 0n ? 1 : 0,
          )
          expect(amount % unit).toBe(0n)
          expect(amount >= one.fixed + one.lower).toBe(true)
          if (one.upper !== null) expect(amount <= one.fixed + one.upper).toBe(true)
          if (one.w.numerator === 0n) expect(amount).toBe(one.fixed + one.lower)
          expect(line.byPart.reduce((sum, part) => sum + part, 0)).toBe(line.amount)
          expect(line.byPart.every((part) => part >= 0)).toBe(true)
        }
        const paid = BigInt(total) - expected.reduce((sum, { fixed }) => sum + fixed, 0n)
        if (drawn.largest) expect(paid).toBe(floorRatio(divideRatio(cut, ratio(unit))) * unit)

        // More weight is never less money, and equals stay equal where all are cut.
        for (const [at, one] of expected.entries())
          for (const [other, two] of expected.entries()) {
            if (one.fixed !== two.fixed || one.lower !== two.lower || one.upper !== two.upper)
              continue
            const [a, b] = [lines[at]?.amount ?? 0, lines[other]?.amount ?? 0]
            const order = compareRatio(one.w, two.w)
            if (order > 0) expect(a).toBeGreaterThanOrEqual(b)
            if (order === 0 && !drawn.largest) expect(a).toBe(b)
            if (order === 0 && at < other) expect(a).toBeGreaterThanOrEqual(b)
          }
      }),
      1_000,
      100_000,
    )
    // The drawing must reach what it tests: computed plans, bounds that bind, several rounds.
    expect(computed).toBeGreaterThan(asked / 2)
    expect(bound).toBeGreaterThan(computed / 5)
    expect(mostRounds).toBeGreaterThan(2)
  }, 3_600_000)

  test('gives the same bytes whatever the order of its rows', () => {
    run(
      fc.property(drawing, fc.infiniteStream(fc.nat(1_000)), (drawn, chance) => {
        const inputs = inputsOf(drawn)
        const shuffled = <T>(rows: readonly T[]): readonly T[] =>
          rows
            .map((row) => ({ row, at: chance.next().value }))
            .toSorted((a, b) => a.at - b.at)
            .map(({ row }) => row)
        const other: PlanInputs = {
          ...inputs,
          recipients: shuffled(inputs.recipients),
          facts: shuffled(inputs.facts),
          parts: inputs.parts.map((part): Part => {
            if ('lines' in part) {
              return part.method === 'manual'
                ? { ...part, lines: shuffled(part.lines) }
                : { ...part, lines: shuffled(part.lines) }
            }
            const recipients =
              part.recipients === 'all' ? part.recipients : shuffled(part.recipients)
            return part.method === 'factor'
              ? { ...part, recipients, factors: shuffled(part.factors) }
              : { ...part, recipients }
          }),
        }
        expect(canonicalInputs(other)).toBe(canonicalInputs(inputs))
        const [one, two] = [workOut(inputs), workOut(other)]
        expect(two.ok).toBe(one.ok)
        if (one.ok && two.ok)
          expect(canonicalComputation(computationOf(two.value))).toBe(
            canonicalComputation(computationOf(one.value)),
          )
        // Of two factors that sum to zero the first of the plan is named, so only the code is compared.
        else if (!one.ok && !two.ok) expect(two.refusal).toBe(one.refusal)
      }),
      200,
      20_000,
    )
  }, 3_600_000)
})

describe('splitting an amount to the fen by weight', () => {
  const weight = fc.oneof(fc.constant(0), fc.constant(7), fc.nat(1_000), fc.nat(10 ** 12))
  const split = (total: number, weights: readonly number[]): readonly number[] => {
    const recipients = counties(weights.length)
    const worked = workOut(
      plan({
        pot: fen(total),
        recipients,
        parts: [membersPart],
        rule: { ...rule, rounding: { unit: fen(1), mode: 'largest-remainder' } },
        facts: factsOf('members', recipients, weights),
      }),
    )
    if (!worked.ok) throw new Error(worked.refusal)
    return computationOf(worked.value).lines.map(({ amount }) => amount)
  }
  test('loses and invents nothing, for 1 to 1,500 weights and up to 10^13 fen', () => {
    run(
      fc.property(
        fc.nat(10 ** 13),
        fc.oneof(
          { weight: 60, arbitrary: fc.array(weight, { minLength: 1, maxLength: 60 }) },
          {
            weight: 1,
            arbitrary: fc.array(weight, { minLength: 1_000, maxLength: 1_500, size: 'max' }),
          },
        ),
        (total, weights) => {
          const whole = weights.reduce((sum, one) => sum + one, 0)
          fc.pre(whole > 0)
          const shares = split(total, weights)
          expect(shares.reduce((sum, share) => sum + share, 0)).toBe(total)
          for (const [at, share] of shares.entries()) {
            const exact = BigInt(total) * BigInt(weights[at] ?? 0)
            const off = BigInt(share) * BigInt(whole) - exact
            if (off <= -BigInt(whole) || off >= BigInt(whole))
              throw new Error(`share ${at}: ${share}`)
            if (weights[at] === 0 && share !== 0)
              throw new Error(`share ${at} of nothing: ${share}`)
          }
        },
      ),
      10_000,
      100_000,
    )
  }, 3_600_000)
})
