import { PERMISSIONS, ruleOf } from '@qiangji/kernel/permissions.ts'
import type { AnyRouter } from '@trpc/server'
import { z } from 'zod'
import { NOWHERE, sampleOf } from './sample.ts'
import type { Meta } from './trpc.ts'

/** A procedure with what it says about itself. */
export interface Listed {
  readonly path: string
  readonly type: 'query' | 'mutation' | 'subscription'
  readonly meta: Meta
}

const isMeta = (value: unknown): value is Meta =>
  typeof value === 'object' && value !== null && 'kind' in value && 'input' in value

/** Every procedure made by our builders, in the order of the router. */
export const listed = (router: AnyRouter): readonly Listed[] => {
  const procedures: Record<string, { _def: { type: Listed['type']; meta: unknown } }> =
    router._def.procedures
  return Object.entries(procedures).flatMap(([path, procedure]) =>
    isMeta(procedure._def.meta)
      ? [{ path, type: procedure._def.type, meta: procedure._def.meta }]
      : [],
  )
}

/** What is wrong with the router, in words; the server does not start while this is not empty. */
export const checkRules = (router: AnyRouter): readonly string[] => {
  const known = new Map(listed(router).map((one) => [one.path, one]))
  return [
    ...Object.keys(router._def.lazy).map((path) => `${path}: lazy routers cannot be checked`),
    ...Object.keys(router._def.procedures).flatMap((path) => {
      const one = known.get(path)
      return one
        ? complaints(one).map((words) => `${path}: ${words}`)
        : [`${path}: not made by a builder`]
    }),
    ...twice([...known.values()]).map((line) => `${line}: two procedures on one REST line`),
  ]
}

/** Rules of procedures that do not exist: harmless, but a sign of a renamed procedure. */
export const strayRules = (router: AnyRouter): readonly string[] =>
  Object.keys(PERMISSIONS).filter((path) => !Object.hasOwn(router._def.procedures, path))

const complaints = ({ path, meta, type }: Listed): readonly string[] => {
  const rule = ruleOf(path)
  const signsIn = rule !== undefined && rule.posts !== 'open' && rule.posts !== 'self'
  return [
    ...(rule ? [] : ['no rule in PERMISSIONS']),
    ...(meta.kind === 'open' && signsIn ? ['an open builder under a rule that needs a post'] : []),
    ...(meta.kind !== 'open' && rule?.posts === 'open'
      ? ['needs an actor but its rule is open']
      : []),
    ...(type === 'subscription' ? ['subscriptions are not served'] : []),
    ...(hasSample({ path, meta, type }) ? [] : ['no sample input: say.sample is needed']),
    ...looseParts(meta.input).map((where) => `input${where} is not strict`),
    ...(meta.output
      ? looseParts(meta.output, { records: true }).map((where) => `output${where} is not strict`)
      : []),
  ]
}

/** The noun of a path: 'fund.allocation.submit' is about an allocation. */
export const nounOf = (path: string): string => path.split('.').at(-2) ?? path

export const sampleFor = (one: Listed, place = NOWHERE): unknown =>
  one.meta.sample ? one.meta.sample(place) : sampleOf(one.meta.input, place, nounOf(one.path))

const hasSample = (one: Listed): boolean => z.core.safeParse(one.meta.input, sampleFor(one)).success

const twice = (all: readonly Listed[]): readonly string[] => {
  const lines = all.flatMap((one) =>
    one.meta.rest ? [one.meta.rest.replace(/\{\w+\}/g, '{}')] : [],
  )
  return lines.filter((line, i) => lines.indexOf(line) !== i)
}

/**
 * Where a schema lets through what it does not name: objects that are not strict, any, unknown, and records
 * with free keys unless `records` allows them (answers carry facts of refusals, inputs have no need of them).
 */
export const looseParts = (
  schema: z.core.$ZodType,
  allowed: { readonly records: boolean } = { records: false },
): readonly string[] => loose(schema, '', allowed.records, new Set())

const loose = (
  schema: z.core.$ZodType,
  where: string,
  records: boolean,
  seen: ReadonlySet<z.core.$ZodType>,
): readonly string[] => {
  if (seen.has(schema)) return []
  const inside = new Set([...seen, schema])
  const at = (part: z.core.$ZodType, name = '') => loose(part, `${where}${name}`, records, inside)
  if (schema instanceof z.core.$ZodObject) {
    const { shape, catchall } = schema._zod.def
    const parts = Object.entries(shape).flatMap(([key, part]) => at(part, `.${key}`))
    return catchall instanceof z.core.$ZodNever ? parts : [where, ...parts]
  }
  if (schema instanceof z.core.$ZodAny || schema instanceof z.core.$ZodUnknown) return [where]
  if (schema instanceof z.core.$ZodRecord) {
    const { keyType, valueType } = schema._zod.def
    return [...(records || isClosed(keyType) ? [] : [where]), ...at(valueType, '{}')]
  }
  if (schema instanceof z.core.$ZodArray) return at(schema._zod.def.element, '[]')
  if (schema instanceof z.core.$ZodTuple)
    return schema._zod.def.items.flatMap((item) => at(item, '[]'))
  if (schema instanceof z.core.$ZodUnion) return schema._zod.def.options.flatMap((one) => at(one))
  if (schema instanceof z.core.$ZodPipe) return at(schema._zod.def.in)
  if (schema instanceof z.core.$ZodLazy) return at(schema._zod.def.getter())
  if (
    schema instanceof z.core.$ZodOptional ||
    schema instanceof z.core.$ZodNullable ||
    schema instanceof z.core.$ZodDefault ||
    schema instanceof z.core.$ZodReadonly
  )
    return at(schema._zod.def.innerType)
  return []
}

const isClosed = (key: z.core.$ZodType): boolean =>
  key instanceof z.core.$ZodEnum ||
  key instanceof z.core.$ZodLiteral ||
  (key instanceof z.core.$ZodString && (key._zod.def.checks ?? []).length > 0)
