import { Day } from '@qiangji/kernel/base/day.ts'
import { accept, refuse } from '@qiangji/kernel/base/decision.ts'
import { Allocation } from '@qiangji/kernel/fund/allocation.ts'
import {
  closePublicity as decideClose,
  recordMeeting as decideMeeting,
  issueAllocation,
  objectToAllocation,
  passAllocation,
  sendBackAllocation,
  submitAllocation,
  voidAllocation,
} from '@qiangji/kernel/fund/allocation-act.ts'
import { linesOf } from '@qiangji/kernel/fund/allocation-line.ts'
import { arrangePosting, issuePostings } from '@qiangji/kernel/fund/allocation-posting.ts'
import { compute } from '@qiangji/kernel/fund/computation.ts'
import { MeetingForm, MeetingId } from '@qiangji/kernel/fund/meeting.ts'
import { checkSubmission, maySubmit } from '@qiangji/kernel/fund/submission.ts'
import { newId } from '@qiangji/store/engine/new-id.ts'
import { addVersion, findVersion, listLines } from '@qiangji/store/fund/allocation-version.ts'
import { claimNumber } from '@qiangji/store/fund/document-number.ts'
import { findFund } from '@qiangji/store/fund/fund.ts'
import { addMeeting } from '@qiangji/store/fund/meeting.ts'
import { inputsOf, readPlanSource } from '@qiangji/store/fund/plan-source.ts'
import { findFileWithin } from '@qiangji/store/record/file.ts'
import { command } from '../frame/procedure.ts'
import { Chosen, ownPlan, Reasoned, takeStep } from './allocation-record.ts'
import { tellIssued } from './allocation-told.ts'
import { availableOf } from './fund-figures.ts'

/** 提交: freezes what the plan is computed from as the next version; the checks of the editor are asked again. */
export const submit = command(
  {
    input: Chosen,
    output: Allocation,
    scoped: 'body',
    subject: (i) => i.id,
    rest: 'POST /fund/allocations/{id}/submit',
  },
  async (asked) => {
    const { tx, actor, today, input } = asked
    const plan = await ownPlan(tx, actor, input.id)
    const fund = plan === null ? null : await findFund(tx, plan.fundId)
    if (plan === null || fund === null) return refuse('NOT_FOUND')
    if (fund.state === 'ended') return refuse('FUND_ENDED')
    const { form } = plan
    const source = await readPlanSource(tx, fund, form.on)
    const inputs = inputsOf(form, source)
    const computed = compute(inputs)
    if (!computed.ok) return computed
    const lines = linesOf(computed.value, source.recipients, source.precedent)
    const available = await availableOf(tx, fund)
    const checked = maySubmit(checkSubmission(form, lines, available))
    if (!checked.ok) return checked
    return takeStep(asked, {
      step: 'submit',
      chosen: input,
      decide: (before) => submitAllocation(before, computed.value, actor, today),
      write: async (after) => {
        await addVersion(
          tx,
          {
            allocationId: after.id,
            version: after.version,
            form,
            inputs,
            places: source.places,
            submittedBy: actor.name,
            submittedOn: today,
          },
          computed.value,
          lines,
        )
        return accept(null)
      },
    })
  },
)

/** 审核通过, by the reviewer whose turn it is. */
export const pass = command(
  {
    input: Chosen,
    output: Allocation,
    scoped: 'body',
    subject: (i) => i.id,
    rest: 'POST /fund/allocations/{id}/pass',
  },
  async (asked) =>
    takeStep(asked, {
      step: 'pass',
      chosen: asked.input,
      decide: (plan) => passAllocation(plan, asked.actor),
    }),
)

export const sendBack = command(
  {
    input: Reasoned,
    output: Allocation,
    scoped: 'body',
    subject: (i) => i.id,
    rest: 'POST /fund/allocations/{id}/send-back',
  },
  async (asked) =>
    takeStep(asked, {
      step: 'send-back',
      chosen: asked.input,
      reason: asked.input.reason,
      decide: (plan) => sendBackAllocation(plan, asked.input.reason, asked.actor),
    }),
)

/** 登记集体研究: keeps the record of the meeting and arranges the money; refused above 待分配. */
export const recordMeeting = command(
  {
    input: Chosen.extend({ meeting: MeetingForm, publicUntil: Day.nullable() }),
    output: Allocation,
    scoped: 'body',
    subject: (i) => i.id,
    rest: 'POST /fund/allocations/{id}/meeting',
  },
  async (asked) => {
    const { tx, actor, today, input } = asked
    const { meeting, publicUntil } = input
    const plan = await ownPlan(tx, actor, input.id)
    const fund = plan === null ? null : await findFund(tx, plan.fundId)
    if (fund === null) return refuse('NOT_FOUND')
    const reader = { personId: actor.personId, path: actor.organization.path }
    if (meeting.fileId !== null && (await findFileWithin(tx, meeting.fileId, reader)) === null)
      return refuse('FILE_MISSING')
    return takeStep(asked, {
      step: 'arrange',
      chosen: input,
      reason: meeting.item,
      decide: (before) =>
        decideMeeting(before, meeting, { today, publicity: fund.publicity, publicUntil }, actor),
      postings: (after) => [arrangePosting(after.organizationId, after.total, after.id)],
      write: async (after) => {
        const recorded = { recordedBy: actor.name, recordedOn: today }
        await addMeeting(tx, after, { ...meeting, id: newId(MeetingId), ...recorded })
        return accept(null)
      },
    })
  },
)

/** 受理异议: back to the meeting; what was arranged is withdrawn. */
export const object = command(
  {
    input: Reasoned,
    output: Allocation,
    scoped: 'body',
    subject: (i) => i.id,
    rest: 'POST /fund/allocations/{id}/objection',
  },
  async (asked) =>
    takeStep(asked, {
      step: 'object',
      chosen: asked.input,
      reason: asked.input.reason,
      decide: (plan) => objectToAllocation(plan, asked.input.reason, asked.actor),
    }),
)

export const closePublicity = command(
  {
    input: Chosen,
    output: Allocation,
    scoped: 'body',
    subject: (i) => i.id,
    rest: 'POST /fund/allocations/{id}/publicity/close',
  },
  async (asked) =>
    takeStep(asked, {
      step: 'close-publicity',
      chosen: asked.input,
      decide: (plan) => decideClose(plan, asked.actor, asked.today),
    }),
)

/** 登记文号并印发: takes the number and issues every line, all or nothing. */
export const issue = command(
  {
    input: Chosen.extend({ number: Allocation.shape.form.shape.title.max(60), day: Day }),
    output: Allocation,
    scoped: 'body',
    subject: (i) => i.id,
    rest: 'POST /fund/allocations/{id}/issue',
  },
  async (asked) => {
    const { tx, actor, today, input } = asked
    const plan = await ownPlan(tx, actor, input.id)
    if (plan === null) return refuse('NOT_FOUND')
    const decided = issueAllocation(plan, input, actor, today)
    if (!decided.ok && plan.revision === input.revision) return decided
    const version = await findVersion(tx, plan.id, plan.version)
    const lines = await listLines(tx, plan.id, plan.version)
    return takeStep(asked, {
      step: 'issue',
      chosen: input,
      reason: input.number,
      decide: () => decided,
      postings: (after) => issuePostings(after.organizationId, lines, after.id),
      write: async (after) => {
        if (!decided.ok || version === null) return refuse('NOT_FOUND')
        const claimed = await claimNumber(tx, after.organizationId, decided.value.number, after.id)
        if (!claimed.ok) return claimed
        await tellIssued(tx, after, lines, version.places, today)
        return accept(null)
      },
    })
  },
)

/** 作废, before it is issued. */
export const voidPlan = command(
  {
    input: Reasoned,
    output: Allocation,
    scoped: 'body',
    subject: (i) => i.id,
    rest: 'POST /fund/allocations/{id}/void',
  },
  async (asked) =>
    takeStep(asked, {
      step: 'void',
      chosen: asked.input,
      reason: asked.input.reason,
      decide: (plan) => voidAllocation(plan, asked.input.reason, asked.actor),
    }),
)
