import { RECIPIENTS } from '../cast.ts'
import type { Command, Part } from '../command.ts'
import { addDays, balanceOf, type PlanDoc, provincial } from '../oracle/world.ts'
import { type Desk, type Drawer, type Drawing, dayOf, fundOf, latest, stale, who } from './desk.ts'

/** Σ lines within what is available, mostly. */
const formOf = (
  d: Desk,
  available: number,
): { pot: number; lines: readonly Part[]; note: string } => {
  const { c } = d
  const share = c.some(RECIPIENTS, c.between(1, 5))
  const whole = c.maybe(0.06)
    ? available + c.between(1, 100_000)
    : Math.max(1, Math.floor(available * c.pick([1, 0.8, 0.5])))
  const each = Math.max(1, Math.floor(whole / share.length))
  const none = c.maybe(0.06)
  const lines = share.map((beneficiary) => ({
    beneficiary: c.maybe(0.97) ? beneficiary : '621022100',
    amount: c.maybe(none ? 1 : 0.08) ? 0 : c.maybe(0.5) ? each : c.between(1, each),
  }))
  const sum = lines.reduce((total, line) => total + line.amount, 0)
  return {
    pot: c.maybe(0.04) ? Math.max(0, sum - 1) : Math.max(sum, whole),
    lines,
    note: c.maybe(0.25) ? '情况属实' : '',
  }
}

/** The whole road to the decision, leaving it now and then. */
export const plan: Drawer = (d) => {
  const fund = fundOf(d)
  const available = Number(balanceOf(d.w, fund, provincial('available')))
  if (available === 0 && !d.c.maybe(0.05)) return null
  return road(d, fund, available)
}
function* road(d: Desk, fund: 'main' | 'next', available: number): Drawing {
  const drafted = yield { do: 'plan.draft', by: who(d, '62.drafter', '62.programme'), fund }
  if (!drafted.answer.ok) return
  yield saving(d, drafted.handle, available)
  for (let step = 0; step < 5; step++) {
    const p = d.w.plans.get(drafted.handle)
    if (!p || d.c.maybe(0.02)) return
    const { answer } = yield due(d, p)
    if (!answer.ok && d.c.maybe(0.5)) return
  }
}

const saving = (d: Desk, handle: string, available: number): Command => ({
  do: 'plan.save',
  by: who(d, '62.drafter', '62.drafter-both'),
  plan: handle,
  stale: stale(d),
  ...formOf(d, available),
})

/** The step that is due in the state of the plan. */
const due = (d: Desk, p: PlanDoc): Command => {
  const { c, w } = d
  const on = { plan: p.handle, stale: stale(d) }
  switch (p.state) {
    case 'drafting':
      return p.form === null || c.maybe(0.1)
        ? saving(d, p.handle, Number(balanceOf(w, p.fund, provincial('available'))))
        : { do: 'plan.submit', by: who(d, '62.drafter', '62.drafter-both'), ...on }
    case 'programme-review':
    case 'finance-review': {
      const right = p.state === 'programme-review' ? '62.programme' : '62.chief'
      const by = who(d, right, '62.drafter-both', '62.programme', '62.chief', '62.finance-both')
      return c.maybe(0.1)
        ? { do: 'plan.sendBack', by, reason: c.maybe(0.45) ? '请补充说明' : '', ...on }
        : { do: 'plan.pass', by, ...on }
    }
    case 'deliberation':
      return {
        do: 'plan.meet',
        by: who(d, '62.drafter', '62.drafter-both'),
        day: dayOf(d, 0.35),
        publicUntil: publicUntil(d, p),
        ...on,
      }
    case 'publicity':
      return c.maybe(0.3)
        ? {
            do: 'plan.object',
            by: who(d, '62.drafter'),
            reason: c.maybe(0.93) ? '收到异议' : '',
            ...on,
          }
        : { do: 'plan.closePublicity', by: who(d, '62.drafter'), ...on }
    case 'numbering':
      return issuing(d, p)
    default:
      return { do: 'plan.void', by: who(d, '62.drafter'), reason: '不再办理', ...on }
  }
}

const publicUntil = ({ c, w }: Desk, p: PlanDoc): string | null => {
  if (!w.funds[p.fund].publicity) return null
  if (c.maybe(0.15)) return null
  return addDays(w.today, c.maybe(0.25) ? c.between(0, 6) : c.between(7, 12))
}

const issuing = (d: Desk, p: PlanDoc): Command => {
  const { c, w } = d
  const day = dayOf(d, 0.5)
  const year = c.maybe(0.75) ? day.slice(0, 4) : String(Number(w.today.slice(0, 4)) - 3)
  const used = latest(c, w.numbers.keys())
  const fresh = c.maybe(0.8) ? `演示总工发〔${year}〕${d.number()}号` : `第${d.number()}号`
  return {
    do: 'plan.issue',
    by: who(d, '62.office', '62.drafter'),
    plan: p.handle,
    stale: stale(d),
    day,
    number: used !== null && c.maybe(0.2) ? used : fresh,
  }
}

const OPEN = [
  'drafting',
  'programme-review',
  'finance-review',
  'deliberation',
  'publicity',
  'numbering',
]

/** The next step of a plan that is on its road. */
export const planStep: Drawer = (d) => {
  const { c, w } = d
  const open = [...w.plans.values()].filter((p) => OPEN.includes(p.state))
  const p = latest(c, open.length > 0 && c.maybe(0.9) ? open : w.plans.values())
  return p ? one(c.maybe(0.85) ? due(d, p) : any(d, p)) : null
}
function* one(command: Command): Drawing {
  yield command
}

/** Any step at all: most are not possible now. */
const any = (d: Desk, p: PlanDoc): Command => {
  const { c } = d
  const on = { plan: p.handle, stale: stale(d) }
  const drafter = who(d, '62.drafter', '62.drafter-both')
  return c.pick<() => Command>([
    () => ({ do: 'plan.void', by: drafter, reason: c.maybe(0.7) ? '不再办理' : '', ...on }),
    () => ({ do: 'plan.object', by: drafter, reason: '收到异议', ...on }),
    () => ({ do: 'plan.closePublicity', by: drafter, ...on }),
    () => ({ do: 'plan.sendBack', by: drafter, reason: '请补充说明', ...on }),
    () => ({ do: 'plan.pass', by: who(d, '62.chief', '62.programme'), ...on }),
    () => issuing(d, p),
  ])()
}
