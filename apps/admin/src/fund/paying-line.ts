import { formatYuan } from '@qiangji/kernel/base/money.ts'
import type { DrawnAccount } from './order-draft.ts'

/** Whose money a voucher spends, and from whose account; `holderId` '' is the account of one's own union. */
export interface PayingLine {
  readonly beneficiaryId: string
  readonly holderId: string
}

export const keyOfLine = (line: PayingLine): string => `${line.beneficiaryId}/${line.holderId}`

export interface LineChoice extends PayingLine {
  readonly key: string
  readonly words: string
}

interface Named {
  readonly id: string
  readonly name: string
}

const choice = (line: PayingLine, name: string, about: string): LineChoice => ({
  ...line,
  key: keyOfLine(line),
  words: about === '' ? name : `${name}（${about}）`,
})

/** Whose money, as rows show it: a township's own account is named. */
export const lineWords = (beneficiaryName: string, holderId: string | null): string =>
  holderId === null ? beneficiaryName : `${beneficiaryName}（乡镇账户）`

/** Before money came nobody knows on which account it will lie: every township by either road. */
export const linesAhead = (own: Named, townships: readonly Named[]): readonly LineChoice[] => [
  choice({ beneficiaryId: own.id, holderId: '' }, own.name, ''),
  ...townships.flatMap(({ id, name }) => [
    choice({ beneficiaryId: id, holderId: '' }, name, '本单位代管'),
    choice({ beneficiaryId: id, holderId: id }, name, '乡镇账户'),
  ]),
]

/**
 * One's own union, then every township that has money of the fund: 报账制 where the union keeps it, or on the township's
 * own account. What stands in the form, or is taken up by a contract, stays a choice when nothing more is free.
 */
export const payingLines = (
  own: Named,
  townships: readonly DrawnAccount[],
  kept: readonly PayingLine[],
  nameOf: (id: string) => string,
): readonly LineChoice[] => {
  const choices = [
    choice({ beneficiaryId: own.id, holderId: '' }, own.name, ''),
    ...townships
      .filter((a) => a.stage === 'held' && a.beneficiaryId !== own.id)
      .map((a) => {
        const kept = a.holderId === own.id
        const line = { beneficiaryId: a.beneficiaryId, holderId: kept ? '' : a.holderId }
        const where = kept ? '本单位代管' : '乡镇账户'
        return choice(line, nameOf(a.beneficiaryId), `${where}，余额 ${formatYuan(a.balance)} 元`)
      }),
  ]
  const offered = new Set(choices.map((one) => one.key))
  for (const line of kept) {
    if (offered.has(keyOfLine(line))) continue
    offered.add(keyOfLine(line))
    const where = line.holderId === '' ? '本单位代管' : '乡镇账户'
    choices.push(choice(line, nameOf(line.beneficiaryId), where))
  }
  return choices
}
