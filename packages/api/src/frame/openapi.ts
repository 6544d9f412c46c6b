import { ruleOf } from '@qiangji/kernel/permissions.ts'
import { z } from 'zod'
import type { Route } from './rest.ts'

type Json = Record<string, unknown>

/** Schemas that the document names; each is written once, under its name. */
export type SharedSchemas = z.core.$ZodRegistry<{
  readonly id: string
  readonly description?: string
  readonly pattern?: string
}>

interface Described {
  readonly schema: z.ZodType
  readonly description: string
  readonly pattern?: string
}

/** Collects schemas under the names that the document gives them. */
export const shareSchemas = (
  named: Readonly<Record<string, z.ZodType | Described>>,
): SharedSchemas => {
  const shared: SharedSchemas = z.registry()
  for (const [id, one] of Object.entries(named))
    if (one instanceof z.ZodType) shared.add(one, { id })
    else {
      const { schema, ...more } = one
      shared.add(schema, { id, ...more })
    }
  return shared
}

/** Lines that no procedure serves. */
export type ExtraPaths = Readonly<Record<string, Json>>

/** OpenAPI 3.1 of the REST lines; its dialect of JSON Schema is the one that zod writes (2020-12). */
export const openApi = (
  routes: readonly Route[],
  info: { title: string; version: string; description?: string },
  shared: SharedSchemas,
  extra: (write: (schema: z.ZodType) => unknown) => ExtraPaths = () => ({}),
): Json => {
  const writer = new Writer(shared)
  const paths: Record<string, Json> = {}
  for (const route of routes) {
    const method = route.method.toLowerCase()
    paths[route.template] = { ...paths[route.template], [method]: operation(route, writer) }
  }
  Object.assign(
    paths,
    extra((schema) => writer.write(schema)),
  )
  return {
    openapi: '3.1.0',
    info,
    paths,
    components: {
      schemas: writer.schemas,
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
    },
    security: [{ token: [] }],
  }
}

/** Writes schemas as JSON Schema and keeps their named parts for the components. */
class Writer {
  readonly schemas: Json = { Unanswered: UNANSWERED }
  readonly #shared: SharedSchemas

  constructor(shared: SharedSchemas) {
    this.#shared = shared
  }

  /** A named schema is written as a reference even where it is the whole: so it is always written as a part. */
  write(schema: z.ZodType): unknown {
    const written = z.toJSONSchema(z.strictObject({ part: schema }), {
      io: 'input',
      unrepresentable: 'any',
      metadata: this.#shared,
      override: ({ jsonSchema }) => {
        delete jsonSchema.id
      },
    })
    const relinked = Relinked.parse(
      JSON.parse(JSON.stringify(written).replaceAll('"#/$defs/', '"#/components/schemas/')),
    )
    Object.assign(this.schemas, relinked.$defs)
    return relinked.properties.part
  }

  /** The fields of an input, which is an object, named or not. */
  fields(schema: z.ZodType): z.infer<typeof Fields> {
    const written = Fields.parse(this.write(schema))
    const name = written.$ref?.split('/').at(-1)
    return name === undefined ? written : Fields.parse(this.schemas[name])
  }
}

const operation = (route: Route, writer: Writer): Json => {
  const { path, meta } = route.procedure
  const fields = writer.fields(meta.input)
  const properties = fields.properties ?? {}
  const required = new Set(fields.required ?? [])
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
    responses: { 200: answerOf(route, writer), default: UNANSWERED_RESPONSE },
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

const answerOf = (route: Route, writer: Writer): Json => {
  const { output } = route.procedure.meta
  return output
    ? { description: 'OK', content: { 'application/json': { schema: writer.write(output) } } }
    : { description: 'OK', content: { 'application/octet-stream': {} } }
}

const Relinked = z.object({
  properties: z.object({ part: z.unknown() }),
  $defs: z.record(z.string(), z.unknown()).optional(),
})
const Fields = z.object({
  $ref: z.string().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
})

export const REQUEST_ID: Json = {
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
    errorId: { type: 'string', description: 'To read out on the telephone; the log has it.' },
  },
  required: ['code', 'refusal', 'message', 'facts', 'issues', 'errorId'],
}

export const UNANSWERED_RESPONSE: Json = {
  description: 'Not done',
  content: { 'application/json': { schema: { $ref: '#/components/schemas/Unanswered' } } },
}
