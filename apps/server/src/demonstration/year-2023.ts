import { day } from '@qiangji/kernel/base/day.ts'
import type { Organization } from '@qiangji/kernel/organization/organization.ts'
import { classOf } from './county-class.ts'
import { type FundKind, formOf, KINDS, SHAPES } from './fund-forms.ts'
import type { Hands, Outputs } from './hands.ts'
import { plan2023 } from './plan-forms.ts'
import { budget, type Dates, walkPlan } from './plan-road.ts'

export type OpenedFund = Outputs['fund']['fund']['open']
export type FundsOfYear = Readonly<Record<FundKind, OpenedFund>>

const LISTED = day('2022-12-31')
const CLASSED = day('2023-01-01')
const OPENED = day('2023-03-20')

/** The four funds of a year, all with the county fund's list: 86 counties through 13 prefectures, two directly. */
export const openFunds = async (
  hands: Hands,
  year: number,
  before: FundsOfYear | null,
  tree: readonly Organization[],
): Promise<FundsOfYear> => {
  const on = year === 2023 ? OPENED : day(`${year}-03-04`)
  const clerk = hands.on(on, 'sheng-yewu').fund
  const opened: OpenedFund[] = []
  for (const kind of KINDS) {
    const model = opened[0] ?? before?.county
    opened.push(
      await clerk.fund.open({
        form: formOf(kind, year, before?.[kind].id ?? null),
        recipients:
          model === undefined
            ? { from: 'counties', since: LISTED }
            : { from: 'fund', fundId: model.id, since: day(`${year}-01-02`) },
      }),
    )
    const first = opened[0]
    if (before === null && opened.length === 1 && first) await sortIntoClasses(hands, first, tree)
  }
  const [county, employment, palace, township] = opened
  if (!county || !employment || !palace || !township) throw new Error('four funds')
  return { county, 'new-employment': employment, palace, township }
}

const sortIntoClasses = async (
  hands: Hands,
  fund: OpenedFund,
  tree: readonly Organization[],
): Promise<void> => {
  const clerk = hands.on(OPENED, 'sheng-yewu').fund.recipient
  await Promise.all(
    tree
      .filter((o) => o.level === 'county' || o.code === '6202')
      .map((o) =>
        clerk.change({
          fundId: fund.id,
          unionId: o.id,
          from: CLASSED,
          next: {
            route: o.kind === 'county' ? 'relay' : 'direct',
            viaId: o.kind === 'county' ? o.prefectureId : null,
            className: classOf(o),
          },
        }),
      ),
  )
}

const ROAD: Dates = {
  drafted: day('2023-04-26'),
  returned: day('2023-04-28'),
  reviewed: day('2023-05-05'),
  financed: day('2023-05-08'),
  met: day('2023-05-11'),
  numbered: day('2023-05-15'),
}
const PUBLIC_OVER = day('2023-05-22')

/** 4 April: the meeting that opened the year. Then the leaders' paper, the decision in May, the number, the resolution. */
export const decide2023 = async (
  hands: Hands,
  funds: FundsOfYear,
  tree: readonly Organization[],
): Promise<void> => {
  let number = 8
  for (const kind of KINDS) {
    const fund = funds[kind]
    await budget(hands, fund, day('2023-04-06'), {
      total: SHAPES[kind].budget,
      basis: 'leaders',
      number: `演示总工财〔2023〕${number}号`,
    })
    const publicity = fund.publicity
    await walkPlan(
      hands,
      fund,
      plan2023(kind, ROAD.drafted, tree),
      publicity ? { ...ROAD, numbered: PUBLIC_OVER } : ROAD,
      `演示总工发〔2023〕${number}号`,
      publicity ? PUBLIC_OVER : null,
    )
    await budget(hands, fund, day('2023-05-25'), {
      total: SHAPES[kind].budget,
      basis: 'resolution',
      number: `演示总工财〔2023〕${number + 20}号`,
    })
    number += 1
  }
}
