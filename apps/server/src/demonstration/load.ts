import { type Day, day } from '@qiangji/kernel/base/day.ts'
import { accept, assert } from '@qiangji/kernel/base/decision.ts'
import { DEMONSTRATION_START } from '@qiangji/kernel/record/business-clock.ts'
import type { Store } from '@qiangji/store/engine/act.ts'
import { addFacts } from '@qiangji/store/fund/fact.ts'
import { isPlanted } from '@qiangji/store/organization/organization.ts'
import { readClock, setClock } from '@qiangji/store/record/business-clock.ts'
import { isAnswered } from '@qiangji/store/record/request.ts'
import { openBankAccounts } from './accounts.ts'
import { figuresOf } from './figures.ts'
import { handsOf } from './hands.ts'
import { patient } from './patience.ts'
import { relay2023, remit2023 } from './payments-2023.ts'
import { DEMONSTRATION_PASSWORD, SETTLE_REQUEST, type Settled, settleProvince } from './settle.ts'
import { spend2023, waiveFiles } from './spendings-2023.ts'
import { decide2023, openFunds } from './year-2023.ts'
import { open2024 } from './year-2024.ts'
import { adjust2023, carry2023, reuse2024 } from './year-end-2023.ts'

/** An account that the server names when it starts with the demonstration. */
export interface DemonstrationLogin {
  readonly loginName: string
  readonly password: string
  /** Person, organization and posts, in Chinese. */
  readonly words: string
}

export interface Demonstration {
  /** The demonstration's own business day. */
  today(): Day | Promise<Day>
  readonly logins: readonly DemonstrationLogin[]
}

const START = day(DEMONSTRATION_START)

/**
 * Fills an empty store with the demonstration, through the same procedures that the pages call, and leaves a filled
 * one as it is. Null: the store holds a province of its own.
 */
export const loadDemonstration = async (store: Store): Promise<Demonstration | null> => {
  if (!(await isPlanted(store.read))) await load(patient(store))
  if ((await readClock(store.read)) === null) return null
  return { today: async () => (await readClock(store.read)) ?? START, logins: LOGINS }
}

/** A demonstration that was begun and has no clock: its loading was cut short, and nobody has ever been let in. */
export const isHalfLoaded = async (store: Store): Promise<boolean> =>
  (await isAnswered(store.read, 'system', SETTLE_REQUEST)) && (await readClock(store.read)) === null

const load = async (store: Store): Promise<void> => {
  const settled = await settleProvince(store, START)
  const tree = settled.tree
  await addFigures(store, settled)
  const hands = handsOf(store, settled)
  await openBankAccounts(hands, tree)
  const funds = await openFunds(hands, 2023, null, tree)
  await decide2023(hands, funds, tree)
  await remit2023(hands, funds, tree)
  await relay2023(hands, funds, tree)
  await waiveFiles(hands, funds)
  await spend2023(hands, funds, tree)
  await adjust2023(hands, funds)
  await carry2023(hands, funds, tree)
  await reuse2024(hands, funds, tree)
  await open2024(hands, funds, tree)
  await startClock(store)
}

/** The last act of the loading: a demonstration with a clock is whole. */
const startClock = async (store: Store): Promise<void> => {
  const started = await store.command(
    { ...bySystem('clock'), requestId: 'demonstration-clock-0001', input: { today: START } },
    async (tx) => accept(await setClock(tx, START)),
  )
  assert(started.ok, 'the clock starts once')
}

const bySystem = (noun: string) => ({
  actor: 'system',
  name: `demonstration.${noun}`,
  organization: null,
  subject: null,
  today: START,
  origin: { address: 'local', session: null },
})

/** Figures that no source gives; only here they may be marked 演示数据, no procedure can. */
const addFigures = async (store: Store, { tree }: Settled): Promise<void> => {
  for (const year of [2022, 2023]) {
    const facts = figuresOf(tree, year)
    const added = await store.command(
      {
        ...bySystem('figures'),
        requestId: `demonstration-figures-${year}`,
        input: { year, facts: facts.length },
        alone: true,
      },
      async (tx) => {
        const written = await addFacts(tx, facts)
        return written.ok ? accept(null) : written
      },
    )
    assert(added.ok, 'the figures of a year enter once')
  }
}

const login = (loginName: string, words: string): DemonstrationLogin => ({
  loginName,
  password: DEMONSTRATION_PASSWORD,
  words,
})

/** The people of the walk; every prefecture and county has its own: <区划代码>-caiwu, -fuhe or -shenhe, -jingshen. */
const LOGINS: readonly DemonstrationLogin[] = [
  login('sheng-yewu', '王敏　省总工会　业务经办'),
  login('sheng-yeshen', '李建国　省总工会　业务审核'),
  login('sheng-caiwu', '孙丽　省总工会　财务经办'),
  login('sheng-caishen', '赵永红　省总工会　财务审核'),
  login('sheng-chuna', '周静　省总工会　出纳（制单）'),
  login('sheng-kuaiji', '陈志强　省总工会　会计（授权）'),
  login('sheng-bangong', '刘芳　省总工会　办公室（文号）'),
  login('sheng-jingshen', '高建平　省总工会　经费审查'),
  login('sheng-lingdao', '张国栋　省总工会　只读'),
  login('sheng-xitong', '何涛　省总工会　系统管理员'),
  login('sheng-anquan', '郭磊　省总工会　安全管理员'),
  login('sheng-shenji', '罗晶　省总工会　审计管理员'),
  login('6210-caiwu', '许海霞　庆阳市总工会　市州财务'),
  login('6210-fuhe', '梁志明　庆阳市总工会　市州财务'),
  login('621022-caiwu', '马晓梅　环县总工会　县区财务、填报员'),
  login('621022-shenhe', '李秀兰　环县总工会　县区审核（常务副主席）'),
  login('621022-jingshen', '环县总工会　经费审查'),
  login('621022100-baozhang', '慕彩霞　环城镇工会　乡镇工会报账员'),
]
