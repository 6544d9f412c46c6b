import { randomUUID } from 'node:crypto'
import type { Actor } from '@qiangji/kernel/access/actor.ts'
import type { PostCode } from '@qiangji/kernel/access/post.ts'
import { type Day, day } from '@qiangji/kernel/base/day.ts'
import { accept } from '@qiangji/kernel/base/decision.ts'
import { fen } from '@qiangji/kernel/base/money.ts'
import { type AccountKey, fundAccount, type Posting } from '@qiangji/kernel/fund/account.ts'
import { FundId } from '@qiangji/kernel/fund/fund.ts'
import type { Stage as Held } from '@qiangji/kernel/fund/stage.ts'
import { addPerson } from '@qiangji/store/access/person.ts'
import { newId, newText } from '@qiangji/store/engine/new-id.ts'
import { addFund } from '@qiangji/store/fund/fund.ts'
import { post } from '@qiangji/store/fund/ledger.ts'
import { addRecipients } from '@qiangji/store/fund/recipient.ts'
import { FUND_FORM, stage } from './fund-stage.ts'

export const wan = (n: number) => fen(n * 1_000_000)
export const ROUTES: Readonly<Record<string, string | null>> = {
  '620102': '6201',
  '620121': '6201',
  '621002': '6210',
  '621022': '6210',
  '620171': null,
  '6202': null,
}

/** Two funds of one purpose in two years, their recipients, and short ways to move money and name people. */
export const boardStage = async (today: Day) => {
  const s = await stage(today)
  const fundId = newId(FundId)
  const previousId = newId(FundId)
  const root = s.at('62')
  await s.act(async (tx) => {
    for (const [id, year, previous] of [
      [previousId, 2023, null],
      [fundId, 2024, previousId],
    ] as const) {
      await addFund(tx, {
        ...FUND_FORM,
        year,
        name: `${year}年县区专项补助`,
        previousFundId: previous,
        id,
        organizationId: root.id,
        state: 'open',
        budgetState: 'approved',
        revision: 0,
      })
      await addRecipients(
        tx,
        id,
        Object.entries(ROUTES).map(([code, via]) => ({
          organizationId: s.at(code).id,
          route: via === null ? 'direct' : 'relay',
          viaId: via === null ? null : s.at(via).id,
          className: '二类',
          from: day('2023-01-01'),
          to: null,
        })),
      )
    }
    return accept(null)
  })
  const key = (beneficiary: string, holder: string, held: Held): AccountKey => ({
    beneficiary: s.at(beneficiary).id,
    holder: s.at(holder).id,
    stage: held,
  })
  const move = async (
    posting: Omit<Posting, 'document'>,
    on: Day = s.clock.today,
    more: { readonly fund?: FundId; readonly document?: string; readonly person?: string } = {},
  ): Promise<string> => {
    const requestId = randomUUID()
    const posted = await s.act(
      (tx) =>
        post(
          tx,
          { personId: 'system', requestId, today: on },
          more.fund ?? fundId,
          [{ ...posting, document: more.document ?? newText() }],
          more.person ? { maker: more.person } : {},
        ),
      requestId,
    )
    if (!posted.ok) throw new Error(posted.refusal)
    return String(posted.value)
  }
  const available = fundAccount(root.id, 'available')
  const arranged = fundAccount(root.id, 'arranged')
  /** Budget, then issued to each of these. */
  const issue = async (amounts: Readonly<Record<string, number>>, on: Day, fund = fundId) => {
    const total = Object.values(amounts).reduce((a, b) => a + b, 0)
    const more = { fund }
    const source = fundAccount(root.id, 'source')
    await move({ act: 'budget', from: source, to: available, amount: wan(total + 4) }, on, more)
    await move({ act: 'arrange', from: available, to: arranged, amount: wan(total) }, on, more)
    for (const [code, amount] of Object.entries(amounts))
      await move(
        { act: 'issue', from: arranged, to: key(code, '62', 'issued'), amount: wan(amount) },
        on,
        more,
      )
  }
  /** From 已下达 on to the recipient, or as far as `until`. */
  const send = async (
    code: string,
    amount: number,
    on: Day,
    until: 'relayed' | 'held' = 'held',
    fund = fundId,
  ) => {
    const via = ROUTES[code] ?? null
    const more = { fund }
    const sum = { amount: wan(amount) }
    await move(
      { act: 'remit', from: key(code, '62', 'issued'), to: key(code, '62', 'remitted'), ...sum },
      on,
      more,
    )
    if (via !== null) {
      await move(
        {
          act: 'receive',
          from: key(code, '62', 'remitted'),
          to: key(code, via, 'relayed'),
          ...sum,
        },
        on,
        more,
      )
      if (until === 'relayed') return
      await move(
        { act: 'relay', from: key(code, via, 'relayed'), to: key(code, via, 'remitted'), ...sum },
        on,
        more,
      )
    }
    await move(
      {
        act: 'receive',
        from: key(code, via ?? '62', 'remitted'),
        to: key(code, code, 'held'),
        ...sum,
      },
      on,
      more,
    )
  }
  const spend = (code: string, amount: number, on: Day, fund = fundId) =>
    move(
      {
        act: 'spend',
        from: key(code, code, 'held'),
        to: key(code, code, 'spent'),
        amount: wan(amount),
      },
      on,
      { fund },
    )
  const person = async (code: string, ...posts: PostCode[]): Promise<Actor> => {
    const actor = s.actorOf(code, posts)
    await s.act(async (tx) =>
      accept(
        await addPerson(tx, {
          id: actor.personId,
          name: actor.name,
          organizationId: actor.organization.organizationId,
          department: '',
          state: 'active',
          revision: 0,
        }),
      ),
    )
    return actor
  }
  return { s, fundId, previousId, key, move, issue, send, spend, person }
}
export type BoardStage = Awaited<ReturnType<typeof boardStage>>
