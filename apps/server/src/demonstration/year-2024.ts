import { day } from '@qiangji/kernel/base/day.ts'
import type { Organization } from '@qiangji/kernel/organization/organization.ts'
import { KINDS, SHAPES } from './fund-forms.ts'
import type { Hands } from './hands.ts'
import { plan2024 } from './plan-forms.ts'
import { budget } from './plan-road.ts'
import { type FundsOfYear, openFunds } from './year-2023.ts'

/** 2024 stands open: budgets by the leaders' paper, and one plan drafted by factors for the user to take on. */
export const open2024 = async (
  hands: Hands,
  before: FundsOfYear,
  tree: readonly Organization[],
): Promise<void> => {
  const funds = await openFunds(hands, 2024, before, tree)
  let number = 3
  for (const kind of KINDS) {
    await budget(hands, funds[kind], day('2024-03-06'), {
      total: SHAPES[kind].budget,
      basis: 'leaders',
      number: `演示总工财〔2024〕${number}号`,
    })
    number += 1
  }
  const on = day('2024-03-08')
  const { allocation } = hands.on(on, 'sheng-yewu').fund
  const form = plan2024(on)
  const drafted = await allocation.draft({ fundId: funds.county.id, title: form.title })
  await allocation.save({ id: drafted.id, revision: drafted.revision, form })
}
