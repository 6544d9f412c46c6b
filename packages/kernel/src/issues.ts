import type { z } from 'zod'
import { parseDecimal } from './base/decimal.ts'
import type { RefusalFacts } from './base/decision.ts'
import { amountRefusal } from './base/money.ts'
import { sentence } from './refusals.ts'

/** One place of an input that is wrong: where, the code of the check, and its sentence. */
export interface ReadIssue {
  readonly path: string
  readonly code: string
  readonly message: string
}

const CODE = /^[A-Z][A-Z0-9_]+$/

/** Reads what a schema says (parsed with `reportInput`); a check with a code of ours has its own sentence. */
export const readIssue = (issue: z.core.$ZodIssue): ReadIssue => {
  const inner = issue.code === 'invalid_union' ? ownOf(issue) : undefined
  if (inner !== undefined) {
    const read = readIssue(inner)
    return { ...read, path: pathOf([...issue.path, read.path].filter((part) => part !== '')) }
  }
  const coded = CODE.test(issue.message)
  return {
    path: pathOf(issue.path),
    code: coded ? issue.message : issue.code,
    message: coded ? sentence(issue.message, factsOf(issue.message, issue.input)) : plain(issue),
  }
}

const pathOf = (path: readonly PropertyKey[]): string => path.map(String).join('.')

/** Of a choice between schemas, the complaint that one of ours put into words. */
const ownOf = (issue: z.core.$ZodIssueInvalidUnion): z.core.$ZodIssue | undefined =>
  issue.errors.flat().find(({ message }) => CODE.test(message))

const factsOf = (code: string, value: unknown): RefusalFacts => {
  if (code.startsWith('AMOUNT_')) return amountRefusal(value).facts
  if (!code.startsWith('DECIMAL_')) return {}
  const typed = typeof value === 'object' ? '…' : String(value).slice(0, 40)
  const read = parseDecimal(typed)
  return read.ok ? { typed } : read.facts
}

/** The sentence of a check that has no code of its own. */
const plain = (issue: z.core.$ZodIssue): string => {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined || issue.input === null ? '请填写' : '类型不对'
    case 'too_small':
      if (issue.origin === 'string')
        return Number(issue.minimum) <= 1 ? '请填写' : `至少 ${issue.minimum} 个字`
      return issue.origin === 'array' ? `至少 ${issue.minimum} 项` : `不能小于 ${issue.minimum}`
    case 'too_big':
      if (issue.origin === 'string') return `最多 ${issue.maximum} 个字`
      return issue.origin === 'array' ? `最多 ${issue.maximum} 项` : `不能大于 ${issue.maximum}`
    case 'invalid_value':
      return '不在可选的范围内'
    case 'unrecognized_keys':
      return '有这里不收的项目'
    default:
      return '写法不对，请核对'
  }
}
