import type { Actor } from '@qiangji/kernel/access/actor.ts'
import type { Day } from '@qiangji/kernel/base/day.ts'
import { may } from '@qiangji/kernel/permissions.ts'
import type { Outcome } from '@qiangji/store/engine/act.ts'
import type { z } from 'zod'
import { guarded, readInput, wire } from './admit.ts'
import type { Context } from './context.ts'
import { Refusal, turnAway } from './refusal.ts'
import { type Meta, type RestLine, t } from './trpc.ts'

interface OpenSay<I extends z.ZodType, O extends z.ZodType> {
  readonly input: I
  readonly output: O
  readonly rest?: RestLine
}

type OpenBody<I extends z.ZodType, O extends z.ZodType> = (asked: {
  readonly ctx: Context
  readonly actor: Actor | null
  readonly input: z.output<I>
  readonly today: Day
}) => Promise<Outcome<z.input<O>>>

/** A reading procedure that also answers people who are not signed in. */
export const open = <I extends z.ZodType, O extends z.ZodType>(
  say: OpenSay<I, O>,
  body: OpenBody<I, O>,
) =>
  t.procedure
    .meta(metaOf(say, 'denials'))
    .input(wire<I>())
    .query(({ ctx, input, path }) => guarded(ctx, path, () => run(say, body, ctx, path, input)))

/** The changing twin: signing in and out. The body runs its own commands and leaves its own audit row. */
export const openAct = <I extends z.ZodType, O extends z.ZodType>(
  say: OpenSay<I, O>,
  body: OpenBody<I, O>,
) =>
  t.procedure
    .meta(metaOf(say, 'always'))
    .input(wire<I>())
    .mutation(({ ctx, input, path }) => guarded(ctx, path, () => run(say, body, ctx, path, input)))

const run = async <I extends z.ZodType, O extends z.ZodType>(
  say: OpenSay<I, O>,
  body: OpenBody<I, O>,
  ctx: Context,
  path: string,
  raw: unknown,
): Promise<z.output<O>> => {
  if (!may(ctx.actor, path))
    return turnAway(new Refusal(ctx.actor ? 'NOT_FOUND' : 'SIGN_IN_REQUIRED'))
  const input = readInput(say.input, raw)
  const outcome = await body({ ctx, actor: ctx.actor, input, today: await ctx.clock.today() })
  return outcome.ok
    ? say.output.parse(outcome.value)
    : turnAway(new Refusal(outcome.refusal, outcome.facts))
}

const metaOf = <I extends z.ZodType, O extends z.ZodType>(
  say: OpenSay<I, O>,
  audit: Meta['audit'],
): Meta => ({
  kind: 'open',
  input: say.input,
  output: say.output,
  scoped: 'own',
  audit,
  ...(say.rest ? { rest: say.rest } : {}),
})
