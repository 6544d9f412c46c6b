import { appointment } from './access/appointment.ts'
import { delegation } from './access/delegation.ts'
import { login } from './access/login.ts'
import { password } from './access/password.ts'
import { person } from './access/person.ts'
import { session } from './access/session.ts'
import { router } from './frame/trpc.ts'
import { advance } from './fund/advance.ts'
import { allocation } from './fund/allocation-router.ts'
import { approval } from './fund/approval.ts'
import { audit as fundAudit } from './fund/audit.ts'
import { bankAccount } from './fund/bank-account.ts'
import { board } from './fund/board.ts'
import { commitment } from './fund/commitment.ts'
import { discrepancy } from './fund/discrepancy.ts'
import { fact } from './fund/fact.ts'
import { fund } from './fund/fund.ts'
import { journal } from './fund/journal.ts'
import { ledger } from './fund/ledger.ts'
import { ledgerImport } from './fund/ledger-import.ts'
import { order } from './fund/order.ts'
import { pause } from './fund/pause.ts'
import { payment } from './fund/payment.ts'
import { period } from './fund/period.ts'
import { receipt } from './fund/receipt.ts'
import { recipient } from './fund/recipient.ts'
import { relay } from './fund/relay.ts'
import { spending } from './fund/spending.ts'
import { todo } from './fund/todo.ts'
import { organization } from './organization/organization.ts'
import { audit } from './record/audit.ts'
import { clock } from './record/clock.ts'
import { file } from './record/file.ts'
import { listExport } from './record/list-export.ts'
import { notice } from './record/notice.ts'

/** Table of contents: a line per mechanism, a word per noun. */
export const appRouter = router({
  access: router({ session, password, person, login, appointment, delegation }),
  organization: router({ organization }),
  record: router({ audit, clock, file, listExport, notice }),
  fund: router({
    advance,
    allocation,
    approval,
    audit: fundAudit,
    bankAccount,
    board,
    commitment,
    discrepancy,
    fact,
    fund,
    journal,
    ledger,
    ledgerImport,
    order,
    pause,
    payment,
    period,
    receipt,
    recipient,
    relay,
    spending,
    todo,
  }),
})
export type AppRouter = typeof appRouter
