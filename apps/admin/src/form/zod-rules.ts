import { readIssue } from '@qiangji/kernel/issues.ts'
import type { FormItemRule } from 'element-plus'
import { z } from 'zod'
import { say } from '../words/i18n.ts'

const CODE = /^[A-Z][A-Z0-9_]+$/
type ZodIssue = z.core.$ZodIssue

/** What an issue of the schema says to a person: the schema's own code when it has one, else by the kind of the check. */
export const sentenceOfIssue = (issue: ZodIssue, field: string): string => {
  if (CODE.test(issue.message)) return readIssue(issue).message
  if (issue.code === 'too_small') {
    if (issue.origin === 'string' && Number(issue.minimum) <= 1)
      return say('form.required', { field })
    const key = issue.origin === 'string' ? 'form.tooShort' : 'form.tooSmall'
    return say(key, { count: issue.minimum })
  }
  if (issue.code === 'too_big') {
    const key = issue.origin === 'string' ? 'form.tooLong' : 'form.tooLarge'
    return say(key, { count: issue.maximum })
  }
  const missing =
    issue.code === 'invalid_type' && (issue.input === undefined || issue.input === null)
  return missing ? say('form.required', { field }) : say('form.wrong')
}

const optional = (schema: z.core.$ZodType): boolean => z.core.safeParse(schema, undefined).success

/**
 * Rules for el-form from the same schema that the server parses with. `words` gives the field's name for its sentence.
 * An empty field counts as not there, so that "请填" is said instead of a check on nothing.
 */
export const rulesOf = <Shape extends z.core.$ZodShape>(
  schema: z.ZodObject<Shape>,
  words: Readonly<Record<string, string>>,
): Record<string, FormItemRule[]> =>
  Object.fromEntries(
    Object.entries(schema.shape).map(([field, part]): [string, FormItemRule[]] => [
      field,
      [
        {
          required: !optional(part),
          trigger: 'blur',
          validator: (_rule, value: unknown, done) => {
            const read = z.core.safeParse(part, value === '' ? undefined : value, {
              reportInput: true,
            })
            const issue = read.success ? undefined : read.error.issues[0]
            done(issue ? new Error(sentenceOfIssue(issue, words[field] ?? '')) : undefined)
          },
        },
      ],
    ]),
  )

/** Sentences by field for issues that the server found, for the places where they belong. */
export const wrongFields = (
  issues: readonly { readonly path: string; readonly message: string }[],
): ReadonlyMap<string, string> => new Map(issues.map(({ path, message }) => [path, message]))
