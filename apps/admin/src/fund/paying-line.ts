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

/**
 * One's own union, then every township that has money of the fund: 报账制 where the union keeps it, or on the township's
 * own account. What stands in the form stays a choice when its money is used up.
 */
export const payingLines = (
  own: Named,
  townships: readonly DrawnAccount[],
  current: PayingLine,
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
  if (choices.some((one) => one.key === keyOfLine(current))) return choices
  const where = current.holderId === '' ? '本单位代管' : '乡镇账户'
  return [...choices, choice(current, nameOf(current.beneficiaryId), where)]
}
