import type { Command, MakeOrder, Part } from '../command.ts'
import { addDays } from '../oracle/world.ts'
import { type Call, type Lane, shiftDay, shiftNumber } from './lane.ts'

type Revised =
  | 'fund'
  | 'fund_order'
  | 'allocation'
  | 'payment_batch'
  | 'payment'
  | 'spending'
  | 'commitment'
  | 'advance'
  | 'pause'

/** The id and the revision that a page would have read just now; a stale page has another one. */
const chosen = async (lane: Lane, table: Revised, id: string, stale: boolean) => {
  const row = await lane.planted.store.read
    .selectFrom(table)
    .select('revision')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return { id, revision: row.revision + (stale ? 1 : 0) }
}

const idOf = (lane: Lane, handle: string): string => {
  const id = lane.ids.get(handle)
  if (!id) throw new Error(`no document ${handle}`)
  return id
}

/** Another body under the same id: one number more, or another word. */
const twist = <T extends object>(input: T, other: Partial<T>, body: 'same' | 'other'): T =>
  body === 'same' ? input : { ...input, ...other }
const later = <T extends { readonly revision: number }>(input: T, body: 'same' | 'other'): T =>
  body === 'same' ? input : { ...input, revision: input.revision + 7 }

const PAPER = '关于专项资金的文件'
const NUMBER: ReadonlyMap<unknown, string> = new Map([
  ['scribbled', '随便写'],
  ['of another year', '演示总工财〔1987〕1号'],
])

/** What a command asks of the procedures, with everything named as the store names it. */
export const callOf = async (lane: Lane, c: Command, today: string): Promise<Call> => {
  const { unionId } = lane.planted
  const on = (text: string) => shiftDay(lane, text)
  const paper = (name: string) => ({
    number: shiftNumber(lane, `演示${name}〔${today.slice(0, 4)}〕1号`),
    day: on(today),
    title: PAPER,
  })
  const orderPaper = ({ document }: MakeOrder) => {
    if (!document) return null
    if (document === 'of tomorrow') {
      const day = addDays(today, 1)
      const number = `演示总工财〔${day.slice(0, 4)}〕1号`
      return { number: shiftNumber(lane, number), day: on(day), title: PAPER }
    }
    const right = paper('总工财')
    return { ...right, number: NUMBER.get(document) ?? right.number }
  }
  switch (c.do) {
    case 'order.make': {
      const input = {
        fundId: lane.funds[c.fund],
        act: c.act,
        lines: c.lines.map((l) => ({
          beneficiaryId: unionId(l.beneficiary),
          holderId: unionId(l.holder),
          stage: l.stage,
          amount: l.amount,
          target: l.target,
          commitmentId: l.commitment === undefined ? null : idOf(lane, l.commitment),
        })),
        total: c.total,
        change: c.change,
        basis: c.basis,
        document: orderPaper(c),
        reason: c.reason,
        continuesId: c.continues === null ? null : idOf(lane, c.continues),
        newFundId: c.newFund === null ? null : lane.funds[c.newFund],
        newDocument:
          c.newNumber === null
            ? null
            : {
                number: shiftNumber(lane, c.newNumber),
                day: on(`${/〔(\d{4})〕/.exec(c.newNumber)?.[1]}-01-01`),
                title: PAPER,
              },
      }
      return (hand, body) =>
        hand.fund.order.make(twist(input, { reason: `${input.reason}。` }, body))
    }
    case 'order.release':
    case 'order.cancel':
    case 'order.decline': {
      const input = await chosen(lane, 'fund_order', idOf(lane, c.order), c.stale)
      if (c.do === 'order.decline')
        return (hand, body) =>
          hand.fund.order.decline({ ...later(input, body), reason: '请核对后重报' })
      const act = c.do === 'order.release' ? ('release' as const) : ('cancel' as const)
      return (hand, body) => hand.fund.order[act](later(input, body))
    }
    case 'fund.end': {
      const { id, revision } = await chosen(lane, 'fund', lane.funds[c.fund], c.stale)
      return (hand, body) => hand.fund.period.endFund(later({ fundId: id, revision }, body))
    }
    case 'period.propose':
    case 'period.close': {
      const input = { year: c.year + lane.shift, month: on(`${c.month}-01`).slice(0, 7) }
      const act = c.do === 'period.propose' ? ('propose' as const) : ('close' as const)
      return (hand, body) => hand.fund.period[act](twist(input, { year: input.year - 1 }, body))
    }
    case 'list.change': {
      const { next, via } = c
      const line = { route: next === 'relay' ? next : ('direct' as const), className: null }
      const input = {
        fundId: lane.funds[c.fund],
        unionId: unionId(c.union),
        from: on(c.from),
        next: next === 'off' ? null : { ...line, viaId: next === 'relay' ? unionId(via) : null },
      }
      return (hand, body) =>
        hand.fund.recipient.change(twist(input, { from: on('2004-12-31') }, body))
    }
    case 'reverse': {
      const input = { batch: lane.batches.get(c.batch) ?? '', reason: '办理有误' }
      return (hand, body) =>
        hand.fund.journal.reverse(twist(input, { reason: '办理有误，重办' }, body))
    }
    case 'pause.propose': {
      const input = {
        fundId: lane.funds[c.fund],
        organizationId: unionId(c.union),
        origin: c.origin,
        reason: '专项审计发现问题',
        document: paper('总工审'),
        auditItemId: null,
      }
      return (hand, body) => hand.fund.pause.propose(twist(input, { reason: '另有原因' }, body))
    }
    case 'pause.execute':
    case 'pause.lift':
    case 'pause.decline':
    case 'pause.proposeLift': {
      const input = await chosen(lane, 'pause', idOf(lane, c.pause), c.stale)
      if (c.do === 'pause.execute')
        return (hand, body) => hand.fund.pause.execute(later(input, body))
      if (c.do === 'pause.lift') return (hand, body) => hand.fund.pause.lift(later(input, body))
      if (c.do === 'pause.decline')
        return (hand, body) =>
          hand.fund.pause.decline({ ...later(input, body), reason: '不予采纳' })
      const form = { origin: c.origin, reason: '已整改', document: paper('总工审') }
      return (hand, body) => hand.fund.pause.proposeLift({ ...later(input, body), form })
    }
    default:
      return documentCallOf(lane, c, today)
  }
}

type Rest = Exclude<
  Command,
  {
    do:
      | `order.${string}`
      | `period.${string}`
      | `pause.${string}`
      | 'reverse'
      | 'fund.end'
      | 'list.change'
  }
>

const documentCallOf = async (lane: Lane, c: Rest, today: string): Promise<Call> => {
  const { unionId } = lane.planted
  const on = (text: string) => shiftDay(lane, text)
  const parts = (lines: readonly Part[] | null) =>
    lines?.map((l) => ({ beneficiaryId: unionId(l.beneficiary), amount: l.amount })) ?? null
  switch (c.do) {
    case 'plan.draft': {
      const input = { fundId: lane.funds[c.fund], title: '分配方案' }
      return (hand, body) => hand.fund.allocation.draft(twist(input, { title: '另案' }, body))
    }
    case 'plan.save': {
      const input = await chosen(lane, 'allocation', idOf(lane, c.plan), c.stale)
      const lines = c.lines.map((l) => ({ recipient: unionId(l.beneficiary), amount: l.amount }))
      const form = {
        title: '分配方案',
        on: on(today),
        pot: c.pot,
        parts: [{ id: 'part', name: '手工', method: 'manual' as const, reason: '逐项研究', lines }],
        rule: {
          rounding: { unit: 1, mode: 'floor' as const },
          bounds: { floor: null, cap: null, classes: {}, recipients: {} },
          coefficients: null,
          reserve: 0,
        },
        note: c.note,
      }
      return (hand, body) => hand.fund.allocation.save({ ...later(input, body), form })
    }
    case 'plan.submit':
    case 'plan.pass':
    case 'plan.closePublicity': {
      const input = await chosen(lane, 'allocation', idOf(lane, c.plan), c.stale)
      if (c.do === 'plan.submit')
        return (hand, body) => hand.fund.allocation.submit(later(input, body))
      if (c.do === 'plan.pass') return (hand, body) => hand.fund.allocation.pass(later(input, body))
      return (hand, body) => hand.fund.allocation.closePublicity(later(input, body))
    }
    case 'plan.sendBack':
    case 'plan.object':
    case 'plan.void': {
      const plan = await chosen(lane, 'allocation', idOf(lane, c.plan), c.stale)
      const input = { ...plan, reason: c.reason }
      if (c.do === 'plan.sendBack')
        return (hand, body) => hand.fund.allocation.sendBack(later(input, body))
      if (c.do === 'plan.object')
        return (hand, body) => hand.fund.allocation.object(later(input, body))
      return (hand, body) => hand.fund.allocation.void(later(input, body))
    }
    case 'plan.meet': {
      const plan = await chosen(lane, 'allocation', idOf(lane, c.plan), c.stale)
      const input = {
        ...plan,
        meeting: {
          kind: 'chair' as const,
          day: on(c.day),
          item: '分配方案',
          minutes: '纪要1期',
          fileId: null,
        },
        publicUntil: c.publicUntil === null ? null : on(c.publicUntil),
      }
      return (hand, body) => hand.fund.allocation.recordMeeting(later(input, body))
    }
    case 'plan.issue': {
      const plan = await chosen(lane, 'allocation', idOf(lane, c.plan), c.stale)
      const input = { ...plan, number: shiftNumber(lane, c.number), day: on(c.day) }
      return (hand, body) => hand.fund.allocation.issue(later(input, body))
    }
    case 'payment.make': {
      const { document } = c
      const input = {
        lines: c.lines.map((l) => ({
          fundId: lane.funds[l.fund],
          beneficiaryId: unionId(l.beneficiary),
          amount: l.amount,
        })),
        document: document && {
          ...document,
          number: shiftNumber(lane, document.number),
          day: on(document.day),
        },
        purpose: null,
      }
      return (hand, body) =>
        hand.fund.payment.make(twist({ ...input, purpose: '补助' }, { purpose: '另用' }, body))
    }
    case 'payment.release':
    case 'payment.reject':
    case 'payment.withdraw': {
      const input = await chosen(lane, 'payment_batch', idOf(lane, c.batch), c.stale)
      if (c.do === 'payment.release')
        return (hand, body) => hand.fund.payment.release(later(input, body))
      const act = c.do === 'payment.reject' ? ('reject' as const) : ('withdraw' as const)
      return (hand, body) =>
        hand.fund.payment[act]({ ...later(input, body), paymentIds: null, reason: '请核对' })
    }
    case 'payment.paid': {
      const input = await chosen(lane, 'payment', idOf(lane, c.payment), c.stale)
      return (hand, body) => hand.fund.payment.paid({ ...later(input, body), day: on(c.day) })
    }
    case 'payment.bounce': {
      const { id, revision } = await chosen(lane, 'payment', idOf(lane, c.payment), c.stale)
      const form = { paymentId: id, day: on(c.day), reason: '户名不符', lines: parts(c.lines) }
      return (hand, body) => hand.fund.payment.bounce(later({ ...form, revision }, body))
    }
    case 'receipt.confirm': {
      const input = {
        paymentId: idOf(lane, c.payment),
        creditDay: on(c.day),
        number: `收${lane.name}${c.number}`,
        fileId: null,
        lines: parts(c.lines),
        surplus: c.surplus,
        note: '',
      }
      return (hand, body) => hand.fund.receipt.confirm(twist(input, { note: '另附说明' }, body))
    }
    case 'discrepancy.settle': {
      const found = await discrepancyOf(lane, c)
      const input = { ...found, note: '已退回付款单位' }
      return (hand, body) => hand.fund.discrepancy.settle(later(input, body))
    }
    default:
      return deskCallOf(lane, c)
  }
}

/** The open shortfall of the receipt's payment, or the surplus that the receipt brought. */
const discrepancyOf = async (lane: Lane, c: Extract<Command, { do: 'discrepancy.settle' }>) => {
  const { read } = lane.planted.store
  const id = idOf(lane, c.receipt)
  const ask = read.selectFrom('discrepancy').select(['id', 'revision']).where('kind', '=', c.kind)
  if (c.kind === 'surplus') return ask.where('receipt_id', '=', id).executeTakeFirstOrThrow()
  const { payment_id } = await read
    .selectFrom('receipt')
    .select('payment_id')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return ask
    .where('payment_id', '=', payment_id)
    .where('state', '=', 'open')
    .executeTakeFirstOrThrow()
}

type AtDesk = Extract<
  Rest,
  { do: `commitment.${string}` | `advance.${string}` | `spending.${string}` | 'tick' | 'replay' }
>

const deskCallOf = async (lane: Lane, c: AtDesk): Promise<Call> => {
  const on = (text: string) => shiftDay(lane, text)
  const voucher = (number: number) => ({ voucher: `记${lane.name}-${number}`, line: 1 })
  switch (c.do) {
    case 'commitment.occupy': {
      const input = {
        fundId: lane.funds[c.fund],
        ...lineOf(lane, c),
        title: '培训合同',
        counterparty: '县委党校',
        day: on(c.day),
        amount: c.amount,
      }
      return (hand, body) => hand.fund.commitment.occupy(twist(input, { title: '另约' }, body))
    }
    case 'advance.record': {
      const input = {
        fundId: lane.funds[c.fund],
        ...lineOf(lane, c),
        title: '先行垫付',
        day: on(c.day),
        voucher: null,
        amount: c.amount,
      }
      return (hand, body) => hand.fund.advance.record(twist(input, { title: '另垫' }, body))
    }
    case 'commitment.release': {
      const input = await chosen(lane, 'commitment', idOf(lane, c.commitment), c.stale)
      return (hand, body) => hand.fund.commitment.release(later(input, body))
    }
    case 'advance.cancel': {
      const input = await chosen(lane, 'advance', idOf(lane, c.advance), c.stale)
      return (hand, body) => hand.fund.advance.cancel(later(input, body))
    }
    case 'spending.record': {
      const form = {
        ...voucher(c.voucher),
        ...lineOf(lane, c),
        day: on(c.day),
        summary: c.summary,
        amount: c.amount,
        use: c.use,
        payee: c.payee ? '县委党校' : null,
        roster: null,
        fixedAsset: false,
        commitmentId: c.commitment === null ? null : idOf(lane, c.commitment),
        advanceId: c.advance === null ? null : idOf(lane, c.advance),
      }
      const fundId = lane.funds[c.fund]
      return (hand, body) =>
        hand.fund.spending.record({
          fundId,
          form: twist(form, { fixedAsset: true }, body),
          fileIds: [],
        })
    }
    case 'spending.refund': {
      const form = {
        ...voucher(c.voucher),
        ofId: idOf(lane, c.of),
        day: on(c.day),
        summary: '退回',
        amount: c.amount,
      }
      return (hand, body) =>
        hand.fund.spending.refund({ form: twist(form, { summary: '收回' }, body), fileIds: [] })
    }
    case 'spending.edit': {
      const input = await chosen(lane, 'spending', idOf(lane, c.spending), c.stale)
      const form = { ...(await formOf(lane, input.id)), amount: c.amount }
      return (hand, body) => hand.fund.spending.edit({ ...later(input, body), form })
    }
    case 'spending.withdraw': {
      const input = await chosen(lane, 'spending', idOf(lane, c.spending), c.stale)
      return (hand, body) => hand.fund.spending.withdraw(later(input, body))
    }
    case 'spending.sendBack': {
      const input = await chosen(lane, 'spending', idOf(lane, c.spending), c.stale)
      return (hand, body) =>
        hand.fund.spending.sendBack({ ...later(input, body), reason: '请补充附件' })
    }
    case 'spending.release': {
      const ids = c.spendings.map((handle) => idOf(lane, handle))
      const other = [...ids, ids[0] ?? '']
      return (hand, body) => hand.fund.spending.release({ ids: body === 'same' ? ids : other })
    }
    case 'tick':
    case 'replay':
      throw new Error(`${c.do} calls nothing of its own`)
  }
}

/** Whose money, and on whose account. */
const lineOf = (
  lane: Lane,
  c: { readonly beneficiary: string; readonly holder?: string | undefined },
) => ({
  beneficiaryId: lane.planted.unionId(c.beneficiary),
  holderId: c.holder === undefined ? null : lane.planted.unionId(c.holder),
})

/** The row as the form shows it for editing. */
const formOf = async (lane: Lane, id: string) => {
  const row = await lane.planted.store.read
    .selectFrom('spending')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return {
    beneficiaryId: row.beneficiary_id,
    holderId: row.holder_id,
    day: row.day,
    voucher: row.voucher,
    line: row.line,
    summary: row.summary,
    amount: row.amount,
    use: row.use_code,
    payee: row.payee,
    roster: null,
    fixedAsset: row.fixed_asset === 1,
    commitmentId: row.commitment_id,
    advanceId: row.advance_id,
  }
}
