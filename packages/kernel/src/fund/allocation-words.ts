import type { RefusalFacts } from '../base/decision.ts'
import { fen, formatYuan } from '../base/money.ts'
import type {
  IssueRefusal,
  MeetingRefusal,
  PublicityRefusal,
  ReasonRefusal,
} from './allocation-act.ts'
import type { StepRefusal } from './allocation-step.ts'
import type { PaperRefusal } from './document.ts'
import { inWan } from './plan-text.ts'
import type { SubmissionRefusal } from './submission.ts'

type Sentence = string | ((facts: RefusalFacts) => string)
type Refusal =
  | Exclude<StepRefusal, 'SAME_PERSON'>
  | ReasonRefusal
  | MeetingRefusal
  | PublicityRefusal
  | Exclude<IssueRefusal, PaperRefusal>
  | SubmissionRefusal
  | 'VERSION_UNKNOWN'

const yuan = (facts: RefusalFacts, key: string): string =>
  `${formatYuan(fen(Number(facts[key])))} 元`

/** Why a step of a plan is refused. */
export const ALLOCATION_WORDS: Readonly<Record<Refusal, Sentence>> = {
  STEP_NOT_NOW: '方案现在是“{state}”，不能{step}。请刷新查看最新进展。',
  STEP_NOT_YOURS: '{step}须由{post}办理。',
  STEP_REASON_MISSING: '请写明理由，经办人要据此修改。',
  MEETING_IN_FUTURE: '会议日期 {day} 晚于今天（{today}），会后再登记。',
  MEETING_BEFORE_PLAN:
    '会议日期 {day} 早于第{version}稿的提交日期（{submitted}），会议研究的不是这一稿。请核对日期。',
  PUBLICITY_DAYS_MISSING: '本专项要求公示，请填写公示截止日期。',
  PUBLICITY_TOO_SHORT: '公示至少 {days} 天，截止日期 {until} 太早。',
  PUBLICITY_RUNNING: '公示到 {until} 截止，次日起才能结束公示。',
  ISSUE_BEFORE_MEETING: '成文日期 {day} 早于集体研究日期（{decided}），请核对。',
  PLAN_EMPTY: '各行金额合计为 0，没有可以提交的内容。请填写专项总额和分项。',
  POT_ABOVE_AVAILABLE: (f) =>
    `专项总额 ${yuan(f, 'pot')}，待分配只有 ${yuan(f, 'available')}，超出 ${yuan(f, 'above')}。请调减总额，或先核定、调整预算。`,
  LINE_WITHOUT_AMOUNT: '有 {count} 家金额为 0（如{name}）。请调整分项，或在说明中写明原因。',
  CHANGE_WITHOUT_NOTE: (f) =>
    `${f.count} 家比上年增减超过 ${inWan(fen(Number(f.above)))} 万元，须在说明中写明原因。`,
  VERSION_UNKNOWN: '没有第 {version} 稿。',
}
