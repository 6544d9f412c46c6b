import { nameMatcher } from '../frame/pinyin.ts'
import { addSearchSource, type SearchHit } from '../frame/search-source.ts'
import type { useSession } from '../frame/session-store.ts'
import { wire } from '../wire/client.ts'
import { queryClient } from '../wire/query-client.ts'

const BEST = 8
type Session = ReturnType<typeof useSession>

const readFunds = () =>
  queryClient.fetchQuery({
    queryKey: ['fund', 'fund', 'list', 'search'],
    queryFn: () => wire.fund.fund.list.query({ limit: 200 }),
    staleTime: 60_000,
  })

/** A number or a name of a paper is looked for on the server, and only when it can be one. */
const isPaperText = (text: string): boolean =>
  text.trim().length >= 2 && /[\d\u4e00-\u9fff〔]/.test(text)

const findFunds = async (text: string): Promise<readonly SearchHit[]> => {
  if (text.trim() === '') return []
  const matches = await nameMatcher(text)
  return (await readFunds()).rows
    .map(({ fund }) => ({ id: fund.id, name: `${fund.year}年 ${fund.name}` }))
    .filter(({ name }) => matches(name))
    .slice(0, BEST)
    .map(({ id, name }) => ({
      key: id,
      title: name,
      to: `/fund/fund/${id}`,
    }))
}

const findPlans = async (text: string, signal: AbortSignal): Promise<readonly SearchHit[]> => {
  if (!isPaperText(text)) return []
  const found = await wire.fund.allocation.list.query(
    { search: text.trim().slice(0, 60), limit: BEST },
    { signal },
  )
  return found.rows.map((plan) => ({
    key: plan.id,
    title: plan.title,
    ...(plan.number ? { about: plan.number } : {}),
    to: `/fund/allocation/${plan.id}`,
  }))
}

const findPayments = async (text: string, signal: AbortSignal): Promise<readonly SearchHit[]> => {
  if (!isPaperText(text)) return []
  const found = await wire.fund.payment.list.query(
    { search: text.trim().slice(0, 50), limit: BEST },
    { signal },
  )
  return found.rows.map((payment) => ({
    key: payment.id,
    title: `${payment.number} ${payment.payeeName}`,
    about: payment.fundName,
    to: `/fund/payment/${payment.batchId}`,
  }))
}

/** Funds, plans by title and document number, payments by number and payee as sources of the global search. */
export const searchFunds = (session: Session): void => {
  const whenAllowed =
    (act: string, find: typeof findPlans): typeof findPlans =>
    async (text, signal) =>
      session.may(act) ? find(text, signal) : []
  addSearchSource({ name: '专项', find: whenAllowed('fund.fund.list', findFunds) })
  addSearchSource({ name: '方案和文号', find: whenAllowed('fund.allocation.list', findPlans) })
  addSearchSource({ name: '支付', find: whenAllowed('fund.payment.list', findPayments) })
}
