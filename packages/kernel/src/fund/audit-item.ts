import { z } from 'zod'
import { Day } from '../base/day.ts'
import { accept, type Decision, refuse } from '../base/decision.ts'
import { Revision } from '../base/id.ts'
import { PositiveFen } from '../base/money.ts'
import { OrganizationId } from '../organization/organization.ts'
import { AuditItemId, type AuditRefusal, AuditSampleId } from './audit-sample.ts'
import { HandRecord } from './bank-account.ts'

/** 待查 → 无异常, or 发现问题 → 整改 → 销号. */
export const AUDIT_ITEM_STATES = {
  drawn: '待查',
  clear: '无异常',
  problem: '有问题',
  rectified: '已整改待销号',
  closed: '已销号',
} as const
export const AuditItemState = z.enum(['drawn', 'clear', 'problem', 'rectified', 'closed'])
export type AuditItemState = z.infer<typeof AuditItemState>

export const AUDIT_ITEM_ACTS = ['clear', 'report', 'rectify', 'return', 'close'] as const
export type AuditItemAct = (typeof AUDIT_ITEM_ACTS)[number]

/** Nothing else is possible. The unit answers with its 整改; only 经审 closes. */
export const AUDIT_ITEM_TRANSITIONS: Readonly<
  Record<AuditItemAct, { readonly from: readonly AuditItemState[]; readonly to: AuditItemState }>
> = {
  clear: { from: ['drawn'], to: 'clear' },
  report: { from: ['drawn', 'clear'], to: 'problem' },
  rectify: { from: ['problem'], to: 'rectified' },
  return: { from: ['rectified'], to: 'problem' },
  close: { from: ['rectified'], to: 'closed' },
}

/** One sampled spending and what came of looking at it. Day and amount are those of the journal. */
export const AuditItem = z.strictObject({
  id: AuditItemId,
  sampleId: AuditSampleId,
  place: z.int().min(1),
  /** Public id of the journal; `document` is the spending that it names. */
  journal: z.string(),
  document: z.string(),
  beneficiaryId: OrganizationId,
  /** Who spent it and keeps the voucher. */
  holderId: OrganizationId,
  day: Day,
  amount: PositiveFen,
  certain: z.boolean(),
  state: AuditItemState,
  note: z.string().nullable(),
  examiner: HandRecord.nullable(),
  examinedOn: Day.nullable(),
  rectification: z.string().nullable(),
  rectifier: HandRecord.nullable(),
  rectifiedOn: Day.nullable(),
  closeNote: z.string().nullable(),
  closer: HandRecord.nullable(),
  closedOn: Day.nullable(),
  revision: Revision,
})
export type AuditItem = z.infer<typeof AuditItem>

export const mayStep = (state: AuditItemState, act: AuditItemAct): boolean =>
  AUDIT_ITEM_TRANSITIONS[act].from.includes(state)

interface Stepping {
  readonly act: AuditItemAct
  readonly note: string
  readonly hand: z.infer<typeof HandRecord>
  readonly today: Day
}

/** Takes an item one step on; who acted, when and with which words stays in the item. */
export const stepItem = (
  item: AuditItem,
  { act, note, hand, today }: Stepping,
): Decision<AuditItem, AuditRefusal> => {
  if (!mayStep(item.state, act))
    return refuse('AUDIT_ITEM_STATE', { state: AUDIT_ITEM_STATES[item.state] })
  const next = { ...item, state: AUDIT_ITEM_TRANSITIONS[act].to }
  switch (act) {
    case 'clear':
    case 'report':
      return accept({ ...next, note, examiner: hand, examinedOn: today })
    case 'rectify':
      return accept({ ...next, rectification: note, rectifier: hand, rectifiedOn: today })
    case 'return':
    case 'close':
      return accept({ ...next, closeNote: note, closer: hand, closedOn: today })
  }
}
