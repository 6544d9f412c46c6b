import { router } from '../frame/trpc.ts'
import { attach, edit, record, refund, release, sendBack, withdraw } from './spending-act.ts'
import { detail, list, summary } from './spending-read.ts'
import { rule, setRule } from './spending-rule.ts'

export const spending = router({
  list,
  detail,
  summary,
  rule,
  setRule,
  record,
  edit,
  refund,
  attach,
  withdraw,
  release,
  sendBack,
})
