import { type Day, day } from '@qiangji/kernel/base/day.ts'
import { accept } from '@qiangji/kernel/base/decision.ts'
import { PositiveFen } from '@qiangji/kernel/base/money.ts'
import type { Organization } from '@qiangji/kernel/organization/organization.ts'
import { formOf } from '@qiangji/server/demonstration/fund-forms.ts'
import type { Hands, Outputs } from '@qiangji/server/demonstration/hands.ts'
import { plan2023 } from '@qiangji/server/demonstration/plan-forms.ts'
import { budget } from '@qiangji/server/demonstration/plan-road.ts'
import type { Store } from '@qiangji/store/engine/act.ts'
import { newText } from '@qiangji/store/engine/new-id.ts'
import { openStore } from '@qiangji/store/engine/open.ts'
import { addRecipients } from '@qiangji/store/fund/recipient.ts'
import type Database from 'better-sqlite3'
import { bareLedger, openBare } from './bare-ledger.ts'
import { type Figure, inTurns, timed } from './figure.ts'
import { type Ground, handsIn, TODAY } from './ground.ts'

type Fund = Outputs['fund']['fund']['open']

const SINCE = day('2024-01-02')
/** Yuan that are shared out. */
const POT = 50_000_000

/** Computing and issuing a plan: submitting, arranging, issuing; beside the same journals written bare at once. */
export const measurePlan = async (ground: Ground, rounds: number): Promise<readonly Figure[]> => {
  const store = await openStore({ url: `sqlite:${ground.copy().file}` })
  const hands = await handsIn(store)
  const db = openBare(ground.copy().file)
  const figures: Figure[] = []
  for (const [what, unions] of groupsOf(ground.tree)) {
    let round = 0
    const found = await inTurns(
      rounds,
      () => issuePlan(store, hands, unions, `${what} ${++round}`),
      () => issueBare(db, ground, unions),
    )
    figures.push({
      what: `7 plan over ${unions.length} ${what}`,
      unit: 'ms',
      ...found,
      goal: { most: 3 },
    })
  }
  await store.close()
  db.close()
  return figures
}

const groupsOf = (tree: readonly Organization[]): readonly [string, readonly Organization[]][] => [
  ['counties', tree.filter((o) => o.kind === 'county')],
  ['townships', tree.filter((o) => o.level === 'township')],
]

const issuePlan = async (
  store: Store,
  hands: Hands,
  unions: readonly Organization[],
  name: string,
): Promise<number> => {
  const fund = await openFund(store, hands, unions, name)
  const clerk = hands.on(TODAY, 'sheng-yewu').fund.allocation
  const form = { ...plan2023('new-employment', TODAY, []), title: name, pot: fenOf(POT) }
  const drafted = await clerk.draft({ fundId: fund.id, title: name })
  const saved = await clerk.save({ id: drafted.id, revision: drafted.revision, form })
  let plan = saved
  const submitting = await timed(async () => {
    plan = await clerk.submit(chosen(plan))
  })
  for (const reviewer of ['sheng-yeshen', 'sheng-caishen'])
    plan = await hands.on(TODAY, reviewer).fund.allocation.pass(chosen(plan))
  const issuing = await timed(async () => {
    const meeting = { kind: 'chair' as const, day: TODAY, item: name, minutes: name, fileId: null }
    plan = await clerk.recordMeeting({ ...chosen(plan), meeting, publicUntil: null })
    const number = `演示总工发〔2024〕${nextNumber()}号`
    await hands.on(TODAY, 'sheng-bangong').fund.allocation.issue({
      ...chosen(plan),
      number,
      day: TODAY,
    })
  })
  return submitting + issuing
}

let used = 500
const nextNumber = (): number => ++used
const fenOf = (yuan: number) => PositiveFen.parse(yuan * 100)
const chosen = <P extends { readonly id: unknown; readonly revision: number }>({
  id,
  revision,
}: P): { id: P['id']; revision: number } => ({ id, revision })

/** A fund of its own on whose list these unions stand, with its budget. */
const openFund = async (
  store: Store,
  hands: Hands,
  unions: readonly Organization[],
  name: string,
): Promise<Fund> => {
  const fund = await hands.on(TODAY, 'sheng-yewu').fund.fund.open({
    form: { ...formOf('new-employment', 2024, null), name },
    recipients: { from: 'none' },
  })
  await list(store, fund, unions, TODAY)
  await budget(hands, fund, TODAY, {
    total: POT,
    basis: 'leaders',
    number: `演示总工财〔2024〕${nextNumber()}号`,
  })
  return fund
}

/** Townships stand on no list that a page can make; the computation does not mind. */
const list = async (
  store: Store,
  fund: Fund,
  unions: readonly Organization[],
  today: Day,
): Promise<void> => {
  await store.command(
    {
      actor: 'system',
      requestId: newText(),
      name: 'bench.list',
      organization: null,
      subject: fund.id,
      input: null,
      today,
      origin: { address: 'local', session: null },
      alone: true,
    },
    async (tx) => {
      await addRecipients(
        tx,
        fund.id,
        unions.map((o) => ({
          ...{ organizationId: o.id, viaId: null, className: null, from: SINCE, to: null },
          route: 'direct' as const,
        })),
      )
      return accept(null)
    },
  )
}

/** One account and one journal a union and one to arrange their sum, in one durable transaction. */
const issueBare = (
  db: Database.Database,
  ground: Ground,
  unions: readonly Organization[],
): Promise<number> => {
  const province = ground.tree.find((o) => o.level === 'province')?.id ?? ''
  const fundId = newText()
  db.prepare(
    `insert into fund select ?, organization_id, 2024, ?, source, subject, department, basis, uses, prohibitions,
      age_rule, publicity, quota_unit, null, 'open', 'none', 0 from fund where id = ?`,
  ).run(fundId, fundId, ground.fundId)
  const open = db.prepare(
    `insert into account values(null, ?, ?, ?, ?, 'province', 'direct', null, null, null, 0)`,
  )
  const account = (beneficiary: string, stage: string) =>
    Number(open.run(fundId, beneficiary, province, stage).lastInsertRowid)
  const [source, available, arranged] = ['source', 'available', 'arranged'].map((stage) =>
    account(province, stage),
  )
  if (!source || !available || !arranged) throw new Error('three accounts')
  const ledger = bareLedger(db, fundId, TODAY)
  ledger.post({ from: source, to: available }, 'budget', unions.length)
  const issue = db.transaction(() => {
    ledger.write({ from: available, to: arranged }, 'arrange', unions.length)
    for (const o of unions)
      ledger.write({ from: arranged, to: account(o.id, 'issued') }, 'issue', 1)
  })
  return timed(() => issue.immediate())
}
