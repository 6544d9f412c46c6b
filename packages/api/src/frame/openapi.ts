import { ruleOf } from '@qiangji/kernel/permissions.ts'
import { z } from 'zod'
import type { Route } from './rest.ts'

type Json = Record<string, unknown>

/** OpenAPI 3.1 of the REST lines; its dialect of JSON Schema is the one that zod writes (2020-12). */
export const openApi = (
  routes: readonly Route[],
  info: { title: string; version: string },
): Json => {
  const schemas: Json = { Unanswered: UNANSWERED }
  const paths: Record<string, Json> = {}
  for (const route of routes) {
    const method = route.method.toLowerCase()
    paths[route.template] = { ...paths[route.template], [method]: operation(route, schemas) }
  }
  return {
    openapi: '3.1.0',
    info,
    paths,
    components: {
      schemas,
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
    },
    security: [{ token: [] }],
  }
}

const operation = (route: Route, schemas: Json): Json => {
  const { path, meta } = route.procedure
  const input = lift(meta.input, schemas)
  const properties = Fields.parse(input).properties ?? {}
  const required = new Set(Fields.parse(input).required ?? [])
  const inPath = new Set([...route.template.matchAll(/\{(\w+)\}/g)].map((m) => m[1]))
  const rest = Object.entries(properties).filter(([name]) => !inPath.has(name))
  const asQuery = route.method === 'GET' || route.method === 'DELETE'
  return {
    operationId: path,
    tags: [path.split('.')[0]],
    parameters: [
      ...[...inPath].map((name) => ({
        name,
        in: 'path',
        required: true,
        schema: properties[name ?? ''] ?? {},
      })),
      ...(asQuery
        ? rest.map(([name, schema]) => ({
            name,
            in: 'query',
            required: required.has(name),
            schema,
          }))
        : []),
      ...(meta.kind === 'command' ? [REQUEST_ID] : []),
    ],
    ...(asQuery ? {} : { requestBody: bodyOf(rest, required) }),
    responses: { 200: answerOf(route, schemas), default: UNANSWERED_RESPONSE },
    ...(ruleOf(path)?.posts === 'open' ? { security: [] } : {}),
  }
}

const bodyOf = (
  rest: readonly (readonly [string, unknown])[],
  required: ReadonlySet<string>,
): Json => ({
  required: rest.some(([name]) => required.has(name)),
  content: {
    'application/json': {
      schema: {
        type: 'object',
        properties: Object.fromEntries(rest),
        required: rest.map(([name]) => name).filter((name) => required.has(name)),
        additionalProperties: false,
      },
    },
  },
})

const answerOf = (route: Route, schemas: Json): Json => {
  const { output } = route.procedure.meta
  return output
    ? { description: 'OK', content: { 'application/json': { schema: lift(output, schemas) } } }
    : { description: 'OK', content: { 'application/octet-stream': {} } }
}

/** Writes a schema as JSON Schema and lifts its named parts (`.meta({ id })`) to the components. */
const lift = (schema: z.ZodType, schemas: Json): unknown => {
  const written = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
  const {
    $schema: _,
    $defs,
    ...own
  }: Json = Relinked.parse(
    JSON.parse(JSON.stringify(written).replaceAll('"#/$defs/', '"#/components/schemas/')),
  )
  Object.assign(schemas, $defs)
  return own
}

const Relinked = z.record(z.string(), z.unknown())
const Fields = z.object({
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
})

const REQUEST_ID: Json = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  description:
    'Chosen by the caller and kept over a resend: one key has one effect and one answer.',
  schema: { type: 'string', pattern: '^[A-Za-z0-9_-]{16,64}$' },
}

const UNANSWERED: Json = {
  type: 'object',
  properties: {
    code: { type: 'string' },
    refusal: { type: 'string', description: 'Why not, from a closed list.' },
    message: { type: 'string', description: 'The same in Chinese.' },
    facts: { type: 'object' },
    issues: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          path: { type: 'string' },
          code: { type: 'string' },
          message: { type: 'string', description: 'In Chinese.' },
        },
        required: ['path', 'code', 'message'],
      },
    },
    errorId: { type: ['string', 'null'] },
  },
  required: ['code', 'refusal', 'message', 'facts', 'issues', 'errorId'],
}

const UNANSWERED_RESPONSE: Json = {
  description: 'Not done',
  content: { 'application/json': { schema: { $ref: '#/components/schemas/Unanswered' } } },
}
