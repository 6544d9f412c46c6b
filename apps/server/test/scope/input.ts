import { NOWHERE, sampleOf } from '@qiangji/api/frame/sample.ts'
import { z } from 'zod'

/** An id that belongs to nothing; a letter in it, so that no account number looks alike. */
export const NOBODY = `x${'0'.repeat(19)}`

type Schema = z.core.$ZodType

const isId = (schema: Schema): boolean =>
  schema instanceof z.core.$ZodString &&
  z.core.safeParse(schema, NOBODY).success &&
  !z.core.safeParse(schema, '演示').success &&
  !z.core.safeParse(schema, 'sample').success

/** Where an input names records: 'form.beneficiaryId', 'fileIds[]', 'lines[].holderId'. */
export const idPaths = (schema: Schema, at = ''): readonly string[] => {
  if (isId(schema)) return [at]
  if (schema instanceof z.core.$ZodObject)
    return Object.entries(schema._zod.def.shape).flatMap(([key, part]) =>
      idPaths(part, at === '' ? key : `${at}.${key}`),
    )
  if (schema instanceof z.core.$ZodArray) return idPaths(schema._zod.def.element, `${at}[]`)
  if (schema instanceof z.core.$ZodUnion)
    return [...new Set(schema._zod.def.options.flatMap((one) => idPaths(one, at)))]
  if (schema instanceof z.core.$ZodRecord) return idPaths(schema._zod.def.valueType, `${at}{}`)
  const inner = innerOf(schema)
  return inner === null ? [] : idPaths(inner, at)
}

const innerOf = (schema: Schema): Schema | null => {
  if (
    schema instanceof z.core.$ZodOptional ||
    schema instanceof z.core.$ZodNullable ||
    schema instanceof z.core.$ZodDefault ||
    schema instanceof z.core.$ZodReadonly
  )
    return schema._zod.def.innerType
  return schema instanceof z.core.$ZodPipe ? schema._zod.def.in : null
}

const unwrap = (schema: Schema): Schema => {
  const inner = innerOf(schema)
  return inner === null ? schema : unwrap(inner)
}

/** Writes an id into a copy of the input; a list on the way gets one element that holds it. */
export const withId = (schema: Schema, input: unknown, at: string, id: string): unknown =>
  put(schema, input, at.split('.').flatMap(steps), id)

const steps = (word: string): string[] => (word.endsWith('[]') ? [word.slice(0, -2), '[]'] : [word])

const put = (raw: Schema, input: unknown, path: readonly string[], id: string): unknown => {
  const [step, ...rest] = path
  if (step === undefined) return id
  const schema = unwrap(raw)
  if (schema instanceof z.core.$ZodArray) {
    const given: unknown[] = Array.isArray(input) ? input : []
    const first = given[0] ?? sampleOf(schema._zod.def.element, NOWHERE, '')
    return [put(schema._zod.def.element, first, rest, id), ...given.slice(1)]
  }
  if (schema instanceof z.core.$ZodUnion) return putUnion(schema, input, path, id)
  if (!(schema instanceof z.core.$ZodObject)) throw new Error(`no ${step} in the input`)
  const part = schema._zod.def.shape[step]
  if (part === undefined) throw new Error(`no field ${step}`)
  const whole = isRecord(input) ? input : {}
  return {
    ...whole,
    [step]: put(part, whole[step] ?? sampleOf(unwrap(part), NOWHERE, ''), rest, id),
  }
}

const putUnion = (
  schema: z.core.$ZodUnion,
  input: unknown,
  path: readonly string[],
  id: string,
): unknown => {
  for (const option of schema._zod.def.options) {
    if (idPaths(option).length === 0) continue
    const made = put(option, sampleOf(option, NOWHERE, ''), path, id)
    if (z.core.safeParse(option, made).success) return made
  }
  return input
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What stands at a plain path. */
export const at = (input: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((value, key) => (isRecord(value) ? value[key] : undefined), input)
