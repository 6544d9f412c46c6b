import { type Day, day } from '@qiangji/kernel/base/day.ts'
import { PositiveFen } from '@qiangji/kernel/base/money.ts'
import type { AllocationForm } from '@qiangji/kernel/fund/allocation.ts'
import type { OrderForm } from '@qiangji/kernel/fund/order.ts'
import type { Hands, Outputs } from './hands.ts'

type Fund = Outputs['fund']['fund']['open']
type Plan = Outputs['fund']['allocation']['issue']

export interface Dates {
  readonly drafted: Day
  readonly returned: Day
  readonly reviewed: Day
  readonly financed: Day
  readonly met: Day
  readonly numbered: Day
}

/** Prepares an order at the province and lets a second person release it on the same day. */
export const twoPersons = async (
  hands: Hands,
  on: Day,
  form: OrderForm,
  [maker, releaser]: readonly [string, string],
): Promise<void> => {
  const made = await hands.on(on, maker).fund.order.make(form)
  if (made.state === 'drafted')
    await hands.on(on, releaser).fund.order.release({ id: made.id, revision: made.revision })
}

export const EMPTY_ORDER = {
  lines: [],
  total: null,
  change: null,
  basis: null,
  document: null,
  reason: '',
  continuesId: null,
  newFundId: null,
  newDocument: null,
} as const satisfies Partial<OrderForm>

/** 核定预算 by the leaders' paper or by the resolution, made and released by two persons. */
export const budget = (
  hands: Hands,
  fund: Pick<Fund, 'id'>,
  on: Day,
  given: {
    readonly total: number
    readonly basis: 'leaders' | 'resolution'
    readonly number: string
  },
): Promise<void> =>
  twoPersons(
    hands,
    on,
    {
      ...EMPTY_ORDER,
      lines: [],
      fundId: fund.id,
      act: 'budget',
      total: PositiveFen.parse(given.total * 100),
      basis: given.basis,
      document: {
        number: given.number,
        day: on,
        title:
          given.basis === 'leaders' ? '关于预安排专项经费的请示' : '关于核定年度专项经费预算的决议',
      },
    },
    ['sheng-caiwu', 'sheng-caishen'],
  )

/** The road of a plan from its draft to its number, once returned by the reviewer. */
export const walkPlan = async (
  hands: Hands,
  fund: Pick<Fund, 'id' | 'publicity'>,
  form: AllocationForm,
  dates: Dates,
  number: string,
  closing: Day | null,
): Promise<void> => {
  const { allocation } = hands.on(dates.drafted, 'sheng-yewu').fund
  const drafted = await allocation.draft({ fundId: fund.id, title: form.title })
  const saved = await allocation.save({ id: drafted.id, revision: drafted.revision, form })
  const first = await allocation.submit({ id: saved.id, revision: saved.revision })
  const back = await hands
    .on(dates.returned, 'sheng-yeshen')
    .fund.allocation.sendBack({ ...chosen(first), reason: '请补充与上年对比的说明' })
  const noted = await hands.on(dates.returned, 'sheng-yewu').fund.allocation.save({
    ...chosen(back),
    form: { ...form, note: '首次按本办法分配，上年无可比数。' },
  })
  const again = await hands.on(dates.returned, 'sheng-yewu').fund.allocation.submit(chosen(noted))
  const passed = await hands.on(dates.reviewed, 'sheng-yeshen').fund.allocation.pass(chosen(again))
  const financed = await hands
    .on(dates.financed, 'sheng-caishen')
    .fund.allocation.pass(chosen(passed))
  const decided = await hands.on(dates.met, 'sheng-yewu').fund.allocation.recordMeeting({
    ...chosen(financed),
    meeting: {
      kind: 'chair',
      day: dates.met,
      item: form.title,
      minutes: `演示主席办公会纪要〔${dates.met.slice(0, 4)}〕${Number(dates.met.slice(5, 7))}期`,
      fileId: null,
    },
    publicUntil: fund.publicity ? day('2023-05-19') : null,
  })
  const open =
    closing === null
      ? decided
      : await hands.on(closing, 'sheng-yewu').fund.allocation.closePublicity(chosen(decided))
  await hands
    .on(dates.numbered, 'sheng-bangong')
    .fund.allocation.issue({ ...chosen(open), number, day: dates.numbered })
}

const chosen = (plan: Pick<Plan, 'id' | 'revision'>) => ({ id: plan.id, revision: plan.revision })
