import type { Day } from '../base/day.ts'
import { accept, type Decision, refuse } from '../base/decision.ts'
import type { OrganizationId } from '../organization/organization.ts'
import { checkDocument, type PaperRefusal } from './document.ts'
import { ORDER_RULES, type OrderAct, type OrderForm, type OrderLine } from './order.ts'
import type { OrderRefusal } from './order-posting.ts'
import { STAGE_WORDS } from './stage.ts'

/** Where the maker stands, as far as the form must fit it. */
export interface MakerPlace {
  readonly organizationId: OrganizationId
  readonly level: 'province' | 'prefecture' | 'county' | 'township'
  /** The province of the tree. */
  readonly provinceId: OrganizationId
  readonly isOwnOrBelow: (id: OrganizationId) => boolean
}

/** Whether a form asks for everything its act needs and draws only on accounts of the maker's own. */
export const checkOrder = (
  form: OrderForm,
  maker: MakerPlace,
  today: Day,
): Decision<OrderForm, OrderRefusal | PaperRefusal> => {
  const rule = ORDER_RULES[form.act]
  if (rule.document && form.document === null) return refuse('DOCUMENT_MISSING', { act: rule.word })
  for (const paper of [form.document, form.newDocument]) {
    const checked = paper === null ? null : checkDocument(paper, today)
    if (checked?.ok === false) return checked
  }
  if (rule.reason && form.reason === '') return refuse('REASON_MISSING', { act: rule.word })
  if (rule.continues !== (form.continuesId !== null)) return refuse('ORDER_INCOMPLETE')
  if (rule.from.length > 0 && form.lines.length === 0)
    return refuse('LINES_MISSING', { act: rule.word })
  if (rule.from.length === 0 && form.lines.length > 0) return refuse('ORDER_INCOMPLETE')
  if ((form.act === 'set-off') !== (form.newFundId !== null)) return refuse('ORDER_INCOMPLETE')
  for (const line of form.lines) {
    const near = maker.isOwnOrBelow(line.beneficiaryId)
    if (!near || !rule.from.includes(line.stage) || !fits(form.act, line, maker))
      return refuse('STAGE_NOT_ALLOWED', { act: rule.word, stage: STAGE_WORDS[line.stage] })
    if ((form.act === 'sub-allocate') !== (line.target !== null)) return refuse('ORDER_INCOMPLETE')
    if ((line.stage === 'occupied') !== (line.commitmentId !== null))
      return refuse('COMMITMENT_NOT_NAMED')
  }
  return accept(form)
}

/** Where money stands that an order may draw on. */
export type Drawn = Pick<OrderLine, 'beneficiaryId' | 'holderId' | 'stage'>

/** Whether this act of this maker may draw on the account: what a page offers is what will not be refused. */
export const mayDrawOn = (act: OrderAct, account: Drawn, maker: MakerPlace): boolean => {
  if (!maker.isOwnOrBelow(account.beneficiaryId)) return false
  if (!ORDER_RULES[act].from.includes(account.stage)) return false
  // The shares are drawn on the county's own account, though each line names its township.
  if (act === 'sub-allocate')
    return (
      account.holderId === maker.organizationId && account.beneficiaryId === maker.organizationId
    )
  return fits(act, account, maker)
}

/** A line draws on money that the maker holds (or, at the county, that a union below it holds), always for its own. */
const fits = (act: OrderAct, line: Drawn, maker: MakerPlace): boolean => {
  switch (act) {
    case 'reduce':
      return line.holderId === maker.provinceId
    case 'set-off':
      return line.holderId === line.beneficiaryId
    case 'sub-allocate':
      return line.holderId === maker.organizationId && line.beneficiaryId !== maker.organizationId
    case 'take-back':
      return line.beneficiaryId !== maker.organizationId && maker.isOwnOrBelow(line.holderId)
    case 'return':
      return (
        line.holderId === maker.organizationId &&
        (line.stage === 'relayed') === (line.beneficiaryId !== line.holderId)
      )
    case 'settle':
    case 'retain':
      return line.holderId === maker.organizationId && line.beneficiaryId === maker.organizationId
    default:
      return maker.isOwnOrBelow(line.holderId)
  }
}
