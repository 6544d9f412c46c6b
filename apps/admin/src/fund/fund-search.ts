import { nameMatcher } from '../frame/pinyin.ts'
import { addSearchSource, type SearchHit, type SearchSource } from '../frame/search-source.ts'
import type { Session, useSession } from '../frame/session-store.ts'
import { wire } from '../wire/client.ts'
import { queryClient } from '../wire/query-client.ts'

const BEST = 8
/** How many funds are looked through for a voucher: each is a list of its own. */
const BOOKS = 8
type Find = (text: string, session: Session, signal: AbortSignal) => Promise<readonly SearchHit[]>

const readFunds = () =>
  queryClient.fetchQuery({
    queryKey: ['fund', 'fund', 'list', 'search'],
    queryFn: () => wire.fund.fund.list.query({ limit: 200 }),
    staleTime: 60_000,
  })

/** A number or a name of a paper is looked for on the server, and only when it can be one. */
export const isPaperText = (text: string): boolean =>
  text.trim().length >= 2 && /[\d\u4e00-\u9fff〔]/.test(text)

const findFunds: Find = async (text) => {
  if (text.trim() === '') return []
  const matches = await nameMatcher(text)
  return (await readFunds()).rows
    .filter(({ fund }) => matches(fund.name))
    .slice(0, BEST)
    .map(({ fund }) => ({ key: fund.id, title: fund.name, to: `/fund/fund/${fund.id}` }))
}

/** The province looks through its own plans, everybody else through what was published. */
const findPlans: Find = async (text, session, signal) => {
  const search = text.trim().slice(0, 60)
  if (!isPaperText(search)) return []
  const hit = (plan: { id: string; title: string; number: string | null }, to: string) => ({
    key: plan.id,
    title: plan.title,
    ...(plan.number ? { about: plan.number } : {}),
    to,
  })
  if (session.organization.level === 'province') {
    const found = await wire.fund.allocation.list.query({ search, limit: BEST }, { signal })
    return found.rows.map((plan) => hit(plan, `/fund/allocation/${plan.id}`))
  }
  const years = [session.year, session.year - 1]
  const plans = await Promise.all(
    years.map((year) => wire.fund.allocation.published.query({ year }, { signal })),
  )
  return plans
    .flat()
    .filter((plan) => plan.number !== null && `${plan.title} ${plan.number}`.includes(search))
    .slice(0, BEST)
    .map((plan) => hit(plan, `/fund/allocation/${plan.id}/notice`))
}

const findPayments: Find = async (text, session, signal) => {
  if (!isPaperText(text)) return []
  const search = text.trim().slice(0, 50)
  const found = await wire.fund.payment.list.query({ search, limit: BEST }, { signal })
  const { id, level } = session.organization
  return found.rows.map((payment) => ({
    key: payment.id,
    title: `${payment.number} ${payment.payeeName}`,
    about: payment.fundName,
    to:
      level === 'province' || payment.payerId === id
        ? `/fund/payment/${payment.batchId}`
        : `/fund/receipt/${payment.id}`,
  }))
}

const findVouchers: Find = async (text, session, signal) => {
  const { id, level } = session.organization
  if (!isPaperText(text) || level === 'province') return []
  const search = text.trim().slice(0, 60)
  const funds = (await readFunds()).rows.filter(({ figures }) => figures.received > 0)
  const lists = await Promise.all(
    funds.slice(0, BOOKS).map(async ({ fund }) => {
      const input = { organizationId: id, fundId: fund.id, search, limit: BEST }
      const { rows } = await wire.fund.spending.list.query(input, { signal })
      return rows.map(({ spending }) => ({
        key: spending.id,
        title: `${spending.voucher} ${spending.summary}`,
        about: fund.name,
        to: { path: '/fund/spending', query: { fund: fund.id, search: spending.voucher } },
      }))
    }),
  )
  return lists.flat().slice(0, BEST)
}

/** Funds, plans and their numbers, payments and vouchers as sources of the global search. */
export const searchFunds = (store: ReturnType<typeof useSession>): void => {
  const source = (name: string, act: string, find: Find): SearchSource => ({
    name,
    find: async (text, signal) => {
      const { session } = store
      return session && store.may(act) ? find(text, session, signal) : []
    },
  })
  addSearchSource(source('专项', 'fund.fund.list', findFunds))
  addSearchSource(source('方案和文号', 'fund.allocation.published', findPlans))
  addSearchSource(source('支付', 'fund.payment.list', findPayments))
  addSearchSource(source('凭证', 'fund.spending.list', findVouchers))
}
