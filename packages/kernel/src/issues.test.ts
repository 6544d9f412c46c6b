import { expect, test } from 'vitest'
import { z } from 'zod'
import { Day } from './base/day.ts'
import { Decimal } from './base/decimal.ts'
import { GivenFen, PositiveFen } from './base/money.ts'
import { readIssue } from './issues.ts'

const Form = z.strictObject({
  amount: PositiveFen.optional(),
  part: z.union([z.literal('rest'), GivenFen]).optional(),
  lines: z
    .array(z.strictObject({ weight: Decimal }))
    .max(1)
    .optional(),
  day: Day.optional(),
  kind: z.enum(['a', 'b']).optional(),
  title: z.string().min(1).max(3).optional(),
  reason: z.string().min(4).optional(),
  count: z.int().min(1).max(9).optional(),
})

test.each([
  [{ amount: '1e3' }, 'amount', 'AMOUNT_EXPONENT', '“1e3”是科学记数，请写成普通数字'],
  [{ amount: '１２' }, 'amount', 'AMOUNT_FULL_WIDTH', '“１２”是全角数字，读作 12，请改成半角'],
  [{ amount: 0.5 }, 'amount', 'AMOUNT_TOO_FINE', '金额最小到分，小数最多 2 位'],
  [{ amount: { a: 1 } }, 'amount', 'AMOUNT_NOT_A_NUMBER', '“…”不是金额，请写成 12,000.00 的样子'],
  [{ part: '1,234.5万' }, 'part', 'AMOUNT_HAS_UNIT', '“1,234.5万”带了单位，请只填数字'],
  [{ part: -1 }, 'part', 'AMOUNT_NEGATIVE', '金额不能为负'],
  [
    { lines: [{ weight: '０.４' }] },
    'lines.0.weight',
    'DECIMAL_FULL_WIDTH',
    '“０.４”是全角数字，读作 0.4，请改成半角',
  ],
  [{ lines: [{ weight: '-0' }] }, 'lines.0.weight', 'DECIMAL_NEGATIVE_ZERO', '零不能带负号'],
  [
    { lines: [{ weight: 0.4 }] },
    'lines.0.weight',
    'DECIMAL_NOT_A_NUMBER',
    '“0.4”不是数字，请写成 0.40 的样子',
  ],
  [
    { lines: [{ weight: { toString: 'x' } }] },
    'lines.0.weight',
    'DECIMAL_NOT_A_NUMBER',
    '“…”不是数字，请写成 0.40 的样子',
  ],
  [{ day: '2024-02-30' }, 'day', 'DAY_NOT_A_DAY', '没有这一天，请按 2024-06-04 的样子填写'],
  [{ kind: 'c' }, 'kind', 'invalid_value', '不在可选的范围内'],
  [{ title: '' }, 'title', 'too_small', '请填写'],
  [{ title: null }, 'title', 'invalid_type', '请填写'],
  [{ title: 1 }, 'title', 'invalid_type', '类型不对'],
  [{ title: '一二三四' }, 'title', 'too_big', '最多 3 个字'],
  [{ reason: '不行' }, 'reason', 'too_small', '至少 4 个字'],
  [{ count: 0 }, 'count', 'too_small', '不能小于 1'],
  [{ count: 10 }, 'count', 'too_big', '不能大于 9'],
  [{ lines: [{ weight: '1' }, { weight: '1' }] }, 'lines', 'too_big', '最多 1 项'],
  [{ role: 'admin' }, '', 'unrecognized_keys', '有这里不收的项目'],
])('%j: %s is %s', (input, path, code, message) => {
  const read = Form.safeParse(input, { reportInput: true })
  expect(read.error?.issues.map(readIssue)).toEqual([{ path, code, message }])
})
