import { createHash } from 'node:crypto'
import { workingDays } from '@qiangji/gazetteer/working-days.ts'
import { isWorkingDay } from '@qiangji/kernel/base/calendar.ts'
import { addDays, type Day, day } from '@qiangji/kernel/base/day.ts'
import { PositiveFen } from '@qiangji/kernel/base/money.ts'
import type { Organization } from '@qiangji/kernel/organization/organization.ts'
import { secondPersons } from './accounts.ts'
import { type Happening, runAgenda } from './agenda.ts'
import { type Chance, chanceOf } from './chance.ts'
import { type FundKind, KINDS } from './fund-forms.ts'
import type { Hands, Inputs } from './hands.ts'
import type { FundsOfYear, OpenedFund } from './year-2023.ts'

/** Things that county unions buy, in the words of their vouchers; %p stands for the place. */
const THINGS: readonly (readonly [string, string, string])[] = [
  ['facilities', '职工书屋图书款', '%p新华书店'],
  ['facilities', '户外劳动者驿站桌椅', '%p宏达办公家具有限公司'],
  ['facilities', '驿站饮水机、微波炉', '%p百货大楼家电部'],
  ['facilities', '驿站装修进度款', '%p建筑装饰有限公司'],
  ['training', '乡镇工会干部培训场地费', '中共%p党校'],
  ['training', '乡镇工会干部培训餐费', '%p宾馆'],
  ['training', '乡镇工会干部培训讲课费', ''],
  ['organizing', '新建工会组建经费', '%p城关镇工会等3家'],
  ['organizing', '会员实名制采集设备', '%p天时科技有限公司'],
  ['organizing', '工会规范化建设牌匾制作', '%p文化印务部'],
  ['cadres', '乡镇工会社会化工作者补贴', ''],
  ['rights', '职工法律咨询服务费', '%p律师事务所'],
  ['rights', '女职工权益专项合同宣传折页', '%p文华印务部'],
  ['hardship', '困难职工慰问', ''],
  ['new-employment', '货车司机、快递员入会慰问包', '%p供销惠农超市'],
  ['new-employment', '骑手之家热水器、雨具', '%p五金机电城'],
]

/** How many vouchers a fund makes at a union, and which share of the money they take by the year's end. */
const HABITS: Readonly<Record<FundKind, readonly [number, number]>> = {
  county: [7, 0.94],
  'new-employment': [3, 0.9],
  palace: [3, 0.97],
  township: [4, 0.86],
}

/** A working day between two days. */
const dayBetween = (chance: Chance, from: Day, spread: number): Day => {
  let at = addDays(from, chance.between(0, spread))
  for (;;) {
    const working = isWorkingDay(workingDays, at)
    if (!working.ok || working.value) return at
    at = addDays(at, 1)
  }
}

/** The first vouchers: every union has confirmed its money by then. */
const BEGIN = day('2023-07-03')

type Form = Inputs['fund']['spending']['record']['form']

const formOf = (o: Organization, chance: Chance, on: Day, number: number, amount: number): Form => {
  const [use, what, payee] = THINGS[chance.between(0, THINGS.length - 1)] ?? ['training', '', '']
  const roster = payee === ''
  return {
    day: on,
    voucher: `记-${String(number).padStart(4, '0')}`,
    line: 1,
    summary: what,
    amount: PositiveFen.parse(amount),
    beneficiaryId: o.id,
    use,
    payee: roster ? null : payee.replace('%p', o.shortName),
    roster: roster
      ? {
          persons: chance.between(12, 60),
          hash: createHash('sha256').update(`${o.code} ${number}`).digest('hex'),
        }
      : null,
    fixedAsset: use === 'facilities' && chance.next() < 0.5,
    commitmentId: null,
    advanceId: null,
  }
}

/** Vouchers need no file in the history: their scans lie in the counties. */
export const waiveFiles = async (hands: Hands, funds: FundsOfYear): Promise<void> => {
  const clerk = hands.on(day('2023-05-25'), 'sheng-caishen').fund.spending
  for (const fund of Object.values(funds)) {
    const rule = await clerk.rule({ fundId: fund.id })
    await clerk.setRule({ fundId: fund.id, fileThreshold: null, revision: rule.revision })
  }
}

/** Every union spends what it received, from July to December, each voucher released by its second person. */
export const spend2023 = async (
  hands: Hands,
  funds: FundsOfYear,
  tree: readonly Organization[],
): Promise<void> => {
  const spenders = tree.filter((o) => o.level === 'county' || o.code === '6202')
  const planned = await Promise.all(spenders.map((o) => planUnion(hands, funds, o)))
  await runAgenda(planned.flat())
}

/** A union's vouchers of the half year, numbered in the order of its books. */
const planUnion = async (
  hands: Hands,
  funds: FundsOfYear,
  o: Organization,
): Promise<readonly Happening[]> => {
  const happenings: Happening[] = []
  let number = 311
  for (const kind of KINDS) {
    const chance = chanceOf(`spend ${kind} ${o.code}`)
    const [usual, share] = HABITS[kind]
    const count = usual + chance.between(-1, 2)
    const held = await heldOf(hands, o, funds[kind])
    const keep = Math.round(held * (1 - share) * (0.4 + 1.2 * chance.next()))
    let left = held - keep
    let from = BEGIN
    for (let i = 0; i < count && left > 0; i++) {
      const amount = i === count - 1 ? left : Math.min(left, portion(chance, left / (count - i)))
      const on = dayBetween(chance, from, Math.floor(165 / count))
      const form = formOf(o, chance, on, number, amount)
      happenings.push({ on, run: () => spendVoucher(hands, o, funds[kind], form) })
      from = addDays(on, 1)
      left -= amount
      number += chance.between(3, 19)
    }
  }
  return happenings
}

/** About an even share, in whole ten yuan and never below a hundred. */
const portion = (chance: Chance, even: number): number =>
  Math.max(10_000, Math.round((even * (0.6 + 0.8 * chance.next())) / 1000) * 1000)

const heldOf = async (hands: Hands, o: Organization, fund: OpenedFund): Promise<number> => {
  const [clerk] = secondPersons(o)
  const summary = await hands
    .on(BEGIN, clerk)
    .fund.spending.summary({ organizationId: o.id, fundId: fund.id })
  return summary.free
}

const spendVoucher = async (
  hands: Hands,
  o: Organization,
  fund: OpenedFund,
  form: Form,
): Promise<void> => {
  const [clerk, reviewer] = secondPersons(o)
  const on = day(form.day)
  const recorded = await hands
    .on(on, clerk)
    .fund.spending.record({ fundId: fund.id, form, fileIds: [] })
  await hands.on(on, reviewer).fund.spending.release({ ids: [recorded.id] })
}
