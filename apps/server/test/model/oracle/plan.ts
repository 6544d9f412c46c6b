import type { PostCode } from '@qiangji/kernel/access/post.ts'
import { PROVINCE } from '../cast.ts'
import { type Answer, type Command, DONE, type Handle, no } from '../command.ts'
import { isListed } from './list.ts'
import { postAll } from './post.ts'
import {
  addDays,
  balanceOf,
  handOf,
  hasPost,
  isSamePerson,
  type Leg,
  type Persons,
  type PlanDoc,
  type PlanState,
  playerIn,
  provincial,
  type World,
} from './world.ts'

type PlanCommand = Extract<Command, { do: `plan.${string}` }>
type OnPlan = Exclude<PlanCommand, { do: 'plan.draft' }>

/** Who may knock at the door at all; whose turn it is comes after. */
const DOOR: Readonly<Record<PlanCommand['do'], readonly PostCode[]>> = {
  'plan.draft': ['programme-clerk'],
  'plan.save': ['programme-clerk'],
  'plan.submit': ['programme-clerk'],
  'plan.pass': ['programme-reviewer', 'finance-reviewer'],
  'plan.sendBack': ['programme-reviewer', 'finance-reviewer', 'programme-clerk'],
  'plan.meet': ['programme-clerk'],
  'plan.object': ['programme-clerk'],
  'plan.closePublicity': ['programme-clerk'],
  'plan.issue': ['office'],
  'plan.void': ['programme-clerk'],
}

/** 起草 → 待业务审核 → 待财务审核 → 待研究 → (公示中) → 待文号 → 已印发; 作废 from any state before 已印发. */
const TURN: Readonly<Record<OnPlan['do'], Partial<Record<PlanState, PostCode>>>> = {
  'plan.save': { drafting: 'programme-clerk' },
  'plan.submit': { drafting: 'programme-clerk' },
  'plan.pass': { 'programme-review': 'programme-reviewer', 'finance-review': 'finance-reviewer' },
  'plan.sendBack': {
    'programme-review': 'programme-reviewer',
    'finance-review': 'finance-reviewer',
    deliberation: 'programme-clerk',
  },
  'plan.meet': { deliberation: 'programme-clerk' },
  'plan.object': { publicity: 'programme-clerk' },
  'plan.closePublicity': { publicity: 'programme-clerk' },
  'plan.issue': { numbering: 'office' },
  'plan.void': {
    drafting: 'programme-clerk',
    'programme-review': 'programme-clerk',
    'finance-review': 'programme-clerk',
    deliberation: 'programme-clerk',
    publicity: 'programme-clerk',
    numbering: 'programme-clerk',
  },
}

export const judgePlan = (w: World, c: PlanCommand, at: Handle): Answer => {
  const by = playerIn(c)
  if (!hasPost(by, ...DOOR[c.do])) return no('NOT_FOUND')
  if (c.do === 'plan.draft') return draft(w, c.fund, at)
  const plan = w.plans.get(c.plan)
  if (!plan) throw new Error('not applicable')
  if (c.do === 'plan.submit') {
    const refused = submissionRefusal(w, plan)
    if (refused) return no(refused)
  }
  if (c.stale) return no('REVISION_STALE')
  const post = TURN[c.do][plan.state]
  if (!post) return no('STEP_NOT_NOW')
  const hand = handOf(by, post)
  if (!hand) return no('STEP_NOT_YOURS')
  if (othersOf(plan, c.do).some((other) => isSamePerson(other, hand))) return no('SAME_PERSON')
  return take(w, plan, c, hand, at)
}

const draft = (w: World, fund: 'main' | 'next', handle: Handle): Answer => {
  if (w.funds[fund].ended) return no('FUND_ENDED')
  w.plans.set(handle, {
    handle,
    fund,
    state: 'drafting',
    form: null,
    submitted: null,
    decided: null,
    number: null,
    publicUntil: null,
    maker: null,
    programme: null,
    finance: null,
  })
  return DONE
}

/** The second hand is never the first; who passed the money's side neither arranges nor withdraws it. */
const othersOf = (plan: PlanDoc, act: OnPlan['do']): readonly Persons[] => {
  const hands = (...some: readonly (Persons | null)[]) => some.filter((hand) => hand !== null)
  if (act === 'plan.save' || act === 'plan.submit') return []
  if (plan.state === 'programme-review') return hands(plan.maker)
  if (plan.state === 'finance-review') return hands(plan.maker, plan.programme)
  const arranged = plan.state === 'publicity' || plan.state === 'numbering'
  const moves = act === 'plan.meet' || act === 'plan.object' || (act === 'plan.void' && arranged)
  return moves ? hands(plan.finance) : []
}

const sumOf = (plan: PlanDoc): bigint =>
  (plan.form?.lines ?? []).reduce((sum, line) => sum + BigInt(line.amount), 0n)

const submissionRefusal = (w: World, plan: PlanDoc): string | null => {
  const { form } = plan
  if (!form) throw new Error('not applicable')
  if (w.funds[plan.fund].ended) return 'FUND_ENDED'
  const named = form.lines.map((line) => line.beneficiary)
  if (new Set(named).size < named.length) return 'RECIPIENT_TWICE'
  if (named.some((code) => !isListed(w, plan.fund, code, form.on))) return 'RECIPIENT_UNKNOWN'
  if (sumOf(plan) > BigInt(form.pot)) return 'PARTS_ABOVE_POT'
  if (sumOf(plan) === 0n) return 'PLAN_EMPTY'
  if (BigInt(form.pot) > balanceOf(w, plan.fund, provincial('available')))
    return 'POT_ABOVE_AVAILABLE'
  if (form.note === '' && form.lines.some((line) => line.amount === 0)) return 'LINE_WITHOUT_AMOUNT'
  return null
}

const take = (w: World, plan: PlanDoc, c: OnPlan, hand: Persons, at: Handle): Answer => {
  switch (c.do) {
    case 'plan.save':
      plan.form = { pot: c.pot, lines: c.lines, note: c.note, on: w.today }
      return DONE
    case 'plan.submit':
      plan.submitted = { lines: plan.form?.lines ?? [], total: sumOf(plan), day: w.today }
      Object.assign(plan, {
        state: 'programme-review',
        maker: hand,
        programme: null,
        finance: null,
      })
      return DONE
    case 'plan.pass':
      if (plan.state === 'programme-review')
        Object.assign(plan, { state: 'finance-review', programme: hand })
      else Object.assign(plan, { state: 'deliberation', finance: hand })
      return DONE
    case 'plan.sendBack':
      if (c.reason === '') return no('STEP_REASON_MISSING')
      Object.assign(plan, { state: 'drafting', programme: null, finance: null })
      return DONE
    case 'plan.meet':
      return meet(w, plan, c, at)
    case 'plan.object':
    case 'plan.void':
      return giveUp(w, plan, c, at)
    case 'plan.closePublicity':
      if (plan.publicUntil !== null && w.today <= plan.publicUntil) return no('PUBLICITY_RUNNING')
      plan.state = 'numbering'
      return DONE
    case 'plan.issue':
      return issue(w, plan, c, at)
  }
}

/** The recorded decision arranges Σ lines; what is left of the pot stays available. */
const meet = (
  w: World,
  plan: PlanDoc,
  c: Extract<Command, { do: 'plan.meet' }>,
  at: Handle,
): Answer => {
  if (c.day > w.today) return no('MEETING_IN_FUTURE')
  if (plan.submitted && c.day < plan.submitted.day) return no('MEETING_BEFORE_PLAN')
  const { publicity } = w.funds[plan.fund]
  if (publicity) {
    if (c.publicUntil === null) return no('PUBLICITY_DAYS_MISSING')
    if (c.publicUntil < addDays(w.today, 7)) return no('PUBLICITY_TOO_SHORT')
  }
  const leg: Leg = {
    act: 'arrange',
    from: provincial('available'),
    to: provincial('arranged'),
    amount: plan.submitted?.total ?? 0n,
    document: plan.handle,
  }
  const answer = postPlan(w, plan, c.by, [leg], at, () => {
    Object.assign(plan, { state: 'deliberation', decided: null, publicUntil: null })
  })
  if (!answer.ok) return answer
  plan.decided = c.day
  plan.publicUntil = publicity ? c.publicUntil : null
  plan.state = publicity ? 'publicity' : 'numbering'
  return DONE
}

const giveUp = (
  w: World,
  plan: PlanDoc,
  c: Extract<Command, { do: 'plan.object' | 'plan.void' }>,
  at: Handle,
): Answer => {
  if (c.reason === '') return no('STEP_REASON_MISSING')
  if (plan.state === 'publicity' || plan.state === 'numbering') {
    const leg: Leg = {
      act: 'withdraw',
      from: provincial('arranged'),
      to: provincial('available'),
      amount: plan.submitted?.total ?? 0n,
      document: plan.handle,
    }
    const answer = postPlan(w, plan, c.by, [leg], at, null)
    if (!answer.ok) return answer
  }
  const state = c.do === 'plan.object' ? 'deliberation' : 'void'
  Object.assign(plan, { state, decided: null, publicUntil: null })
  return DONE
}

const NUMBER = /^[\p{Script=Han}A-Za-z]{2,20}〔(\d{4})〕[1-9]\d{0,4}号$/u

const issue = (
  w: World,
  plan: PlanDoc,
  c: Extract<Command, { do: 'plan.issue' }>,
  at: Handle,
): Answer => {
  const shape = NUMBER.exec(c.number)
  if (!shape) return no('NUMBER_MALFORMED')
  if (shape[1] !== c.day.slice(0, 4)) return no('NUMBER_YEAR')
  if (c.day > w.today) return no('DOCUMENT_IN_FUTURE')
  if (plan.decided !== null && c.day < plan.decided) return no('ISSUE_BEFORE_MEETING')
  if ((w.numbers.get(c.number) ?? plan.handle) !== plan.handle) return no('NUMBER_USED')
  const legs = (plan.submitted?.lines ?? [])
    .filter((line) => line.amount > 0)
    .map(
      ({ beneficiary, amount }): Leg => ({
        act: 'issue',
        from: provincial('arranged'),
        to: { beneficiary, holder: PROVINCE, stage: 'issued' },
        amount: BigInt(amount),
        document: plan.handle,
      }),
    )
  const answer = postPlan(w, plan, c.by, legs, at, () => {
    Object.assign(plan, { state: 'numbering', number: null })
  })
  if (!answer.ok) return answer
  w.numbers.set(c.number, plan.handle)
  Object.assign(plan, { state: 'issued', number: c.number })
  return DONE
}

/** `undo` null: the act cannot be reversed, another one takes its place. */
const postPlan = (
  w: World,
  plan: PlanDoc,
  key: string,
  legs: readonly Leg[],
  at: Handle,
  undo: (() => void) | null,
): Answer => {
  const batch = `${at}:${plan.handle}`
  const hand = handOf(playerIn({ by: key }), 'programme-clerk', 'office') ?? []
  const answer = postAll(w, hand, [{ fund: plan.fund, batch, legs }])
  const act = legs[0]?.act
  if (answer.ok && act)
    w.posted.set(batch, {
      act,
      union: PROVINCE,
      undo: undo ?? (() => undefined),
      guard: () => (undo === null ? 'NOT_REVERSIBLE' : null),
    })
  return answer
}
