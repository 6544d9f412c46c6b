import type { Act, Answer, Outcome, Tx } from '@qiangji/store/engine/act.ts'
import type { Context } from './context.ts'

/** Thrown out of a command: the store has already put its row in the audit. */
export class Recorded extends Error {
  constructor(cause: unknown) {
    super('recorded', { cause })
    this.name = 'Recorded'
  }
}

/** Runs a command of the store; what goes wrong inside it is marked as recorded, so that it is recorded once. */
export const perform = async <T>(
  ctx: Pick<Context, 'store'>,
  act: Act,
  body: (tx: Tx) => Promise<Outcome<T>>,
): Promise<Answer<T>> => {
  try {
    return await ctx.store.command(act, body)
  } catch (error) {
    throw new Recorded(error)
  }
}
