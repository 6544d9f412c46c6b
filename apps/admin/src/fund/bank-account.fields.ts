import {
  BANK_ACCOUNT_KINDS,
  BANK_ACCOUNT_STATES,
  type BankAccountState,
} from '@qiangji/kernel/fund/bank-account.ts'
import type { Mark, ShownState } from '../figure/state-mark.ts'
import type { Column } from '../list/column.ts'
import type { FundAnswers } from './payment.fields.ts'

export type BankAccountRow = FundAnswers['bankAccount']['list']['rows'][number]

const MARKS: Record<BankAccountState, Mark> = {
  proposed: 'review',
  active: 'done',
  superseded: 'void',
  declined: 'returned',
}

export const accountState = (state: BankAccountState): ShownState => ({
  mark: MARKS[state],
  word: BANK_ACCOUNT_STATES[state],
})

export const BANK_ACCOUNT_COLUMNS: readonly Column<BankAccountRow>[] = [
  {
    key: 'organization',
    head: '单位',
    grow: 150,
    always: true,
    show: { as: 'slot', words: (a) => a.organizationName },
  },
  {
    key: 'holder',
    head: '户名',
    grow: 150,
    wide: true,
    show: { as: 'text', read: (a) => a.holderName },
  },
  {
    key: 'number',
    head: '账号',
    width: 100,
    always: true,
    show: { as: 'text', read: (a) => a.masked },
  },
  { key: 'bank', head: '开户行', grow: 190, show: { as: 'text', read: (a) => a.bankName } },
  { key: 'code', head: '行号', width: 120, show: { as: 'text', read: (a) => a.bankCode } },
  {
    key: 'kind',
    head: '账户性质',
    width: 108,
    show: { as: 'text', read: (a) => BANK_ACCOUNT_KINDS[a.kind] },
  },
  { key: 'from', head: '启用日期', width: 100, show: { as: 'day', read: (a) => a.validFrom } },
  {
    key: 'hands',
    head: '提交 / 确认',
    width: 140,
    show: { as: 'slot', words: (a) => `${a.proposer.name || '—'} / ${a.decider?.name ?? '—'}` },
  },
  {
    key: 'state',
    head: '状态',
    width: 92,
    always: true,
    show: { as: 'state', read: (a) => accountState(a.state) },
  },
]
