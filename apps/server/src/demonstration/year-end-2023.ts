import { day } from '@qiangji/kernel/base/day.ts'
import { fen, PositiveFen } from '@qiangji/kernel/base/money.ts'
import { OrderLine } from '@qiangji/kernel/fund/order.ts'
import type { Organization } from '@qiangji/kernel/organization/organization.ts'
import { secondPersons } from './accounts.ts'
import type { Hands } from './hands.ts'
import { EMPTY_ORDER, twoPersons } from './plan-road.ts'
import type { FundsOfYear, OpenedFund } from './year-2023.ts'

/** November: the committee adjusts the platform workers' fund once. */
export const adjust2023 = (hands: Hands, funds: FundsOfYear): Promise<void> =>
  twoPersons(
    hands,
    day('2023-11-23'),
    {
      ...EMPTY_ORDER,
      lines: [],
      fundId: funds['new-employment'].id,
      act: 'adjust',
      change: fen(50_000_000),
      document: {
        number: '演示总工财〔2023〕41号',
        day: day('2023-11-23'),
        title: '关于2023年经费预算调整方案的决议',
      },
      reason: '新就业形态劳动者集中入会，追加50万元',
    },
    ['sheng-caiwu', 'sheng-caishen'],
  )

/** Year end: every union carries what it has not spent; two give back what they no longer need. */
export const carry2023 = async (
  hands: Hands,
  funds: FundsOfYear,
  tree: readonly Organization[],
): Promise<void> => {
  const holders = tree.filter((o) => o.level === 'county' || o.code === '6202')
  const returning = new Set(['620421', '620921'])
  for (const code of returning) {
    const o = tree.find((one) => one.code === code)
    if (o) await giveBack(hands, funds.county, o, tree)
  }
  await Promise.all(
    holders.map(async (o) => {
      for (const fund of Object.values(funds)) await drawAll(hands, fund, o, 'carry')
    }),
  )
}

/** January: what was carried is taken into use again, but where a union settles it as 结余. */
export const reuse2024 = async (
  hands: Hands,
  funds: FundsOfYear,
  tree: readonly Organization[],
): Promise<void> => {
  const holders = tree.filter((o) => o.level === 'county' || o.code === '6202')
  await Promise.all(
    holders.map(async (o) => {
      for (const fund of [funds.county, funds.township]) await drawAll(hands, fund, o, 'reuse')
    }),
  )
}

const drawAll = async (
  hands: Hands,
  fund: OpenedFund,
  o: Organization,
  act: 'carry' | 'reuse',
): Promise<void> => {
  const on = act === 'carry' ? day('2023-12-29') : day('2024-01-08')
  const [clerk] = secondPersons(o)
  const { order } = hands.on(on, clerk).fund
  const lines = (await order.drawable({ fundId: fund.id, act })).map((a) =>
    OrderLine.parse({
      beneficiaryId: a.beneficiaryId,
      holderId: a.holderId,
      stage: a.stage,
      amount: a.balance,
      target: null,
      commitmentId: a.commitmentId,
    }),
  )
  if (lines.length > 0) await order.make({ ...EMPTY_ORDER, fundId: fund.id, act, lines })
}

/** 缴回: the county pays back through its prefecture, the prefecture confirms, the province confirms by its slip. */
const giveBack = async (
  hands: Hands,
  fund: OpenedFund,
  o: Organization,
  tree: readonly Organization[],
): Promise<void> => {
  const prefecture = tree.find((one) => one.id === o.prefectureId)
  if (prefecture === undefined) return
  const [clerk, reviewer] = secondPersons(o)
  const made = await hands.on(day('2023-12-18'), clerk).fund.order.make({
    ...EMPTY_ORDER,
    fundId: fund.id,
    act: 'return',
    lines: [
      OrderLine.parse({
        beneficiaryId: o.id,
        holderId: o.id,
        stage: 'held',
        amount: PositiveFen.parse(150_000),
        target: null,
      }),
    ],
    document: {
      number: `演示${o.shortName}总工〔2023〕19号`,
      day: day('2023-12-18'),
      title: '关于缴回县区专项补助余款的报告',
    },
    reason: '培训项目结余，缴回省总',
  })
  await hands
    .on(day('2023-12-19'), reviewer)
    .fund.order.release({ id: made.id, revision: made.revision })
  const next = { ...EMPTY_ORDER, lines: [], fundId: fund.id, continuesId: made.id }
  await hands
    .on(day('2023-12-21'), secondPersons(prefecture)[0])
    .fund.order.make({ ...next, act: 'return-receive' })
  await twoPersons(
    hands,
    day('2023-12-26'),
    { ...next, act: 'return-confirm', reason: '银行回单 20231226-0071' },
    ['sheng-caiwu', 'sheng-caishen'],
  )
}
