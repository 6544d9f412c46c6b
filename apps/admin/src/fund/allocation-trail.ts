import type { Day } from '@qiangji/kernel/base/day.ts'
import type { AllocationState } from '@qiangji/kernel/fund/allocation.ts'
import type { TrailStep } from '../figure/trail-step.ts'

/** A line of a plan's history, as the trail reads it. */
export interface HistoryStep {
  readonly step: string
  readonly state: AllocationState
  readonly version: number
  readonly personName: string
  readonly day: Day
}

interface Stop {
  readonly word: string
  /** The states in which the plan stands at this stop. */
  readonly states: readonly AllocationState[]
  /** The step that passes it. */
  readonly by: string
  readonly office: string
}

const STOPS: readonly Stop[] = [
  { word: '起草', states: ['drafting'], by: 'submit', office: '业务经办' },
  { word: '业务审核', states: ['programme-review'], by: 'pass', office: '业务部门负责人' },
  { word: '财务审核', states: ['finance-review'], by: 'pass', office: '财务部门' },
  { word: '集体研究', states: ['deliberation', 'publicity'], by: 'arrange', office: '主席办公会' },
  { word: '待文号', states: ['numbering'], by: 'issue', office: '办公室编号' },
  { word: '已印发', states: ['issued'], by: '', office: '转拨付' },
]

const said = (day: Day): string => `${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`

/** The six fixed steps: who took each in the running round, where it stands, and who returned it. */
export const trailOf = (
  state: AllocationState,
  history: readonly HistoryStep[],
): readonly TrailStep[] => {
  const now = STOPS.findIndex((stop) => stop.states.includes(state))
  const round = history.slice(lastIndex(history, (step) => step.step === 'send-back') + 1)
  const returned = state === 'drafting' ? returnOf(history) : null
  return STOPS.map((stop, index): TrailStep => {
    const by = round.filter((step) => step.step === stop.by && passes(step, stop)).at(-1)
    if (returned !== null && returned.stop === index)
      return {
        word: stop.word,
        about: [returned.step.personName, `${said(returned.step.day)}退回`],
        at: 'returned',
      }
    if (index === now) return { word: stop.word, about: aboutNow(stop, history), at: 'now' }
    if (by !== undefined && (now < 0 || index < now))
      return { word: stop.word, about: [by.personName, said(by.day)], at: 'done' }
    return { word: stop.word, about: [stop.office], at: 'ahead' }
  })
}

/** A pass leads from the programme review to the finance review and from there to the meeting. */
const passes = (step: HistoryStep, stop: Stop): boolean => {
  if (stop.by !== 'pass') return true
  const next: AllocationState =
    stop.states[0] === 'programme-review' ? 'finance-review' : 'deliberation'
  return step.state === next
}

const aboutNow = (stop: Stop, history: readonly HistoryStep[]): readonly string[] => {
  const last = history.at(-1)
  if (last === undefined) return [stop.office]
  if (stop.word === '起草') {
    const drafter = history.filter((step) => step.step === 'draft' || step.step === 'submit').at(-1)
    return [drafter?.personName ?? last.personName, `${said(last.day)} 第${last.version + 1}稿`]
  }
  if (stop.word === '已印发') return [last.personName, said(last.day)]
  return [stop.office, `${said(last.day)}起`]
}

/** Where the plan was sent back from, while it is being drafted again. */
const returnOf = (history: readonly HistoryStep[]) => {
  const at = lastIndex(history, (step) => step.step === 'send-back')
  const step = history[at]
  if (step === undefined) return null
  const before = history[at - 1]?.state
  const stop = STOPS.findIndex((one) => before !== undefined && one.states.includes(before))
  return stop < 0 ? null : { step, stop }
}

const lastIndex = (history: readonly HistoryStep[], is: (step: HistoryStep) => boolean): number =>
  history.reduce((found, step, index) => (is(step) ? index : found), -1)
