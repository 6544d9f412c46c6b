import { accept } from '@qiangji/kernel/base/decision.ts'
import { fen } from '@qiangji/kernel/base/money.ts'
import { fundAccount } from '@qiangji/kernel/fund/account.ts'
import { describe, expect, test } from 'vitest'
import { grantsFor } from '../src/engine/application-role.ts'
import { newText } from '../src/engine/new-id.ts'
import { post } from '../src/fund/ledger.ts'
import { reverseBatch } from '../src/fund/reversal.ts'
import { verifyLedger } from '../src/fund/verification.ts'
import { engines, type TestEngine, type TestStore } from './engines.ts'
import { fill, fundOf, type Province, plantProvince } from './province.ts'

interface Ground {
  readonly t: TestStore
  readonly p: Province
  /** Runs statements in one transaction as the application's role. */
  readonly attack: (...statements: readonly string[]) => Promise<unknown>
}

const prepare = async (engine: TestEngine): Promise<Ground> => {
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
  await p.act(async (tx) => {
    const other = { ...fundOf(root, 2024, '另一专项') }
    await tx
      .insertInto('fund')
      .values({
        id: other.id,
        organization_id: root.id,
        year: 2024,
        name: other.name,
        source: other.source,
        subject: '{}',
        department: 'x',
        basis: 'x',
        uses: '[]',
        prohibitions: '[]',
        age_rule: '{}',
        publicity: 0,
        quota_unit: null,
        previous_fund_id: null,
        state: 'open',
        budget_state: 'none',
        revision: 0,
      })
      .execute()
    await tx
      .insertInto('account')
      .values({
        id: 77,
        fund_id: other.id,
        beneficiary_id: root.id,
        holder_id: root.id,
        stage: 'available',
        tier: 'province',
        route: 'direct',
        recipient_id: null,
        prefecture_id: null,
        county_id: null,
        balance: 0,
      })
      .execute()
    await tx
      .insertInto('period')
      .values({ fund_year: 2024, month: '2024-01', closed: 1, closed_by: 'x', closed_on: 'x' })
      .execute()
    return accept(null)
  })
  if (engine.name === 'sqlite')
    return {
      t,
      p,
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
    t,
    p,
    attack: (...s) => t.outside(['begin', `set local role ${role}`, ...s, 'commit'].join(';\n')),
  }
}

const one = async (t: TestStore, sql: string): Promise<string> =>
  String(Object.values((await t.outside(sql))[0] ?? {})[0])

describe.each(engines)('the ledger stands against SQL on $name', (engine) => {
  test('thirty attacks are refused and leave every row as it was', {
    timeout: 60_000,
  }, async () => {
    const { t, p, attack } = await prepare(engine)
    const fund = p.fund.id
    const account = (stage: string) =>
      one(t, `select id from account where fund_id = '${fund}' and stage = '${stage}'`)
    const [available, arranged, issued] = [
      await account('available'),
      await account('arranged'),
      await account('issued'),
    ]
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
    const before = JSON.stringify(await t.outside('select * from account order by id'))
    const attacks: Record<string, () => readonly string[]> = {
      'a journal without entries': () => [journal()],
      'one leg only': () => [journal(), entry(1, available, '-5')],
      'unbalanced legs': () => [journal(), entry(1, available, '-5'), entry(2, arranged, '4')],
      'a forged proof': () => [journal(), proof()],
      'a proof for one leg': () => [journal(), entry(1, available, '-5'), proof()],
      'a third leg': () => [
        journal(),
        entry(1, available, '-5'),
        entry(2, arranged, '5'),
        entry(3, arranged, '1'),
      ],
      'a zero line': () => [journal(), entry(1, available, '0'), entry(2, arranged, '0')],
      'a missing amount': () => [journal(), entry(1, available, 'null'), entry(2, arranged, '5')],
      'an amount in words': () => [
        journal(),
        entry(1, available, `'abc'`),
        entry(2, arranged, '5'),
      ],
      'more legs announced': () => [
        journal({ legs: '3' }),
        entry(1, available, '-5'),
        entry(2, arranged, '5'),
      ],
      'a movement that is not in the table': () => [
        journal(),
        entry(1, available, '-5'),
        entry(2, issued, '5'),
      ],
      'a movement of another act': () => [
        journal({ act: 'issue' }),
        entry(1, available, '-5'),
        entry(2, arranged, '5'),
      ],
      'the legs the wrong way round': () => [
        journal(),
        entry(1, arranged, '-5'),
        entry(2, available, '5'),
      ],
      'below zero': () => [
        journal(),
        entry(1, available, '-99999999'),
        entry(2, arranged, '99999999'),
      ],
      'an account of another fund': () => [
        journal(),
        entry(1, '77', '-5'),
        entry(2, arranged, '5'),
      ],
      'a closed month': () => [
        journal({ period: '2024-01', day: '2024-01-10' }),
        entry(1, available, '-5'),
        entry(2, arranged, '5'),
      ],
      'a day outside its month': () => [
        journal({ day: '2024-06-10' }),
        entry(1, available, '-5'),
        entry(2, arranged, '5'),
      ],
      'a year that is not its fund’s': () => [
        `insert into period(fund_year, month) values(2023, '2024-05')`,
        journal({ year: '2023' }),
        entry(1, available, '-5'),
        entry(2, arranged, '5'),
      ],
      'a request that nobody made': () => [
        journal({ request: 'nobody' }),
        entry(1, available, '-5'),
        entry(2, arranged, '5'),
      ],
      'a second reversal': () => [
        journal({ act: 'reverse', reverses: reversed }),
        entry(1, arranged, '5'),
        entry(2, issued, '-5'),
      ],
      'a reversal of a reversal': () => [
        journal({ act: 'reverse', reverses: reversal }),
        entry(1, arranged, '-300000'),
        entry(2, issued, '300000'),
      ],
      'a reversal that mirrors nothing': () => [
        journal({ act: 'reverse', reverses: arrangement }),
        entry(1, available, '7'),
        entry(2, arranged, '-7'),
      ],
      'a reversal without its original': () => [
        journal({ act: 'reverse' }),
        entry(1, available, '5'),
        entry(2, arranged, '-5'),
      ],
      'an entry added to an old journal': () => [
        `insert into entry(journal_id, line, account_id, amount) values(${arrangement}, 2, ${arranged}, 5)`,
      ],
      'a changed entry': () => [
        `update entry set amount = amount + 1 where journal_id = ${arrangement}`,
      ],
      'a deleted entry': () => [`delete from entry where journal_id = ${arrangement}`],
      'a changed journal': () => [
        `update journal set day = '2024-05-11' where id = ${arrangement}`,
      ],
      'a deleted journal': () => [`delete from journal where id = ${arrangement}`],
      'a changed balance': () => [
        `update account set balance = balance + 1 where id = ${available}`,
      ],
      'an account renamed': () => [`update account set stage = 'held' where id = ${available}`],
      'an account deleted': () => [`delete from account where id = ${issued}`],
      'an opening balance': () => [
        `insert into account(id, fund_id, beneficiary_id, holder_id, stage, tier, route, balance) values(999, '${fund}', '${p.root.id}', '${p.root.id}', 'spent', 'province', 'direct', 5)`,
      ],
      'an unknown stage': () => [
        `insert into account(id, fund_id, beneficiary_id, holder_id, stage, tier, route, balance) values(998, '${fund}', '${p.root.id}', '${p.root.id}', 'pool', 'province', 'direct', 0)`,
      ],
      'a detached proof': () => [`delete from journal_proof where journal_id = ${arrangement}`],
      'a month opened again': () => [`update period set closed = 0 where month = '2024-01'`],
      'a month deleted': () => [`delete from period where month = '2024-01'`],
      'a new movement': () => [
        `insert into movement(act, from_stage, to_stage, keeps) values('gift', 'source', 'spent', 'fund')`,
      ],
      'a changed request': () => [
        `update request set answer = '{}' where client_id = '${request}'`,
      ],
      'a deleted request': () => [`delete from request where client_id = '${request}'`],
      'a fund moved to another source': () => [
        `update fund set source = 'donation' where id = '${fund}'`,
      ],
      ...(engine.name === 'sqlite'
        ? {
            'a replaced entry': () => [
              `insert or replace into entry(journal_id, line, account_id, amount) values(${arrangement}, 2, ${arranged}, 5)`,
            ],
            'a replaced account': () => [
              `insert or replace into account(id, fund_id, beneficiary_id, holder_id, stage, tier, route, balance) select id, fund_id, beneficiary_id, holder_id, stage, tier, route, 0 from account where id = ${available}`,
            ],
            'a fraction of a fen': () => [
              journal(),
              entry(1, available, '-1.5'),
              entry(2, arranged, '1.5'),
            ],
          }
        : {
            'an upsert over an entry': () => [
              `insert into entry(journal_id, line, account_id, amount) values(${arrangement}, 2, ${arranged}, 5) on conflict(journal_id, line) do update set amount = 5`,
            ],
            'a truncated ledger': () => ['truncate entry, journal cascade'],
            'a forged posting note': () => [
              `insert into posting values(${available}, 1)`,
              `update account set balance = balance + 1 where id = ${available}`,
            ],
          }),
    }
    const survived: string[] = []
    for (const [name, statements] of Object.entries(attacks)) {
      const refused = await attack(...statements()).then(
        () => false,
        () => true,
      )
      if (!refused) survived.push(name)
    }
    expect(survived).toEqual([])
    expect(Object.keys(attacks).length).toBeGreaterThanOrEqual(30)
    expect(JSON.stringify(await t.outside('select * from account order by id'))).toBe(before)
    expect(await t.store.snapshot(verifyLedger)).toMatchObject({ broken: null, journals: 4 })
    // The same statements, put right, do enter: the attacks failed for what they name.
    await attack(journal(), entry(1, available, '-5'), entry(2, arranged, '5'))
  })

  test('verification names the first row that somebody changed behind the guards', {
    timeout: 60_000,
  }, async () => {
    const { t, p } = await prepare(engine)
    expect(await t.store.snapshot(verifyLedger)).toMatchObject({ broken: null })
    const unguarded = (table: string, trigger: string, change: string) =>
      t.outside(
        engine.name === 'sqlite'
          ? `drop trigger ${trigger}; ${change}`
          : `alter table ${table} disable trigger user; ${change}`,
      )
    const found = async () => (await t.store.snapshot(verifyLedger)).broken
    const wrongTotal = (by: number) =>
      t.outside(`update total set amount = amount + ${by} where stage = 'available'`)
    await wrongTotal(1)
    expect(await found()).toMatchObject({ table: 'total' })
    await wrongTotal(-1)
    expect(await found()).toBeNull()
    await unguarded(
      'account',
      'account_moved',
      `update account set balance = balance + 1 where stage = 'arranged' and fund_id = '${p.fund.id}'`,
    )
    expect(await found()).toMatchObject({ table: 'account' })
    await unguarded(
      'journal',
      'journal_fixed',
      `update journal set document = 'other' where act = 'arrange'`,
    )
    expect(await found()).toMatchObject({ table: 'journal', what: expect.stringContaining('留痕') })
    await unguarded('entry', 'entry_fixed', `update entry set amount = 3 where line = 2`)
    expect(await found()).toMatchObject({ table: 'journal', what: expect.stringContaining('合计') })
  })
})
