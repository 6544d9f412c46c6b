import { fen } from '@qiangji/kernel/base/money.ts'
import { type AccountKey, fundAccount, type Posting } from '@qiangji/kernel/fund/account.ts'
import type { PostingAct } from '@qiangji/kernel/fund/movement.ts'
import type { Stage } from '@qiangji/kernel/fund/stage.ts'
import { OrganizationId } from '@qiangji/kernel/organization/organization.ts'
import { newText } from '../src/engine/new-id.ts'
import { post } from '../src/fund/ledger.ts'
import { reverseBatch } from '../src/fund/reversal.ts'
import type { Province } from './province.ts'

/** A number in [0, below), from a seed: the same seed walks the same road. */
export const lots = (seed: number) => {
  let state = seed >>> 0
  return (below: number): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) % below
  }
}

interface Choice {
  readonly act: PostingAct
  readonly from: AccountKey
  readonly to: AccountKey
}

const RECIPIENTS = ['620102', '620121', '621002', '621022', '620171', '6202'] as const
const VIA: Readonly<Record<string, string>> = {
  '620102': '6201',
  '620121': '6201',
  '621002': '6210',
  '621022': '6210',
}

/** Everything that may be done with the money of one account, by the table of movements. */
const choicesFor = (p: Province, from: AccountKey, draw: (below: number) => number): Choice[] => {
  const to = (act: PostingAct, key: Partial<AccountKey>): Choice => ({
    act,
    from,
    to: { ...from, ...key },
  })
  const source = p.tree.find((o) => o.id === from.beneficiary)
  const via = VIA[source?.code ?? '']
  const recipient = RECIPIENTS.some((code) => code === source?.code)
  const townships = p.tree.filter((o) => o.parentId === from.beneficiary && o.level === 'township')
  const township = townships[draw(Math.max(1, townships.length))]?.id
  const back = (...stages: readonly Stage[]) =>
    recipient ? stages.map((stage) => to('return', { stage })) : []
  const county =
    source?.parentId === null ? null : OrganizationId.nullable().parse(source?.parentId)
  const takeBack = (): Choice[] =>
    recipient || !county
      ? []
      : [to('take-back', { beneficiary: county, holder: county, stage: 'held' })]
  switch (from.stage) {
    case 'source':
      return [to('adjust', { stage: 'available' })]
    case 'available':
      return [
        to('arrange', { stage: 'arranged' }),
        to('arrange', { stage: 'arranged' }),
        to('adjust', { stage: 'source' }),
      ]
    case 'arranged': {
      const chosen = p.at(RECIPIENTS[draw(RECIPIENTS.length)] ?? '621022').id
      const issued = { beneficiary: chosen, holder: p.root.id, stage: 'issued' } as const
      return [{ act: 'issue', from, to: issued }, to('withdraw', { stage: 'available' })]
    }
    case 'issued':
      if (from.holder !== p.root.id) return [to('remit', { stage: 'remitted' }), ...takeBack()]
      return [
        to('remit', { stage: 'remitted' }),
        to('remit', { stage: 'remitted' }),
        { act: 'reduce', from, to: fundAccount(p.root.id, 'available') },
        to('set-off-new', { holder: from.beneficiary, stage: 'held' }),
      ]
    case 'remitted': {
      const byPrefecture = via !== undefined && from.holder === p.at(via).id
      if (from.holder === p.root.id && via !== undefined)
        return [
          to('receive', { holder: p.at(via).id, stage: 'relayed' }),
          to('receive', { holder: p.at(via).id, stage: 'relayed' }),
          to('bounce', { stage: 'issued' }),
        ]
      return [
        to('receive', { holder: from.beneficiary, stage: 'held' }),
        to('receive', { holder: from.beneficiary, stage: 'held' }),
        to('bounce', { stage: byPrefecture ? 'relayed' : 'issued' }),
      ]
    }
    case 'relayed':
      return [
        to('relay', { stage: 'remitted' }),
        to('relay', { stage: 'remitted' }),
        ...back('returning'),
      ]
    case 'held':
      return [
        to('spend', { stage: 'spent' }),
        to('occupy', { stage: 'occupied' }),
        to('carry', { stage: 'carried' }),
        ...(recipient ? [to('settle', { stage: 'surplus' })] : takeBack()),
        ...back('returning'),
        ...(recipient && township
          ? [
              to('sub-allocate', { beneficiary: township, stage: 'issued' }),
              to('sub-allocate', { beneficiary: township, stage: 'held' }),
            ]
          : []),
      ]
    case 'occupied':
      return [
        to('spend', { stage: 'spent' }),
        to('release', { stage: 'held' }),
        to('carry', { stage: 'carried' }),
      ]
    case 'spent':
      return [to('refund', { stage: 'held' })]
    case 'carried':
      return [
        to('reuse', { stage: 'held' }),
        ...(recipient ? [to('settle', { stage: 'surplus' })] : takeBack()),
      ]
    case 'surplus':
      return [
        to('retain', { stage: 'held' }),
        to('set-off-old', { holder: p.root.id, stage: 'returned' }),
        ...back('returning'),
      ]
    case 'returning': {
      const atPrefecture = via !== undefined && from.holder === p.at(via).id
      if (via !== undefined && !atPrefecture)
        return [
          to('return-receive', { holder: p.at(via).id }),
          to('return-stop', { stage: 'held' }),
        ]
      return [
        to('return-confirm', { holder: p.root.id, stage: 'returned' }),
        { act: 'return-confirm', from, to: fundAccount(p.root.id, 'available') },
      ]
    }
    case 'returned':
      return []
  }
}

/**
 * Walks a fund through `count` random acts that its balances allow, reversals among them; answers the acts
 * that were posted.
 */
export const actAtRandom = async (
  p: Province,
  seed: number,
  count: number,
): Promise<readonly PostingAct[]> => {
  const draw = lots(seed)
  const done: PostingAct[] = []
  const batches: string[] = []
  for (let n = 0; n < count; n++) {
    if (batches.length > 0 && draw(8) === 0) {
      const batch = batches.splice(draw(batches.length), 1)[0] ?? ''
      const undone = await p.act((tx, poster) => reverseBatch(tx, poster, batch), {
        person: 'person-b',
      })
      if (undone.ok) done.push('reverse')
      continue
    }
    const accounts = await p.store.read
      .selectFrom('account')
      .selectAll()
      .where('fund_id', '=', p.fund.id)
      .where('balance', '>', 0)
      .orderBy('id')
      .execute()
    const account = draw(20) === 0 ? undefined : accounts[draw(Math.max(1, accounts.length))]
    const from: AccountKey = account
      ? {
          beneficiary: OrganizationId.parse(account.beneficiary_id),
          holder: OrganizationId.parse(account.holder_id),
          stage: account.stage,
        }
      : fundAccount(p.root.id, 'source')
    const choices = choicesFor(p, from, draw)
    const choice = choices[draw(Math.max(1, choices.length))]
    if (!choice) continue
    const most = account?.balance ?? 1_000_000
    const amount = draw(3) === 0 && from.stage !== 'available' ? most : 1 + draw(most)
    const posting: Posting = { ...choice, amount: fen(amount), document: newText() }
    const posted = await p.act((tx, poster) => post(tx, poster, p.fund.id, [posting]))
    if (!posted.ok) throw new Error(`${choice.act} ${posted.refusal}`)
    done.push(choice.act)
    batches.push(posted.value)
  }
  return done
}
