import { randomUUID } from 'node:crypto'
import { type Figure, inTurns } from './figure.ts'
import type { Ground } from './ground.ts'
import { type Call, ratePerSecond, send } from './load.ts'
import { signIn, startBare, startOurs } from './servers.ts'

const CALLERS = 64
const COUNT = 2_000

/**
 * 占用 of one fen: rule, scope, request row, contract, counters and audit, answered after COMMIT; beside a bare
 * server that writes one journal in one durable transaction.
 */
export const measurePostingHttp = async (
  ground: Ground,
  rounds: number,
): Promise<readonly Figure[]> => {
  const folder = ground.copy()
  const ours = await startOurs(ground, folder.folder)
  const headers = await signIn(ours.url)
  const body = JSON.stringify({
    fundId: ground.fundId,
    beneficiaryId: ground.county.id,
    title: '演示合同',
    counterparty: '演示公司',
    day: '2024-03-11',
    amount: 1,
  })
  const posting = (): Call => ({
    method: 'POST',
    path: '/trpc/fund.commitment.occupy',
    headers: { ...headers, 'idempotency-key': randomUUID() },
    body,
  })
  const first = await send(ours.url, posting())
  if (first.status !== 200) throw new Error(first.text)
  await ours.end()
  // The bare way needs the account of 已占用 that the first contract has opened.
  const copied = ground.copyOf(folder.file).file
  const again = await startOurs(ground, folder.folder)
  const bare = await startBare(ground, copied)
  const plain: Call = { method: 'POST', path: '/', headers: {}, body: '{}' }
  const found = await inTurns(
    rounds,
    () => ratePerSecond(again.url, CALLERS, COUNT, posting),
    () => ratePerSecond(bare.url, CALLERS, COUNT, () => plain),
  )
  await again.end()
  await bare.end()
  return [{ what: '3 posting over HTTP, 64 callers', unit: '/s', ...found, goal: { least: 0.9 } }]
}
