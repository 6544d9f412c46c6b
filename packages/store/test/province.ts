import { randomUUID } from 'node:crypto'
import { unions } from '@qiangji/gazetteer/union.ts'
import { type Day, day } from '@qiangji/kernel/base/day.ts'
import { accept } from '@qiangji/kernel/base/decision.ts'
import { fen } from '@qiangji/kernel/base/money.ts'
import { type AccountKey, fundAccount, type Posting } from '@qiangji/kernel/fund/account.ts'
import { type Fund, FundId, type Recipient } from '@qiangji/kernel/fund/fund.ts'
import type { Stage } from '@qiangji/kernel/fund/stage.ts'
import type { Organization } from '@qiangji/kernel/organization/organization.ts'
import type { Answer, Outcome, Store, Tx } from '../src/engine/act.ts'
import { newId, newText } from '../src/engine/new-id.ts'
import { addFund } from '../src/fund/fund.ts'
import { type Poster, post } from '../src/fund/ledger.ts'
import { addRecipients } from '../src/fund/recipient.ts'
import { organizationsOf, plantTree } from '../src/organization/seed.ts'

/** A planted tree with a fund whose list holds its counties, 嘉峪关市总 and 兰州新区; for tests of the ledger. */
export interface Province {
  readonly store: Store
  readonly tree: readonly Organization[]
  readonly fund: Fund
  /** The organization of a code, such as '620102'. */
  readonly at: (code: string) => Organization
  readonly root: Organization
  /** Runs a body as a command of `person` on `today`. */
  readonly act: <T>(
    body: (tx: Tx, poster: Poster) => Promise<Outcome<T>>,
    more?: { readonly person?: string; readonly today?: Day; readonly requestId?: string },
  ) => Promise<Answer<T>>
  /** Posts one movement of this fund. */
  readonly move: (
    posting: Omit<Posting, 'document'>,
    more?: { readonly today?: Day },
  ) => Promise<Answer<string>>
  readonly key: (beneficiary: string, holder: string, stage: Stage) => AccountKey
}

const SMALL =
  /^(62|6201|6202|6210|620102|620121|620171|621002|621022)$|^(620121|621022|620201|620171)\d{3}$/

export const fundOf = (root: Organization, year: number, name = '县区专项补助'): Fund => ({
  id: newId(FundId),
  organizationId: root.id,
  year,
  name: `${year}年${name}`,
  source: 'union-own',
  subject: { edition: '2021', code: null, name: '补助下级支出' },
  department: '基层工作部',
  basis: '演示依据',
  uses: [
    { code: 'building', name: '组织建设' },
    { code: 'training', name: '干部培训' },
  ],
  prohibitions: [{ name: '公务接待', words: ['接待'], source: '演示负面清单' }],
  ageRule: { kind: 'none' },
  publicity: false,
  quotaUnit: null,
  previousFundId: null,
  state: 'open',
  budgetState: 'approved',
  revision: 0,
})

/** Counties through their prefecture; 嘉峪关市总 and 兰州新区 directly. */
export const recipientsOf = (tree: readonly Organization[], from: Day): readonly Recipient[] =>
  tree
    .filter((o) => o.level === 'county' || o.code === '6202')
    .map((o) => {
      const direct = o.kind !== 'county'
      return {
        organizationId: o.id,
        route: direct ? 'direct' : 'relay',
        viaId: direct ? null : o.prefectureId,
        className: '二类',
        from,
        to: null,
      }
    })

export const plantProvince = async (store: Store, small = true): Promise<Province> => {
  const tree = organizationsOf(unions.filter((u) => !small || SMALL.test(u.code)))
  const at = (code: string): Organization => {
    const found = tree.find((o) => o.code === code)
    if (!found) throw new Error(`no organization ${code}`)
    return found
  }
  const root = at('62')
  const fund = fundOf(root, 2024)
  const act: Province['act'] = (body, more = {}) => {
    const poster: Poster = {
      personId: more.person ?? 'person-a',
      requestId: more.requestId ?? randomUUID(),
      today: more.today ?? day('2024-05-10'),
    }
    return store.command(
      {
        actor: poster.personId,
        requestId: poster.requestId,
        name: 'test.act',
        organization: null,
        subject: null,
        input: {},
        today: poster.today,
        origin: { address: '127.0.0.1', session: null },
      },
      (tx) => body(tx, poster),
    )
  }
  const planted = await act(async (tx) => {
    await plantTree(tx, tree)
    await addFund(tx, fund)
    await addRecipients(tx, fund.id, recipientsOf(tree, day('2024-01-01')))
    return accept(null)
  })
  if (!planted.ok) throw new Error(planted.refusal)
  return {
    store,
    tree,
    fund,
    at,
    root,
    act,
    key: (beneficiary, holder, stage) => ({
      beneficiary: at(beneficiary).id,
      holder: at(holder).id,
      stage,
    }),
    move: (posting, more = {}) =>
      act((tx, poster) => post(tx, poster, fund.id, [{ ...posting, document: newText() }]), more),
  }
}

/** Puts money into the fund's 待分配. */
export const fill = async (province: Province, amount: number): Promise<void> => {
  const { root } = province
  const filled = await province.move({
    act: 'budget',
    from: fundAccount(root.id, 'source'),
    to: fundAccount(root.id, 'available'),
    amount: fen(amount),
  })
  if (!filled.ok) throw new Error(filled.refusal)
}
