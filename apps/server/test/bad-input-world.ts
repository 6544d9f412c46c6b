import { appRouter } from '@qiangji/api/router.ts'
import { LoginId } from '@qiangji/kernel/access/login.ts'
import { day } from '@qiangji/kernel/base/day.ts'
import { accept } from '@qiangji/kernel/base/decision.ts'
import { fen } from '@qiangji/kernel/base/money.ts'
import { type AccountKey, fundAccount, type Posting } from '@qiangji/kernel/fund/account.ts'
import { FundId } from '@qiangji/kernel/fund/fund.ts'
import { addLogin } from '@qiangji/store/access/login.ts'
import { hashPassword } from '@qiangji/store/access/password-hash.ts'
import type { Store } from '@qiangji/store/engine/act.ts'
import { newId, newText } from '@qiangji/store/engine/new-id.ts'
import { addFund } from '@qiangji/store/fund/fund.ts'
import { post } from '@qiangji/store/fund/ledger.ts'
import { addRecipients } from '@qiangji/store/fund/recipient.ts'
import { setClock } from '@qiangji/store/record/business-clock.ts'
import type { Parts } from '../src/run.ts'
import { type Caller, signedIn } from './caller.ts'
import { type Planted, plant } from './model/stage/planted.ts'
import { PASSWORD, type Stand, stand } from './stand.ts'

const wan = (n: number) => fen(n * 1_000_000)
const PEOPLE = {
  drafter: '62.drafter',
  cashier: '62.cashier',
  accountant: '62.accountant',
  first: '6210.first',
  clerk: '621022.clerk',
  chief: '62.chief',
  office: '62.office',
  reviewer: '621022.reviewer',
} as const
type Name = keyof typeof PEOPLE

export interface BadInputWorld {
  readonly s: Stand
  readonly fundId: string
  readonly unionId: Planted['unionId']
  readonly as: Readonly<Record<Name, Caller>>
}

/** A small province behind a real server: a fund with money issued to two counties of one prefecture. */
export const openBadInputWorld = async (parts: Parts = {}): Promise<BadInputWorld> => {
  const fundId = newId(FundId)
  let planted: Planted | undefined
  const prepare = async (store: Store): Promise<void> => {
    const people = await plant(store)
    planted = people
    await fillFund(store, people.unionId, fundId)
    const passwordHash = await hashPassword(PASSWORD)
    await byTest(store, async (tx) => {
      for (const [loginName, key] of Object.entries(PEOPLE))
        await addLogin(tx, {
          ...{ id: newId(LoginId), personId: people.actorOf(key).personId, loginName },
          ...{ passwordHash, passwordBefore: [], changedAt: 1_710_118_800_000 },
          ...{ mustChange: false, active: true },
        })
      await setClock(tx, day('2026-12-20'))
      return accept(null)
    })
  }
  // Only a demonstration has a business clock of its own.
  const s = await stand({ QIANGJI_DEMONSTRATION: 'yes' }, { router: appRouter, prepare, ...parts })
  const [drafter, cashier, accountant, first, clerk, chief, office, reviewer] = await Promise.all([
    signedIn(s, 'drafter'),
    signedIn(s, 'cashier'),
    signedIn(s, 'accountant'),
    signedIn(s, 'first'),
    signedIn(s, 'clerk'),
    signedIn(s, 'chief'),
    signedIn(s, 'office'),
    signedIn(s, 'reviewer'),
  ])
  if (planted === undefined) throw new Error('not planted')
  const as = { drafter, cashier, accountant, first, clerk, chief, office, reviewer }
  return { s, fundId, unionId: planted.unionId, as }
}

export const byTest = (
  store: Store,
  body: Parameters<Store['command']>[1],
  requestId: string = newText(),
) =>
  store.command(
    {
      ...{ actor: 'system', requestId, name: 'test.fill', organization: null, subject: null },
      ...{ input: null, today: day('2024-03-11'), origin: { address: 'local', session: null } },
    },
    body,
  )

const fillFund = async (store: Store, unionId: BadInputWorld['unionId'], fundId: FundId) => {
  const root = unionId('62')
  const requestId = newText()
  const recipients = ['621002', '621022']
  const filled = await byTest(
    store,
    async (tx) => {
      await addFund(tx, {
        ...{ id: fundId, organizationId: root, year: 2024, name: '县区专项补助' },
        ...{ source: 'union-own', department: '基层工作部', basis: '年度预算' },
        ...{ subject: { edition: '2021', code: null, name: '补助下级支出' } },
        ...{ uses: [{ code: 'training', name: '干部培训' }], prohibitions: [] },
        ...{ ageRule: { kind: 'none' }, publicity: false, quotaUnit: null },
        ...{ previousFundId: null, state: 'open', budgetState: 'approved', revision: 0 },
      })
      await addRecipients(
        tx,
        fundId,
        recipients.map((code) => ({
          ...{ organizationId: unionId(code), route: 'relay', viaId: unionId('6210') },
          ...{ className: null, from: day('2024-01-01'), to: null },
        })),
      )
      const available = fundAccount(root, 'available')
      const arranged = fundAccount(root, 'arranged')
      const move = (
        act: Posting['act'],
        from: AccountKey,
        to: AccountKey,
        amount: Posting['amount'],
      ) => ({ act, from, to, amount, document: newText() })
      return post(tx, { personId: 'system', requestId, today: day('2024-03-11') }, fundId, [
        move('budget', fundAccount(root, 'source'), available, wan(100)),
        move('arrange', available, arranged, wan(20)),
        ...recipients.map((code) =>
          move(
            'issue',
            arranged,
            { beneficiary: unionId(code), holder: root, stage: 'issued' },
            wan(10),
          ),
        ),
      ])
    },
    requestId,
  )
  if (!filled.ok) throw new Error(filled.refusal)
}
