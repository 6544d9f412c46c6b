import type { Actor } from '@qiangji/kernel/access/actor.ts'
import { type Reach, reaches, type Scope } from '@qiangji/kernel/access/scope.ts'
import type { Day } from '@qiangji/kernel/base/day.ts'
import { accept, type Refused, refuse } from '@qiangji/kernel/base/decision.ts'
import { ruleOf } from '@qiangji/kernel/permissions.ts'
import { scopeOf } from '@qiangji/store/access/scope.ts'
import type { Outcome, Read, Tx } from '@qiangji/store/engine/act.ts'
import type { Poster } from '@qiangji/store/fund/ledger.ts'
import type { z } from 'zod'
import { type Admitted, admit, guarded, originOf, wire } from './admit.ts'
import type { Context } from './context.ts'
import type { Download } from './download.ts'
import { perform } from './perform.ts'
import { isRefused, Refusal, turnAway } from './refusal.ts'
import type { Place } from './sample.ts'
import { type Meta, type RestLine, t } from './trpc.ts'

/**
 * How a procedure stays within the actor's reach. `scope` names the organization the input is about, which is
 * then checked before the body; without it `scoped` says that the body itself filters by `actor.organization`
 * ('body') or touches nothing but the actor's own ('own').
 */
export type Scoping<I extends z.ZodType> =
  | { readonly scope: (input: z.output<I>) => string; readonly scoped?: never }
  | { readonly scoped: 'body' | 'own'; readonly scope?: never }

interface Say<I extends z.ZodType> {
  readonly input: I
  readonly rest?: RestLine
  readonly bodyLimit?: number
  /** Example input, where one cannot be made from the schema. */
  readonly sample?: (place: Place) => z.input<I>
  /** Public id of what the call is about, for the audit. */
  readonly subject?: (input: z.output<I>) => string | null
}

export type QuerySay<I extends z.ZodType, O extends z.ZodType> = Say<I> &
  Scoping<I> & {
    readonly output: O
    /** Reads that the audit must know of: personal data, bank accounts, exports. */
    readonly witnessed?: boolean
    /** Reads several statements of one moment. */
    readonly snapshot?: boolean
  }

export type CommandSay<I extends z.ZodType, O extends z.ZodType> = Say<I> &
  Scoping<I> & {
    readonly output: O
    /** Long work: a transaction of its own with ten times the deadline. */
    readonly alone?: boolean
    /** What identifies the request in the record; leave secrets out. By default the whole input. */
    readonly recorded?: (input: z.output<I>) => unknown
  }

/** Hashing, files and other work that must stay outside the transaction; the body gets its result as `prepared`. */
export type Prepare<I extends z.ZodType, P> = (
  asked: Asked<I> & { readonly ctx: Context },
) => Promise<P>

export interface Asked<I extends z.ZodType> {
  readonly actor: Actor
  readonly input: z.output<I>
  readonly today: Day
  /** The organization that `scope` names, otherwise the actor's own. */
  readonly organization: Scope
  /** The request's id; ids of new records are drawn with `chance`. */
  readonly chance: Context['chance']
  /** Machine time in milliseconds. */
  readonly now: number
}

type QueryBody<I extends z.ZodType, O extends z.ZodType> = (
  asked: Asked<I> & { readonly db: Read; readonly ctx: Context },
) => Promise<z.input<O> | Refused<string>>

type CommandBody<I extends z.ZodType, O extends z.ZodType, P> = (
  asked: Asked<I> & {
    readonly tx: Tx
    readonly prepared: P
    /** Who posts, under which request and on which day, as the ledger asks for it. */
    readonly poster: Poster
  },
) => Promise<Outcome<z.input<O>>>

/**
 * A finished reading procedure: rule, strict input, reach, output checked. The body answers the value or a
 * refusal; NOT_FOUND also stands for what lies outside the actor's reach.
 */
export const query = <I extends z.ZodType, O extends z.ZodType>(
  say: QuerySay<I, O>,
  body: QueryBody<I, O>,
) =>
  t.procedure
    .meta(metaOf(say, 'query', say.output, say.witnessed ? 'always' : 'denials'))
    .input(wire<I>())
    .query(({ ctx, input, path }) =>
      guarded(ctx, path, async () => say.output.parse(await look(say, body, ctx, path, input))),
    )

/** A reading procedure that answers a file: over REST only, and always witnessed. */
export const download = <I extends z.ZodType>(
  say: Say<I> & Scoping<I> & { readonly snapshot?: boolean },
  body: (
    asked: Asked<I> & { readonly db: Read; readonly ctx: Context },
  ) => Promise<Download | Refused<string>>,
) =>
  t.procedure
    .meta(metaOf(say, 'download', null, 'always'))
    .input(wire<I>())
    .query(({ ctx, input, path }) =>
      guarded(ctx, path, async () => {
        if (ctx.wire !== 'rest') return turnAway(new Refusal('WRONG_METHOD'))
        return look({ ...say, witnessed: true }, body, ctx, path, input)
      }),
    )

/**
 * A finished changing procedure: one transaction, one request row, one audit row. The body loads, decides and
 * saves; it may run more than once and only its last run counts, so it does nothing outside the transaction.
 */
export const command = <I extends z.ZodType, O extends z.ZodType>(
  say: CommandSay<I, O>,
  body: CommandBody<I, O, undefined>,
) => commandAfter(say, async () => undefined, body)

interface Once<O extends z.ZodType, P> {
  /**
   * Puts into the answer what only its first telling may hold, such as a password that was drawn: it is added after
   * the transaction, so that neither the kept answer nor one given again has it.
   */
  readonly once?: (answer: z.output<O>, prepared: P) => z.input<O>
}

/** A command with work before its transaction. */
export const commandAfter = <I extends z.ZodType, O extends z.ZodType, P>(
  say: CommandSay<I, O> & Once<O, P>,
  prepare: Prepare<I, P>,
  body: CommandBody<I, O, P>,
) =>
  t.procedure
    .meta(metaOf(say, 'command', say.output, 'always'))
    .input(wire<I>())
    .mutation(({ ctx, input, path }) =>
      guarded(ctx, path, () => change(say, prepare, body, ctx, path, input)),
    )

const change = async <I extends z.ZodType, O extends z.ZodType, P>(
  say: CommandSay<I, O> & Once<O, P>,
  prepare: Prepare<I, P>,
  body: CommandBody<I, O, P>,
  ctx: Context,
  path: string,
  raw: unknown,
): Promise<z.output<O>> => {
  const asked = await admit(ctx, path, say.input, raw)
  const requestId = ctx.requestId ?? turnAway(new Refusal('REQUEST_ID_MISSING'))
  const own = asked.actor.organization
  const prepared = await prepare({ ...asked, organization: own, ctx })
  const answer = await perform(
    ctx,
    {
      actor: asked.actor.personId,
      requestId,
      name: path,
      organization: say.scope ? say.scope(asked.input) : own.organizationId,
      subject: say.subject?.(asked.input) ?? null,
      input: say.recorded ? say.recorded(asked.input) : asked.input,
      today: asked.today,
      origin: originOf(ctx),
      ...(say.alone ? { alone: true } : {}),
    },
    async (tx) => {
      const organization = await reached(tx, say, asked, path, 'own')
      if (!organization) return refuse('NOT_FOUND')
      const poster = { personId: asked.actor.personId, requestId, today: asked.today }
      const outcome = await body({ ...asked, organization, tx, prepared, poster })
      return outcome.ok ? accept(say.output.parse(outcome.value)) : outcome
    },
  )
  if (!answer.ok) return turnAway(new Refusal(answer.refusal, answer.facts))
  return say.once && !answer.replayed
    ? say.output.parse(say.once(answer.value, prepared))
    : answer.value
}

const look = async <I extends z.ZodType, T>(
  say: Say<I> & Scoping<I> & { readonly witnessed?: boolean; readonly snapshot?: boolean },
  body: (
    asked: Asked<I> & { readonly db: Read; readonly ctx: Context },
  ) => Promise<T | Refused<string>>,
  ctx: Context,
  path: string,
  raw: unknown,
): Promise<T> => {
  const asked = await admit(ctx, path, say.input, raw)
  const read = async (db: Read): Promise<T | Refused<string>> => {
    const organization = await reached(db, say, asked, path, 'below')
    return organization ? body({ ...asked, organization, db, ctx }) : refuse('NOT_FOUND')
  }
  const found = say.snapshot ? await ctx.store.snapshot(read) : await read(ctx.store.read)
  const turned = isRefused(found) ? found : null
  if (say.witnessed || turned?.refusal === 'NOT_FOUND')
    await ctx.store.witness({
      actor: asked.actor.personId,
      requestId: ctx.requestId,
      name: path,
      organization: asked.actor.organization.organizationId,
      subject: say.subject?.(asked.input) ?? null,
      today: asked.today,
      origin: originOf(ctx),
      result: turned ? (turned.refusal === 'NOT_FOUND' ? 'denied' : turned.refusal) : 'accepted',
      input: asked.input,
    })
  return isRefused(found) ? turnAway(new Refusal(found.refusal, found.facts)) : found
}

/** The organization that the call is about, or null when it does not exist or lies outside the rule's reach. */
const reached = async <I extends z.ZodType>(
  db: Read,
  say: Scoping<I>,
  asked: Admitted<I>,
  path: string,
  usual: Reach,
): Promise<Scope | null> => {
  const own = asked.actor.organization
  if (!say.scope) return own
  const named = say.scope(asked.input)
  if (named === own.organizationId) return own
  const found = await scopeOf(db, named)
  return found && reaches(own, found, ruleOf(path)?.reach ?? usual) ? found : null
}

const metaOf = <I extends z.ZodType>(
  say: Say<I> & Scoping<I>,
  kind: Meta['kind'],
  output: z.ZodType | null,
  audit: Meta['audit'],
): Meta => ({
  kind,
  input: say.input,
  output,
  scoped: say.scope ? 'input' : say.scoped,
  audit,
  ...(say.rest ? { rest: say.rest } : {}),
  ...(say.bodyLimit ? { bodyLimit: say.bodyLimit } : {}),
  ...(say.sample ? { sample: say.sample } : {}),
})
