import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PersonId } from '@qiangji/kernel/access/person.ts'
import { PostCode } from '@qiangji/kernel/access/post.ts'
import { day } from '@qiangji/kernel/base/day.ts'
import { PositiveFen } from '@qiangji/kernel/base/money.ts'
import type { FundId } from '@qiangji/kernel/fund/fund.ts'
import type { Organization } from '@qiangji/kernel/organization/organization.ts'
import { type Hands, handsOf } from '@qiangji/server/demonstration/hands.ts'
import { loadDemonstration } from '@qiangji/server/demonstration/load.ts'
import type { Store } from '@qiangji/store/engine/act.ts'
import { openStore } from '@qiangji/store/engine/open.ts'
import { listBelow } from '@qiangji/store/organization/organization.ts'

/** The county that everything is measured at. */
export const COUNTY = '621022'
export const TODAY = day('2024-03-11')
const VOUCHERS = 300

interface Copy {
  readonly folder: string
  readonly file: string
}

export interface Ground {
  readonly tree: readonly Organization[]
  readonly county: Organization
  readonly fundId: FundId
  /** A data folder of its own with the database in it. */
  copy(): Copy
  /** A copy of a database that nobody has open. */
  copyOf(file: string): Copy
  end(): void
}

/** The demonstration, with some hundred vouchers more in one county, made once. */
export const prepare = async (): Promise<Ground> => {
  const root = mkdtempSync(join(tmpdir(), 'qiangji-bench-'))
  const template = join(root, 'template.db')
  const store = await openStore({ url: `sqlite:${template}` })
  await store.migrate()
  await loadDemonstration(store)
  const tree = await listBelow(store.read, '/62/')
  const county = tree.find((o) => o.code === COUNTY)
  if (county === undefined) throw new Error(`no county ${COUNTY}`)
  const fundId = await addVouchers(store, county)
  await store.close()
  let copies = 0
  const copyOf = (from: string): Copy => {
    const folder = join(root, String(copies++))
    mkdirSync(folder)
    const file = join(folder, 'qiangji.db')
    copyFileSync(from, file)
    return { folder, file }
  }
  return {
    ...{ tree, county, fundId, copyOf },
    copy: () => copyOf(template),
    end: () => rmSync(root, { recursive: true, force: true }),
  }
}

const addVouchers = async (store: Store, county: Organization): Promise<FundId> => {
  const hands = await handsIn(store)
  const { board, spending } = hands.on(TODAY, `${COUNTY}-caiwu`).fund
  const fund = (await board.funds()).find((one) => one.name === '2023年县区专项补助')
  if (fund === undefined) throw new Error('the demonstration has no fund for counties')
  await Promise.all(
    Array.from({ length: VOUCHERS }, (_, i) =>
      spending.record({
        fundId: fund.id,
        form: {
          day: TODAY,
          voucher: `试-${i}`,
          line: 1,
          summary: '职工书屋图书款',
          amount: PositiveFen.parse(100),
          beneficiaryId: county.id,
          use: 'training',
          payee: '环县新华书店',
          roster: null,
          fixedAsset: false,
          commitmentId: null,
          advanceId: null,
        },
        fileIds: [],
      }),
    ),
  )
  return fund.id
}

/** The people of a store that is loaded already. */
export const handsIn = async (store: Store): Promise<Hands> => {
  const tree = await listBelow(store.read, '/62/')
  const rows = await store.read
    .selectFrom('person as p')
    .innerJoin('login as l', 'l.person_id', 'p.id')
    .innerJoin('post_assignment as h', 'h.person_id', 'p.id')
    .select(['p.id', 'p.name', 'p.organization_id', 'l.login_name', 'h.post'])
    .execute()
  const roles = [...Map.groupBy(rows, (row) => row.login_name)].flatMap(([loginName, own]) => {
    const [first] = own
    const organization = tree.find((o) => o.id === first?.organization_id)
    if (first === undefined || organization === undefined) return []
    const posts = own.map((row) => PostCode.parse(row.post))
    return [
      {
        loginName,
        name: first.name,
        organization,
        department: '',
        posts,
        personId: PersonId.parse(first.id),
      },
    ]
  })
  return handsOf(store, { tree, roles })
}
