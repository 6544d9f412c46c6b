import { fen } from '@qiangji/kernel/base/money.ts'
import type { Stage } from '@qiangji/kernel/fund/stage.ts'
import { describe, expect, test } from 'vitest'
import { linesAhead, payingLines } from './paying-line.ts'

const own = { id: 'county', name: '环县总工会' }
const nameOf = (id: string) => `${id}总工会`
const account = (beneficiaryId: string, holderId: string, stage: Stage = 'held') => ({
  beneficiaryId,
  beneficiaryName: beneficiaryId,
  holderId,
  holderName: holderId,
  stage,
  balance: fen(500_000),
  proposed: fen(0),
  commitmentId: null,
  title: null,
})
const words = (...kept: readonly { beneficiaryId: string; holderId: string }[]) =>
  payingLines(
    own,
    [
      account('county', 'county'),
      account('曲子', 'county'),
      account('环城', '环城'),
      account('甜水', 'county', 'issued'),
    ],
    kept,
    nameOf,
  ).map((one) => one.words)

describe('whose money a voucher spends', () => {
  test('is the own union’s or that of a township that has some, with the account it lies on', () => {
    expect(words({ beneficiaryId: 'county', holderId: '' })).toEqual([
      '环县总工会',
      '曲子总工会（本单位代管，余额 5,000.00 元）',
      '环城总工会（乡镇账户，余额 5,000.00 元）',
    ])
  })

  test('stays what the form or a contract says when that money is used up', () => {
    const kept = { beneficiaryId: '甜水', holderId: '甜水' }
    const said = words(kept, { beneficiaryId: '曲子', holderId: '' }, kept)
    expect(said.at(-1)).toBe('甜水总工会（乡镇账户）')
    expect(said).toHaveLength(4)
  })

  test('is anybody’s, on either account, before money has come', () => {
    expect(linesAhead(own, [{ id: '曲子', name: '曲子镇工会' }]).map((one) => one.words)).toEqual([
      '环县总工会',
      '曲子镇工会（本单位代管）',
      '曲子镇工会（乡镇账户）',
    ])
  })
})
