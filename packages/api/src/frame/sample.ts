import { z } from 'zod'

/** Ids that a sample may name: an organization and one row of a noun of it. */
export interface Place {
  readonly organizationId: string
  row(noun: string): string
}

/** Ids that are well formed and belong to nothing. */
export const NOWHERE: Place = { organizationId: '0'.repeat(20), row: () => '0'.repeat(20) }

/** Values of which one fits nearly every plain field; tried in order. */
const TRIED: readonly unknown[] = [
  '演示内容',
  '2024-03-11',
  '2024-03',
  '2024-03-11T00:00:00.000Z',
  'sample',
  '0'.repeat(20),
  'a'.repeat(64),
  '/62/',
  '62',
  '620102',
  '620102000000',
  'Sample-Value-0001',
  1,
  2024,
  100,
  10_000,
  true,
  '1',
  '',
  null,
  {},
]

/**
 * An input that the schema accepts, made from its shape. Fields called organizationId and id are filled from
 * the place: `id` is a row of the procedure's noun, `fundId` a row of the noun fund.
 * Undefined when no value was found: then the procedure has to bring its own sample.
 */
export const sampleOf = (schema: z.core.$ZodType, place: Place, noun: string): unknown => {
  const made = make(schema, place, noun, '')
  return z.core.safeParse(schema, made).success ? made : undefined
}

const make = (schema: z.core.$ZodType, place: Place, noun: string, field: string): unknown => {
  const named = idOf(place, noun, field)
  if (named !== null && z.core.safeParse(schema, named).success) return named
  if (schema instanceof z.core.$ZodObject) return makeObject(schema, place, noun)
  if (schema instanceof z.core.$ZodArray) return makeArray(schema, place, noun, field)
  if (schema instanceof z.core.$ZodOptional || schema instanceof z.core.$ZodDefault)
    return schema._zod.def.innerType instanceof z.core.$ZodObject && field === '' ? {} : undefined
  if (schema instanceof z.core.$ZodNullable)
    return make(schema._zod.def.innerType, place, noun, field)
  if (schema instanceof z.core.$ZodReadonly)
    return make(schema._zod.def.innerType, place, noun, field)
  if (schema instanceof z.core.$ZodEnum) return Object.values(schema._zod.def.entries)[0]
  if (schema instanceof z.core.$ZodLiteral) return schema._zod.def.values[0]
  if (schema instanceof z.core.$ZodTuple)
    return schema._zod.def.items.map((item) => make(item, place, noun, field))
  if (schema instanceof z.core.$ZodRecord) return {}
  if (schema instanceof z.core.$ZodUnion) return makeUnion(schema, place, noun, field)
  const fits = TRIED.find((value) => z.core.safeParse(schema, value).success)
  if (fits !== undefined) return fits
  return schema instanceof z.core.$ZodPipe
    ? make(schema._zod.def.in, place, noun, field)
    : undefined
}

const makeObject = (schema: z.core.$ZodObject, place: Place, noun: string): unknown => {
  const made: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(schema._zod.def.shape)) {
    const part = make(value, place, noun, key)
    if (part !== undefined) made[key] = part
  }
  return made
}

const makeArray = (schema: z.core.$ZodArray, place: Place, noun: string, field: string): unknown =>
  z.core.safeParse(schema, []).success ? [] : [make(schema._zod.def.element, place, noun, field)]

const makeUnion = (schema: z.core.$ZodUnion, place: Place, noun: string, field: string): unknown =>
  schema._zod.def.options
    .map((option) => make(option, place, noun, field))
    .find((value) => z.core.safeParse(schema, value).success)

const idOf = (place: Place, noun: string, field: string): string | null => {
  if (field === 'organizationId') return place.organizationId
  if (field === 'id') return place.row(noun)
  const named = /^(\w+)Ids?$/.exec(field)
  return named ? place.row(named[1] ?? noun) : null
}
