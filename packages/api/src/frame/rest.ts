import { sentence } from '@qiangji/kernel/refusals.ts'
import { type AnyRouter, callTRPCProcedure, getTRPCErrorFromUnknown, TRPCError } from '@trpc/server'
import { getHTTPStatusCodeFromError } from '@trpc/server/http'
import { z } from 'zod'
import { type Listed, listed } from './check.ts'
import type { Context } from './context.ts'
import { Download, downloadResponse } from './download.ts'
import { Refusal, refusalOfStatus, unreadable } from './refusal.ts'

/** One REST line: the same procedure, its input gathered from path, query and body. */
export interface Route {
  readonly method: string
  /** '/fund/allocation/{id}' */
  readonly template: string
  readonly segments: readonly string[]
  readonly procedure: Listed
  /** How the words of a query string are to be read, by field. */
  readonly kinds: ReadonlyMap<string, Kind>
}

export interface Kind {
  readonly list: boolean
  readonly types: ReadonlySet<string>
}

const WITHOUT_BODY = new Set(['GET', 'DELETE'])

/** The REST lines of a router; throws when a line contradicts its procedure, so the server does not start. */
export const restRoutes = (router: AnyRouter): readonly Route[] =>
  listed(router).flatMap((procedure) =>
    procedure.meta.rest ? [routeOf(procedure, procedure.meta.rest)] : [],
  )

const routeOf = (procedure: Listed, line: string): Route => {
  const [method = '', template = ''] = line.split(' ')
  const segments = template.split('/').slice(1)
  const kinds = kindsOf(procedure.meta.input)
  const wrong = (words: string): never => {
    throw new Error(`${procedure.path} (${line}): ${words}`)
  }
  // A query whose input is too rich for a query string may be asked by POST.
  const methods = procedure.type === 'query' ? ['GET', 'POST'] : ['POST', 'PUT', 'DELETE']
  if (!methods.includes(method)) wrong(`a ${procedure.type} is served by ${methods.join(', ')}`)
  for (const name of segments.map(fieldOf))
    if (name !== null && !kinds.has(name)) wrong(`the input has no field ${name}`)
  if (WITHOUT_BODY.has(method))
    for (const [name, kind] of kinds)
      if (kind.types.has('object')) wrong(`${name} cannot be written in a query string`)
  return { method, template, segments, procedure, kinds }
}

const fieldOf = (segment: string): string | null => /^\{(\w+)\}$/.exec(segment)?.[1] ?? null

const JsonShape = z.object({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  anyOf: z.array(z.unknown()).optional(),
  items: z.unknown().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
})

const kindsOf = (schema: z.ZodType): ReadonlyMap<string, Kind> => {
  const whole = JsonShape.parse(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }))
  return new Map(Object.entries(whole.properties ?? {}).map(([name, part]) => [name, kindOf(part)]))
}

const kindOf = (part: unknown): Kind => {
  const shape = JsonShape.parse(part)
  const own = shape.type === undefined ? [] : [shape.type].flat()
  const parts = (shape.anyOf ?? []).map(kindOf)
  const list = own.includes('array') || parts.some((one) => one.list)
  const inner = list && shape.items !== undefined ? [...kindOf(shape.items).types] : own
  return { list, types: new Set([...inner, ...parts.flatMap((one) => [...one.types])]) }
}

export interface Match {
  readonly route: Route
  readonly fields: Readonly<Record<string, string>>
}

/** The line that serves a method and a path, or null. Fixed segments go before fields. */
export const match = (routes: readonly Route[], method: string, path: string): Match | null => {
  const asked = path.split('/').slice(1)
  const fitting = routes.flatMap((route): Match[] => {
    const fields = route.method === method ? fieldsIn(route.segments, asked) : null
    return fields ? [{ route, fields }] : []
  })
  return fitting.sort((a, b) => count(a.fields) - count(b.fields))[0] ?? null
}

const count = (fields: object): number => Object.keys(fields).length

const fieldsIn = (
  segments: readonly string[],
  asked: readonly string[],
): Record<string, string> | null => {
  if (segments.length !== asked.length) return null
  const fields: Record<string, string> = Object.create(null)
  for (const [i, segment] of segments.entries()) {
    const name = fieldOf(segment)
    const value = asked[i] ?? ''
    if (name === null ? segment !== value : value === '') return null
    if (name !== null) fields[name] = decode(value)
  }
  return fields
}

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Calls the procedure of a matched line and answers in JSON, or with the file that it gives. */
export const answerRest = async (
  router: AnyRouter,
  { route, fields }: Match,
  request: Request,
  ctx: Context,
  tell: (error: TRPCError, path: string) => void,
): Promise<Response> => {
  const { path, type } = route.procedure
  try {
    const answer: unknown = await callTRPCProcedure({
      router,
      path,
      type,
      ctx: { ...ctx, wire: 'rest' },
      getRawInput: () => gather(route, fields, request),
      signal: request.signal,
      batchIndex: 0,
    })
    return answer instanceof Download ? downloadResponse(answer) : json(answer, 200)
  } catch (error) {
    const named = getTRPCErrorFromUnknown(error)
    tell(named, path)
    return restError(named)
  }
}

const json = (value: unknown, status: number): Response =>
  Response.json(value ?? null, { status, headers: { 'cache-control': 'no-store' } })

/** The error body of the REST wire; the same words as the other wire gives. */
export const restUnanswered = (
  error: TRPCError,
): { readonly status: number; readonly body: object } => {
  const cause =
    error.cause instanceof Refusal ? error.cause : new Refusal(refusalOfStatus(error.code))
  const { refusal, facts, issues, errorId } = cause
  const message = sentence(refusal, facts)
  return {
    status: getHTTPStatusCodeFromError(error),
    body: { code: error.code, refusal, message, facts, issues, errorId },
  }
}

export const restError = (error: TRPCError): Response => {
  const { status, body } = restUnanswered(error)
  return json(body, status)
}

const gather = async (
  route: Route,
  fields: Match['fields'],
  request: Request,
): Promise<unknown> => {
  const asked = WITHOUT_BODY.has(route.method)
    ? readQuery(route, new URL(request.url).searchParams)
    : await readBody(request)
  for (const [name, value] of Object.entries(fields)) {
    if (Object.hasOwn(asked, name)) throw badInput(name, 'REPEATED')
    asked[name] = readWord(value, route.kinds.get(name))
  }
  return asked
}

/** Reads words by the field's kind; the schema then judges them, so it never has to coerce anything. */
const readQuery = (route: Route, search: URLSearchParams): Record<string, unknown> => {
  const asked: Record<string, unknown> = Object.create(null)
  for (const name of new Set(search.keys())) {
    const kind = route.kinds.get(name)
    const words = search.getAll(name)
    if (!kind?.list && words.length > 1) throw badInput(name, 'REPEATED')
    asked[name] = kind?.list
      ? words.map((word) => readWord(word, kind))
      : readWord(words[0] ?? '', kind)
  }
  return asked
}

const readWord = (word: string, kind: Kind | undefined): unknown => {
  if (!kind) return word
  if (kind.types.has('boolean') && (word === 'true' || word === 'false')) return word === 'true'
  const numeric = kind.types.has('integer') || kind.types.has('number')
  if (numeric && /^-?(0|[1-9]\d{0,15})(\.\d{1,10})?$/.test(word)) return Number(word)
  return word
}

const Body = z.record(z.string(), z.unknown())

const readBody = async (request: Request): Promise<Record<string, unknown>> => {
  const text = await request.text()
  if (text === '') return Object.create(null)
  if (!/^application\/json\b/i.test(request.headers.get('content-type') ?? ''))
    throw refusal('WRONG_CONTENT_TYPE', 'UNSUPPORTED_MEDIA_TYPE', { expected: 'application/json' })
  try {
    const body = Body.parse(JSON.parse(text))
    return { ...body }
  } catch {
    throw badInput('', 'NOT_JSON')
  }
}

const refusal = (code: string, status: TRPCError['code'], facts = {}): TRPCError =>
  new TRPCError({ code: status, message: code, cause: new Refusal(code, facts) })

const badInput = (path: string, code: 'NOT_JSON' | 'REPEATED'): TRPCError =>
  new TRPCError({
    code: 'BAD_REQUEST',
    message: 'INPUT_INVALID',
    cause: unreadable(path, code),
  })
