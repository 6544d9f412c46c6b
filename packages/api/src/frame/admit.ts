import type { Actor } from '@qiangji/kernel/access/actor.ts'
import type { Day } from '@qiangji/kernel/base/day.ts'
import { spellId } from '@qiangji/kernel/base/id.ts'
import { unreadableAt } from '@qiangji/kernel/base/text.ts'
import { may } from '@qiangji/kernel/permissions.ts'
import type { Origin } from '@qiangji/store/engine/act.ts'
import { TRPCError } from '@trpc/server'
import type { z } from 'zod'
import type { Context } from './context.ts'
import { Recorded } from './perform.ts'
import { issuesOf, Refusal, refusalOfTrouble, turnAway, unreadable } from './refusal.ts'

interface Wire<In> {
  readonly '~standard': {
    readonly version: 1
    readonly vendor: string
    readonly validate: (value: unknown) => { readonly value: unknown }
    readonly types?: { readonly input: In; readonly output: unknown } | undefined
  }
}

/** Gives the client the type of the input and lets the value through unread: the rule is asked before the schema. */
export const wire = <I extends z.ZodType>(): Wire<z.input<I>> => ({
  '~standard': { version: 1, vendor: 'qiangji', validate: (value) => ({ value }) },
})

export interface Admitted<I extends z.ZodType> {
  readonly actor: Actor
  readonly input: z.output<I>
  readonly today: Day
  readonly chance: Context['chance']
  readonly now: number
}

/** Asks the rule, then reads the input. Who may not call it is told the same as who calls what does not exist. */
export const admit = async <I extends z.ZodType>(
  ctx: Context,
  path: string,
  schema: I,
  raw: unknown,
): Promise<Admitted<I>> => {
  const actor = ctx.actor ?? turnAway(new Refusal('SIGN_IN_REQUIRED'))
  const today = await ctx.clock.today()
  if (!may(actor, path)) return denied(ctx, actor, path, today)
  return { actor, input: readInput(schema, raw), today, chance: ctx.chance, now: ctx.clock.now() }
}

export const readInput = <I extends z.ZodType>(schema: I, raw: unknown): z.output<I> => {
  const broken = unreadableAt(raw)
  if (broken !== null) return turnAway(unreadable(broken, 'TEXT_UNREADABLE'))
  const read = schema.safeParse(raw, { reportInput: true })
  return read.success
    ? read.data
    : turnAway(new Refusal('INPUT_INVALID', {}, { issues: issuesOf(read.error) }))
}

const denied = async (ctx: Context, actor: Actor, path: string, today: Day): Promise<never> => {
  await ctx.store.witness({
    actor: actor.personId,
    requestId: ctx.requestId,
    name: path,
    organization: actor.organization.organizationId,
    subject: null,
    today,
    origin: originOf(ctx),
    result: 'denied',
  })
  const due = actor.passwordDue && may({ ...actor, passwordDue: false }, path)
  return turnAway(new Refusal(due ? 'PASSWORD_DUE' : 'NOT_FOUND'))
}

export const originOf = (ctx: Context): Origin => ({
  address: ctx.address,
  session: ctx.actor?.sessionId ?? null,
})

/**
 * Runs the work and names whatever comes out of it: refusals pass, trouble becomes "try again", and a fault
 * leaves an id for the caller, its cause in the log and one row in the audit.
 */
export const guarded = async <T>(
  ctx: Context,
  path: string,
  work: () => Promise<T>,
): Promise<T> => {
  try {
    return await work()
  } catch (thrown) {
    const error = thrown instanceof Recorded ? thrown.cause : thrown
    if (error instanceof TRPCError && error.cause instanceof Refusal) throw error
    const trouble = refusalOfTrouble(error)
    if (trouble) return turnAway(trouble)
    const errorId = spellId(ctx.chance(20))
    ctx.report({ errorId, requestId: ctx.requestId, path, cause: error })
    if (!(thrown instanceof Recorded)) await recordFault(ctx, path, errorId)
    return turnAway(new Refusal('FAULT', {}, { errorId }))
  }
}

const recordFault = async (ctx: Context, path: string, errorId: string): Promise<void> => {
  try {
    await ctx.store.witness({
      actor: ctx.actor?.personId ?? null,
      requestId: ctx.requestId,
      name: path,
      organization: ctx.actor?.organization.organizationId ?? null,
      subject: errorId,
      today: await ctx.clock.today(),
      origin: originOf(ctx),
      result: 'fault',
    })
  } catch (cause) {
    ctx.report({ errorId, requestId: ctx.requestId, path, cause })
  }
}
