import { randomUUID } from 'node:crypto'
import { day } from '@qiangji/kernel/base/day.ts'
import { PositiveFen } from '@qiangji/kernel/base/money.ts'
import type { Posting } from '@qiangji/kernel/fund/account.ts'
import { OrganizationId } from '@qiangji/kernel/organization/organization.ts'
import type { Store } from '@qiangji/store/engine/act.ts'
import { openStore } from '@qiangji/store/engine/open.ts'
import { post } from '@qiangji/store/fund/ledger.ts'

/** What another process is to claim, at once and `count` times. */
export interface ClaimAsk {
  readonly url: string
  readonly fundId: string
  readonly act: 'arrange' | 'spend'
  /** Who has the money: the province, or a county. */
  readonly at: string
  readonly amount: number
  readonly count: number
  readonly today: string
}
/** 'won', the refusal, or what broke. */
export type ClaimAnswer = readonly string[]

const postingOf = (ask: ClaimAsk): Posting => {
  const at = OrganizationId.parse(ask.at)
  const line = { beneficiary: at, holder: at }
  return {
    act: ask.act,
    from: { ...line, stage: ask.act === 'arrange' ? 'available' : 'held' },
    to: { ...line, stage: ask.act === 'arrange' ? 'arranged' : 'spent' },
    amount: PositiveFen.parse(ask.amount),
    document: randomUUID(),
  }
}

const claim = async (store: Store, ask: ClaimAsk): Promise<string> => {
  const poster = { personId: 'claimant', requestId: randomUUID(), today: day(ask.today) }
  try {
    const answer = await store.command(
      {
        actor: poster.personId,
        requestId: poster.requestId,
        name: 'test.claim',
        organization: null,
        subject: null,
        input: {},
        today: poster.today,
        origin: { address: 'local', session: null },
      },
      (tx) => post(tx, poster, ask.fundId, [postingOf(ask)]),
    )
    return answer.ok ? 'won' : answer.refusal
  } catch (error) {
    return String(error)
  }
}

process.on('message', async (ask: ClaimAsk) => {
  const store = await openStore({ url: ask.url })
  const claims = Array.from({ length: ask.count }, () => claim(store, ask))
  process.send?.(await Promise.all(claims))
  await store.close()
  process.disconnect()
})
process.send?.('ready')
