import { accept } from '@qiangji/kernel/base/decision.ts'
import { fen } from '@qiangji/kernel/base/money.ts'
import { fundAccount } from '@qiangji/kernel/fund/account.ts'
import { grantsFor } from '../src/engine/application-role.ts'
import { newText } from '../src/engine/new-id.ts'
import { addFund } from '../src/fund/fund.ts'
import { post } from '../src/fund/ledger.ts'
import { reverseBatch } from '../src/fund/reversal.ts'
import type { TestEngine, TestStore } from './engines.ts'
import { fill, fundOf, type Province, plantProvince } from './province.ts'

export interface Ground {
  readonly t: TestStore
  readonly p: Province
  readonly endedId: string
  /** Runs statements in one transaction as the application's role. */
  readonly attack: (...statements: readonly string[]) => Promise<unknown>
}

/** A fund with four journals, another with money of its own, and one that has ended. */
export const prepare = async (engine: TestEngine): Promise<Ground> => {
  const t = await engine.fresh()
  const p = await plantProvince(t.store)
  await fill(p, 1_000_000)
  const { root } = p
  const issued = await p.act(async (tx, poster) => {
    const arranged = await post(tx, poster, p.fund.id, [
      {
        act: 'arrange',
        from: fundAccount(root.id, 'available'),
        to: fundAccount(root.id, 'arranged'),
        amount: fen(500_000),
        document: newText(),
      },
    ])
    if (!arranged.ok) return arranged
    return post(tx, poster, p.fund.id, [
      {
        act: 'issue',
        from: fundAccount(root.id, 'arranged'),
        to: p.key('621022', '62', 'issued'),
        amount: fen(300_000),
        document: newText(),
      },
    ])
  })
  if (!issued.ok) throw new Error(issued.refusal)
  const undone = await p.act((tx, poster) => reverseBatch(tx, poster, issued.value), {
    person: 'person-b',
  })
  if (!undone.ok) throw new Error(undone.refusal)
  const other = fundOf(root, 2024, '另一专项')
  const ended = fundOf(root, 2024, '已结束专项')
  const more = await p.act(async (tx, poster) => {
    for (const { fund, id } of [
      { fund: other, id: 77 },
      { fund: ended, id: 78 },
    ]) {
      await addFund(tx, fund)
      await tx
        .insertInto('account')
        .values({
          ...{ id, fund_id: fund.id, beneficiary_id: root.id, holder_id: root.id },
          ...{ stage: 'available', tier: 'province', route: 'direct', balance: 0 },
          ...{ recipient_id: null, prefecture_id: null, county_id: null },
        })
        .execute()
      const filled = await post(tx, poster, fund.id, [
        {
          act: 'budget',
          from: fundAccount(root.id, 'source'),
          to: fundAccount(root.id, 'available'),
          amount: fen(1_000),
          document: newText(),
        },
      ])
      if (!filled.ok) return filled
    }
    await tx.updateTable('fund').set({ state: 'ended' }).where('id', '=', ended.id).execute()
    await tx
      .insertInto('period')
      .values({ fund_year: 2024, month: '2024-01', closed: 1, closed_by: 'x', closed_on: 'x' })
      .execute()
    return accept(null)
  })
  if (!more.ok) throw new Error(more.refusal)
  const ground = { t, p, endedId: ended.id }
  if (engine.name === 'sqlite')
    return {
      ...ground,
      attack: (...s) =>
        t.outside(
          [
            '/* as the store */ pragma foreign_keys = on; pragma recursive_triggers = on; begin',
            ...s,
            'commit',
          ].join(';\n'),
        ),
    }
  const role = `app_${newText()}`
  await t.outside([`create role ${role}`, ...grantsFor(role, t.config.schema)].join(';\n'))
  return {
    ...ground,
    attack: (...s) => t.outside(['begin', `set local role ${role}`, ...s, 'commit'].join(';\n')),
  }
}

const one = async (t: TestStore, sql: string): Promise<string> =>
  String(Object.values((await t.outside(sql))[0] ?? {})[0])

/** What must answer an attack, and its statements; null: on PostgreSQL only the role keeps the owner's own out. */
export type Attack = readonly [says: string | RegExp | null, statements: () => readonly string[]]

export const isAnswered = ([says]: Attack, message: string): boolean =>
  typeof says === 'string' ? message === says : says === null || says.test(message)

const FOREIGN_KEY = /foreign key constraint/i
const CHECK = /check constraint/i

/** Some fifty ways to make the ledger lie, and the same statements put right. */
export const attacksOn = async (engine: TestEngine, { t, p, endedId }: Ground) => {
  const fund = p.fund.id
  const account = (stage: string) =>
    one(t, `select id from account where fund_id = '${fund}' and stage = '${stage}'`)
  const [available, arranged, issued] = [
    await account('available'),
    await account('arranged'),
    await account('issued'),
  ]
  const endedSource = await one(
    t,
    `select id from account where fund_id = '${endedId}' and stage = 'source'`,
  )
  const reversed = await one(t, 'select reverses from journal where reverses is not null')
  const reversal = await one(t, 'select id from journal where reverses is not null')
  const arrangement = await one(t, `select id from journal where act = 'arrange'`)
  const request = await one(t, `select request_id from journal limit 1`)
  let number = 900
  const journal = (
    more: Partial<
      Record<'act' | 'fund' | 'period' | 'day' | 'year' | 'request' | 'reverses' | 'legs', string>
    > = {},
  ) => {
    number += 1
    return `insert into journal(id, public_id, request_person, request_id, batch, act, document, fund_id, fund_year, period, day, maker, releaser, legs, reverses)
      values(${number}, 'j${number}', 'person-a', '${more.request ?? request}', 'b', '${more.act ?? 'arrange'}', 'd', '${more.fund ?? fund}', ${more.year ?? 2024}, '${more.period ?? '2024-05'}', '${more.day ?? '2024-05-10'}', 'x', null, ${more.legs ?? 2}, ${more.reverses ?? 'null'})`
  }
  const entry = (line: number, on: string, amount: string) =>
    `insert into entry(journal_id, line, account_id, amount) values(${number}, ${line}, ${on}, ${amount})`
  const proof = () => `insert into journal_proof(journal_id) values(${number})`
  const attacks: Record<string, Attack> = {
    'a journal without entries': [FOREIGN_KEY, () => [journal()]],
    'one leg only': [FOREIGN_KEY, () => [journal(), entry(1, available, '-5')]],
    'unbalanced legs': [
      'entry: no such movement',
      () => [journal(), entry(1, available, '-5'), entry(2, arranged, '4')],
    ],
    'a forged proof': ['proof: not balanced', () => [journal(), proof()]],
    'a proof for one leg': [
      'proof: not balanced',
      () => [journal(), entry(1, available, '-5'), proof()],
    ],
    'a third leg': [
      CHECK,
      () => [
        journal(),
        entry(1, available, '-5'),
        entry(2, arranged, '5'),
        entry(3, arranged, '1'),
      ],
    ],
    'a zero line': [CHECK, () => [journal(), entry(1, available, '0'), entry(2, arranged, '0')]],
    'a missing amount': [
      /not.null constraint/i,
      () => [journal(), entry(1, available, 'null'), entry(2, arranged, '5')],
    ],
    'an amount in words': [
      /cannot store TEXT|invalid input syntax/,
      () => [journal(), entry(1, available, `'abc'`), entry(2, arranged, '5')],
    ],
    'more legs announced': [
      CHECK,
      () => [journal({ legs: '3' }), entry(1, available, '-5'), entry(2, arranged, '5')],
    ],
    'a movement that is not in the table': [
      'entry: no such movement',
      () => [journal(), entry(1, available, '-5'), entry(2, issued, '5')],
    ],
    'a movement of another act': [
      'entry: no such movement',
      () => [journal({ act: 'issue' }), entry(1, available, '-5'), entry(2, arranged, '5')],
    ],
    'the legs the wrong way round': [
      'entry: no such movement',
      () => [journal(), entry(1, arranged, '-5'), entry(2, available, '5')],
    ],
    'below zero': [
      CHECK,
      () => [journal(), entry(1, available, '-99999999'), entry(2, arranged, '99999999')],
    ],
    'an account of another fund': [
      'entry: other fund',
      () => [journal(), entry(1, '77', '-5'), entry(2, arranged, '5')],
    ],
    'a closed month': [
      'journal: period closed',
      () => [
        journal({ period: '2024-01', day: '2024-01-10' }),
        entry(1, available, '-5'),
        entry(2, arranged, '5'),
      ],
    ],
    'a day outside its month': [
      CHECK,
      () => [journal({ day: '2024-06-10' }), entry(1, available, '-5'), entry(2, arranged, '5')],
    ],
    'a year that is not its fund’s': [
      'journal: not the year of its fund',
      () => [
        `insert into period(fund_year, month) values(2023, '2024-05')`,
        journal({ year: '2023' }),
        entry(1, available, '-5'),
        entry(2, arranged, '5'),
      ],
    ],
    'a request that nobody made': [
      FOREIGN_KEY,
      () => [journal({ request: 'nobody' }), entry(1, available, '-5'), entry(2, arranged, '5')],
    ],
    'a second reversal': [
      /unique constraint/i,
      () => [
        journal({ act: 'reverse', reverses: reversed }),
        entry(1, arranged, '5'),
        entry(2, issued, '-5'),
      ],
    ],
    'a reversal of a reversal': [
      'journal: a reversal cannot be reversed',
      () => [
        journal({ act: 'reverse', reverses: reversal }),
        entry(1, arranged, '-300000'),
        entry(2, issued, '300000'),
      ],
    ],
    'a reversal that mirrors nothing': [
      'entry: not the mirror',
      () => [
        journal({ act: 'reverse', reverses: arrangement }),
        entry(1, available, '7'),
        entry(2, arranged, '-7'),
      ],
    ],
    'a reversal without its original': [
      CHECK,
      () => [journal({ act: 'reverse' }), entry(1, available, '5'), entry(2, arranged, '-5')],
    ],
    'an entry added to an old journal': [
      'entry: no such movement',
      () => [
        `insert into entry(journal_id, line, account_id, amount) values(${arrangement}, 2, ${arranged}, 5)`,
      ],
    ],
    'a changed entry': [
      'entry: append only',
      () => [`update entry set amount = amount + 1 where journal_id = ${arrangement}`],
    ],
    'a deleted entry': [
      'entry: append only',
      () => [`delete from entry where journal_id = ${arrangement}`],
    ],
    'a changed journal': [
      'journal: append only',
      () => [`update journal set day = '2024-05-11' where id = ${arrangement}`],
    ],
    'a deleted journal': [
      'journal: append only',
      () => [`delete from journal where id = ${arrangement}`],
    ],
    'a changed balance': [
      'account: moved only by an entry',
      () => [`update account set balance = balance + 1 where id = ${available}`],
    ],
    'an account renamed': [
      'account: fixed',
      () => [`update account set stage = 'held' where id = ${available}`],
    ],
    'an account deleted': [
      /^account: (kept|append only)/,
      () => [`delete from account where id = ${issued}`],
    ],
    'an opening balance': [
      'account: born empty',
      () => [
        `insert into account(id, fund_id, beneficiary_id, holder_id, stage, tier, route, balance) values(999, '${fund}', '${p.root.id}', '${p.root.id}', 'spent', 'province', 'direct', 5)`,
      ],
    ],
    'an unknown stage': [
      CHECK,
      () => [
        `insert into account(id, fund_id, beneficiary_id, holder_id, stage, tier, route, balance) values(998, '${fund}', '${p.root.id}', '${p.root.id}', 'pool', 'province', 'direct', 0)`,
      ],
    ],
    'a detached proof': [
      FOREIGN_KEY,
      () => [`delete from journal_proof where journal_id = ${arrangement}`],
    ],
    'a month opened again': [
      'period: stays closed',
      () => [`update period set closed = 0 where month = '2024-01'`],
    ],
    'a month deleted': ['period: kept', () => [`delete from period where month = '2024-01'`]],
    'a journal of a fund that has ended': [
      'journal: fund ended',
      () => [
        journal({ fund: endedId, act: 'budget' }),
        entry(1, endedSource, '-5'),
        entry(2, '78', '5'),
      ],
    ],
    'a proof written anew': [
      /^proof: (fixed|not balanced)$/,
      () => [`update journal_proof set journal_id = journal_id where journal_id = ${arrangement}`],
    ],
    'a changed movement': [
      'movement: fixed',
      () => [`update movement set keeps = 'fund' where act = 'spend'`],
    ],
    'a deleted movement': ['movement: fixed', () => [`delete from movement where act = 'spend'`]],
    'a new movement': [
      'movement: fixed',
      () => [
        `insert into movement(act, from_stage, to_stage, keeps) values('gift', 'source', 'spent', 'fund')`,
      ],
    ],
    'a changed request': [
      'request: append only',
      () => [`update request set answer = '{}' where client_id = '${request}'`],
    ],
    'a deleted request': [
      'request: append only',
      () => [`delete from request where client_id = '${request}'`],
    ],
    'a fund moved to another source': [
      'fund: year and source are fixed',
      () => [`update fund set source = 'donation' where id = '${fund}'`],
    ],
    ...(engine.name === 'sqlite'
      ? {
          'a replaced entry': [
            'entry: append only',
            () => [
              `insert or replace into entry select * from entry where journal_id = ${arrangement} and line = 2`,
            ],
          ],
          'a replaced account': [
            'account: kept',
            () => [
              `insert or replace into account(id, fund_id, beneficiary_id, holder_id, stage, tier, route, balance) select id, fund_id, beneficiary_id, holder_id, stage, tier, route, 0 from account where id = ${available}`,
            ],
          ],
          'a fraction of a fen': [
            /cannot store REAL/,
            () => [journal(), entry(1, available, '-1.5'), entry(2, arranged, '1.5')],
          ],
        }
      : {
          'an upsert over an entry': [
            'entry: append only',
            () => [
              `insert into entry(journal_id, line, account_id, amount) values(${arrangement}, 2, ${arranged}, 500000) on conflict(journal_id, line) do update set amount = 5`,
            ],
          ],
          'truncated entries': ['entry: append only', () => ['truncate entry']],
          'a truncated ledger': ['journal: append only', () => ['truncate journal, entry cascade']],
          'truncated accounts': ['account: append only', () => ['truncate account, entry cascade']],
          'a forged posting note': [
            null,
            () => [
              `insert into posting values(${available}, 1)`,
              `update account set balance = balance + 1 where id = ${available}`,
            ],
          ],
        }),
  }
  const right = () => [journal(), entry(1, available, '-5'), entry(2, arranged, '5')]
  return { attacks, right }
}
