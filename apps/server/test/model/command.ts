import type { OrderAct } from '@qiangji/kernel/fund/order.ts'
import type { Stage } from '@qiangji/kernel/fund/stage.ts'

/** What a sequence asks for, as plain data: days are of the year 2001, amounts are fen, documents are handles. */
export type FundKey = 'main' | 'next'
/** The place in the sequence of the command that made a document; '7/1' for the second payment of a batch. */
export type Handle = string

export interface Line {
  readonly beneficiary: string
  readonly holder: string
  readonly stage: Stage
  readonly amount: number
  readonly target: 'issued' | 'held' | null
  /** 结转 of 占用 names its contract. */
  readonly commitment?: Handle
}
export interface Part {
  readonly beneficiary: string
  readonly amount: number
}

export interface MakeOrder {
  readonly do: 'order.make'
  readonly by: string
  readonly fund: FundKey
  readonly act: OrderAct
  readonly lines: readonly Line[]
  readonly total: number | null
  readonly change: number | null
  readonly basis: 'leaders' | 'resolution' | null
  /** Whether a paper is named, and what is wrong with it. */
  readonly document: boolean | 'scribbled' | 'of another year' | 'of tomorrow'
  readonly reason: string
  readonly continues: Handle | null
  readonly newFund: FundKey | null
  /** The number of the new fund's document that a set-off names. */
  readonly newNumber: string | null
}

type OnOrder = { readonly by: string; readonly order: Handle; readonly stale: boolean }
type OnPlan = { readonly by: string; readonly plan: Handle; readonly stale: boolean }
type OnBatch = { readonly by: string; readonly batch: Handle; readonly stale: boolean }
type OnPayment = { readonly by: string; readonly payment: Handle; readonly stale: boolean }
type OnSpending = { readonly by: string; readonly spending: Handle; readonly stale: boolean }
type OnPause = { readonly by: string; readonly pause: Handle; readonly stale: boolean }

/** The township whose own account it is; left out: that of the desk. */
type Holder = string | undefined

export interface RecordSpending {
  readonly do: 'spending.record'
  readonly by: string
  readonly fund: FundKey
  readonly beneficiary: string
  readonly holder?: Holder
  readonly amount: number
  readonly day: string
  /** Vouchers are numbered from 1 within a sequence. */
  readonly voucher: number
  readonly use: 'training' | 'nothing'
  readonly summary: string
  readonly payee: boolean
  readonly commitment: Handle | null
  readonly advance: Handle | null
}

/** One command for each of several acts that ask for the same. */
type Each<A extends string, T> = A extends string ? { readonly do: A } & T : never

export type Command =
  | MakeOrder
  | Each<'order.release' | 'order.decline' | 'order.cancel', OnOrder>
  | { readonly do: 'plan.draft'; readonly by: string; readonly fund: FundKey }
  | ({
      readonly do: 'plan.save'
      readonly pot: number
      readonly lines: readonly Part[]
      readonly note: string
    } & OnPlan)
  | Each<'plan.submit' | 'plan.pass' | 'plan.closePublicity', OnPlan>
  | Each<'plan.sendBack' | 'plan.object' | 'plan.void', { readonly reason: string } & OnPlan>
  | ({
      readonly do: 'plan.meet'
      readonly day: string
      readonly publicUntil: string | null
    } & OnPlan)
  | ({ readonly do: 'plan.issue'; readonly day: string; readonly number: string } & OnPlan)
  | {
      readonly do: 'payment.make'
      readonly by: string
      readonly lines: readonly (Part & { readonly fund: FundKey })[]
      readonly document: {
        readonly number: string
        readonly day: string
        readonly title: string
      } | null
    }
  | Each<'payment.release' | 'payment.reject' | 'payment.withdraw', OnBatch>
  | ({ readonly do: 'payment.paid'; readonly day: string } & OnPayment)
  | ({
      readonly do: 'payment.bounce'
      readonly day: string
      readonly lines: readonly Part[] | null
    } & OnPayment)
  | {
      readonly do: 'receipt.confirm'
      readonly by: string
      readonly payment: Handle
      readonly day: string
      readonly number: number
      readonly lines: readonly Part[] | null
      readonly surplus: number
    }
  | {
      readonly do: 'discrepancy.settle'
      readonly by: string
      /** The receipt whose surplus, or with which the shortfall was opened. */
      readonly receipt: Handle
      readonly kind: 'short' | 'surplus'
    }
  | Each<
      'commitment.occupy' | 'advance.record',
      {
        readonly by: string
        readonly fund: FundKey
        readonly beneficiary: string
        readonly holder?: Holder
        readonly amount: number
        readonly day: string
      }
    >
  | {
      readonly do: 'commitment.release'
      readonly by: string
      readonly commitment: Handle
      readonly stale: boolean
    }
  | {
      readonly do: 'advance.cancel'
      readonly by: string
      readonly advance: Handle
      readonly stale: boolean
    }
  | RecordSpending
  | ({ readonly do: 'spending.edit'; readonly amount: number } & OnSpending)
  | Each<'spending.withdraw' | 'spending.sendBack', OnSpending>
  | {
      readonly do: 'spending.refund'
      readonly by: string
      readonly of: Handle
      readonly amount: number
      readonly day: string
      readonly voucher: number
    }
  | { readonly do: 'spending.release'; readonly by: string; readonly spendings: readonly Handle[] }
  | {
      readonly do: 'pause.propose'
      readonly by: string
      readonly fund: FundKey
      readonly union: string
      readonly origin: 'audit' | 'leaders'
    }
  | Each<'pause.execute' | 'pause.decline' | 'pause.lift', OnPause>
  | ({ readonly do: 'pause.proposeLift'; readonly origin: 'audit' | 'leaders' } & OnPause)
  | Each<
      'period.propose' | 'period.close',
      {
        readonly by: string
        readonly year: number
        readonly month: string
      }
    >
  | {
      readonly do: 'fund.end'
      readonly by: string
      readonly fund: FundKey
      readonly stale: boolean
    }
  | {
      readonly do: 'list.change'
      readonly by: string
      readonly fund: FundKey
      readonly union: string
      readonly from: string
      readonly next: 'off' | 'direct' | 'relay'
      readonly via: string
    }
  /** 冲销 of the journals that a command posted; `of` names the document where it posted several batches. */
  | { readonly do: 'reverse'; readonly by: string; readonly batch: string }
  | { readonly do: 'tick'; readonly days: number }
  /** The same request again, with the same body or with another one. */
  | { readonly do: 'replay'; readonly of: Handle; readonly body: 'same' | 'other' }

/** The oracle's and the ledger's answer in the same words; `rows` for acts that answer row by row. */
export type Answer =
  | { readonly ok: true; readonly rows: readonly string[] }
  | { readonly ok: false; readonly refusal: string }

export const DONE: Answer = { ok: true, rows: [] }
export const no = (refusal: string): Answer => ({ ok: false, refusal })
