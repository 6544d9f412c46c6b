import { describe, expect, test } from 'vitest'
import { day } from '../base/day.ts'
import {
  clerk,
  financeReviewer,
  office,
  plan,
  planForm,
  programmeReviewer,
} from './allocation.sample.ts'
import {
  closePublicity,
  issueAllocation,
  objectToAllocation,
  passAllocation,
  recordMeeting,
  saveDraft,
  sendBackAllocation,
  submitAllocation,
  undoneAllocation,
  voidAllocation,
} from './allocation-act.ts'
import { wan } from './plan.sample.ts'

const today = day('2024-04-11')
const sums = { total: wan(3956), reserve: wan(44) }
const hand = ({ personId }: { personId: typeof clerk.personId }) => ({ personId, onBehalfOf: null })
const reviewed = plan({
  state: 'deliberation',
  version: 1,
  ...sums,
  submittedOn: day('2024-03-12'),
  maker: hand(clerk),
  programmeReviewer: hand(programmeReviewer),
  financeReviewer: hand(financeReviewer),
})
const withoutPublicity = { today, publicity: false, publicUntil: null }

const value = <T>(decision: { ok: true; value: T } | { ok: false; refusal: string }): T => {
  if (!decision.ok) throw new Error(decision.refusal)
  return decision.value
}

describe('submission and review', () => {
  test('each submission is the next version and carries its sums', () => {
    const first = value(submitAllocation(plan(), sums, clerk, today)).allocation
    expect(first).toMatchObject({
      state: 'programme-review',
      version: 1,
      ...sums,
      submittedOn: today,
    })
    const back = value(sendBackAllocation(first, '因素权重请说明', programmeReviewer)).allocation
    const second = value(submitAllocation(back, sums, clerk, today)).allocation
    expect(second).toMatchObject({ version: 2, maker: hand(clerk), programmeReviewer: null })
  })

  test('a submitted plan is not edited', () => {
    expect(saveDraft(plan({ state: 'programme-review' }), planForm, clerk)).toMatchObject({
      refusal: 'STEP_NOT_NOW',
      facts: { state: '待业务审核' },
    })
    expect(saveDraft(plan(), planForm, programmeReviewer)).toMatchObject({
      refusal: 'STEP_NOT_YOURS',
    })
  })

  test('two passes lead to the meeting, each with its own hand', () => {
    const submitted = value(submitAllocation(plan(), sums, clerk, today)).allocation
    const once = value(passAllocation(submitted, programmeReviewer)).allocation
    const twice = value(passAllocation(once, financeReviewer)).allocation
    expect(twice).toMatchObject({
      state: 'deliberation',
      programmeReviewer: hand(programmeReviewer),
      financeReviewer: hand(financeReviewer),
    })
  })

  test('sending back, objecting and giving up need a reason', () => {
    expect(
      sendBackAllocation(plan({ state: 'programme-review' }), ' ', programmeReviewer),
    ).toMatchObject({
      refusal: 'STEP_REASON_MISSING',
    })
    expect(objectToAllocation({ ...reviewed, state: 'publicity' }, '', clerk)).toMatchObject({
      refusal: 'STEP_REASON_MISSING',
    })
    expect(voidAllocation(reviewed, '', clerk)).toMatchObject({ refusal: 'STEP_REASON_MISSING' })
  })

  test('from the meeting a plan may also go back to the drafter, and its passes fall away', () => {
    const back = value(sendBackAllocation(reviewed, '会议要求调整保底', clerk)).allocation
    expect(back).toMatchObject({
      state: 'drafting',
      programmeReviewer: null,
      financeReviewer: null,
    })
  })
})

describe('集体研究', () => {
  test('without 公示 the plan waits for its number', () => {
    const decided = value(
      recordMeeting(reviewed, { day: today }, withoutPublicity, clerk),
    ).allocation
    expect(decided).toMatchObject({ state: 'numbering', decidedOn: today, publicUntil: null })
  })

  test('a meeting is not recorded before it was held, nor one held before the plan existed', () => {
    expect(
      recordMeeting(reviewed, { day: day('2024-04-12') }, withoutPublicity, clerk),
    ).toMatchObject({
      refusal: 'MEETING_IN_FUTURE',
    })
    expect(
      recordMeeting(reviewed, { day: day('2024-03-11') }, withoutPublicity, clerk),
    ).toMatchObject({
      refusal: 'MEETING_BEFORE_PLAN',
      facts: { version: 1, submitted: '2024-03-12' },
    })
  })

  test('公示 is asked by the fund and lasts seven days', () => {
    const asked = (publicUntil: ReturnType<typeof day> | null) =>
      recordMeeting(reviewed, { day: today }, { today, publicity: true, publicUntil }, clerk)
    expect(asked(null)).toMatchObject({ refusal: 'PUBLICITY_DAYS_MISSING' })
    expect(asked(day('2024-04-17'))).toMatchObject({ refusal: 'PUBLICITY_TOO_SHORT' })
    expect(value(asked(day('2024-04-18'))).allocation.state).toBe('publicity')
  })

  test('公示 ends after its last day; an objection leads back to the meeting', () => {
    const open = { ...reviewed, state: 'publicity', publicUntil: day('2024-04-18') } as const
    expect(closePublicity(open, clerk, day('2024-04-18'))).toMatchObject({
      refusal: 'PUBLICITY_RUNNING',
    })
    expect(value(closePublicity(open, clerk, day('2024-04-19'))).allocation.state).toBe('numbering')
    expect(value(objectToAllocation(open, '乡镇数有误', clerk)).allocation).toMatchObject({
      state: 'deliberation',
      decidedOn: null,
      publicUntil: null,
    })
  })
})

describe('印发', () => {
  const decided = { ...reviewed, state: 'numbering', decidedOn: day('2024-04-11') } as const
  const issue = (number: string, on: string, who = office) =>
    issueAllocation(decided, { number, day: day(on) }, who, day('2024-04-26'))

  test('the office enters the number and the day of the paper', () => {
    const issued = value(issue('演示总工发〔2024〕12号', '2024-04-26'))
    expect(issued.allocation).toMatchObject({
      state: 'issued',
      number: '演示总工发〔2024〕12号',
      issuedOn: '2024-04-26',
    })
    expect(issued.number).toEqual({ code: '演示总工发', year: 2024, number: 12 })
  })

  test.each([
    ['第12号', '2024-04-26', 'NUMBER_MALFORMED'],
    ['演示总工发[2024]12号', '2024-04-26', 'NUMBER_MALFORMED'],
    ['演示总工发〔2024〕012号', '2024-04-26', 'NUMBER_MALFORMED'],
    ['演示总工发〔2023〕12号', '2024-04-26', 'NUMBER_YEAR'],
    ['演示总工发〔2024〕12号', '2024-04-27', 'DOCUMENT_IN_FUTURE'],
    ['演示总工发〔2024〕12号', '2024-04-10', 'ISSUE_BEFORE_MEETING'],
  ])('%s on %s is refused with %s', (number, on, refusal) => {
    expect(issue(number, on)).toMatchObject({ ok: false, refusal })
  })

  test('nobody but the office issues', () => {
    expect(issue('演示总工发〔2024〕12号', '2024-04-26', clerk)).toMatchObject({
      refusal: 'STEP_NOT_YOURS',
      facts: { post: '办公室（文号）' },
    })
  })

  test('冲销 sets an issue back to its number and an arrangement back to the meeting', () => {
    const issued = value(issue('演示总工发〔2024〕12号', '2024-04-26')).allocation
    const back = undoneAllocation(issued, 'issue')
    expect(back).toMatchObject({ state: 'numbering', number: null, issuedOn: null })
    expect(undoneAllocation(back, 'arrange')).toMatchObject({
      state: 'deliberation',
      decidedOn: null,
    })
  })

  test('an issued plan is not given up', () => {
    const issued = value(issue('演示总工发〔2024〕12号', '2024-04-26')).allocation
    expect(voidAllocation(issued, '不要了', clerk)).toMatchObject({ refusal: 'STEP_NOT_NOW' })
  })
})
