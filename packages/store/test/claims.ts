import { day } from '@qiangji/kernel/base/day.ts'
import { accept } from '@qiangji/kernel/base/decision.ts'
import { fen } from '@qiangji/kernel/base/money.ts'
import { type Advance, AdvanceId, recordAdvance } from '@qiangji/kernel/fund/advance.ts'
import {
  type Commitment,
  CommitmentId,
  commitmentLeft,
  commitmentPosting,
  occupy,
  releaseCommitment,
} from '@qiangji/kernel/fund/commitment.ts'
import type { SpendingForm } from '@qiangji/kernel/fund/spending.ts'
import { newId, newText } from '../src/engine/new-id.ts'
import { addAdvance } from '../src/fund/advance.ts'
import { addCommitment, findCommitment, saveCommitment } from '../src/fund/commitment.ts'
import { post } from '../src/fund/ledger.ts'
import { accepted, type County, TODAY } from './county.ts'

type Line = Pick<SpendingForm, 'beneficiaryId' | 'holderId'>

const ownLine = (c: County): Line => ({ beneficiaryId: c.p.at('621022').id, holderId: null })

/** A contract signed at the desk, on its own account or on a township's. */
export const sign = async (
  c: County,
  amount: number,
  line: Line = ownLine(c),
): Promise<Commitment> => {
  const made = accepted(
    occupy(
      {
        fundId: c.p.fund.id,
        ...line,
        title: '虎洞镇驿站装修',
        counterparty: '陇东建筑',
        day: day('2024-06-10'),
        amount: fen(amount),
      },
      {
        id: newId(CommitmentId),
        organizationId: c.p.at('621022').id,
        makerId: c.clerk,
        today: TODAY,
        batch: newText(),
      },
    ),
  )
  accepted(
    await c.at(c.clerk, async (tx, _, poster) => {
      const posted = await post(
        tx,
        poster,
        c.p.fund.id,
        [commitmentPosting(made, 'occupy', made.amount)],
        { batch: made.batch },
      )
      if (posted.ok) await addCommitment(tx, made)
      return posted
    }),
  )
  return made
}

/** Gives back all that is left of a contract, as the page does; returns the batch. */
export const giveBack = async (c: County, id: string): Promise<string> => {
  const batch = newText()
  accepted(
    await c.at(c.clerk, async (tx, _, poster) => {
      const old = await findCommitment(tx, id)
      if (!old) throw new Error('no contract')
      const released = releaseCommitment(old)
      if (!released.ok) return released
      const posted = await post(
        tx,
        poster,
        c.p.fund.id,
        [commitmentPosting(old, 'release', commitmentLeft(old))],
        { batch },
      )
      if (posted.ok) await saveCommitment(tx, old, released.value)
      return posted
    }),
  )
  return batch
}

export const advance = async (
  c: County,
  amount: number,
  line: Line = ownLine(c),
): Promise<Advance> => {
  const made = accepted(
    recordAdvance(
      {
        fundId: c.p.fund.id,
        ...line,
        title: '3月困难职工慰问',
        day: day('2024-03-20'),
        voucher: null,
        amount: fen(amount),
      },
      {
        id: newId(AdvanceId),
        organizationId: c.p.at('621022').id,
        makerId: c.clerk,
        today: TODAY,
      },
    ),
  )
  await c.at(c.clerk, async (tx) => {
    await addAdvance(tx, made)
    return accept(null)
  })
  return made
}
