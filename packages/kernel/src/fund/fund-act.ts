import { isWithin } from '../access/scope.ts'
import { addDays, type Day } from '../base/day.ts'
import { accept, type Decision, refuse } from '../base/decision.ts'
import type { Level, Organization, OrganizationId } from '../organization/organization.ts'
import type { Fund, FundForm, FundId, Recipient } from './fund.ts'

export type FundRefusal =
  | 'FUND_NAME_TAKEN'
  | 'FUND_YEAR_FAR'
  | 'FUND_USE_TWICE'
  | 'FUND_PREVIOUS_UNKNOWN'
  | 'FUND_PREVIOUS_NOT_BEFORE'
  | 'FUND_YEAR_FIXED'
  | 'FUND_SOURCE_FIXED'

export interface FundFacts {
  readonly today: Day
  /** Whether another fund of the year has this name. */
  readonly nameTaken: boolean
  /** The year of the fund that plans compare with; null when it is not known. */
  readonly previousYear: number | null
}

/** Opens a 专项; its budget is still to come. */
export const openFund = (
  form: FundForm,
  id: FundId,
  organizationId: OrganizationId,
  facts: FundFacts,
): Decision<Fund, FundRefusal> => {
  const refused = checkFund(form, facts)
  if (!refused.ok) return refused
  return accept({
    ...form,
    id,
    organizationId,
    state: 'open',
    budgetState: 'none',
    revision: 0,
  })
}

/** Edits a fund; its year and 资金来源 stand once the ledger knows it. */
export const editFund = (
  fund: Fund,
  form: FundForm,
  facts: FundFacts & { readonly posted: boolean },
): Decision<Fund, FundRefusal | 'FUND_ENDED'> => {
  if (fund.state === 'ended') return refuse('FUND_ENDED')
  if (facts.posted && form.year !== fund.year) return refuse('FUND_YEAR_FIXED', { year: fund.year })
  if (facts.posted && form.source !== fund.source) return refuse('FUND_SOURCE_FIXED')
  const refused = checkFund(form, facts)
  return refused.ok ? accept({ ...fund, ...form }) : refused
}

const checkFund = (form: FundForm, facts: FundFacts): Decision<null, FundRefusal> => {
  const distance = Math.abs(form.year - Number(facts.today.slice(0, 4)))
  if (distance > 3) return refuse('FUND_YEAR_FAR', { year: form.year, today: facts.today })
  if (facts.nameTaken) return refuse('FUND_NAME_TAKEN', { year: form.year, name: form.name })
  const twice = form.uses.find((use, at) => form.uses.findIndex((u) => u.code === use.code) < at)
  if (twice !== undefined) return refuse('FUND_USE_TWICE', { name: twice.name })
  if (form.previousFundId !== null && facts.previousYear === null)
    return refuse('FUND_PREVIOUS_UNKNOWN')
  if (facts.previousYear !== null && facts.previousYear >= form.year)
    return refuse('FUND_PREVIOUS_NOT_BEFORE', { year: facts.previousYear })
  return accept(null)
}

/**
 * The list a county fund starts with: every county through its prefecture, and straight to the unions
 * that no prefecture stands between: a prefecture without counties (嘉峪关) and 兰州新区.
 */
export const countyRecipients = (
  unions: readonly Pick<Organization, 'id' | 'level' | 'kind' | 'prefectureId'>[],
  from: Day,
  classOf: (organizationId: OrganizationId) => string | null,
): readonly Recipient[] => {
  const withCounties = new Set(unions.filter((u) => u.kind === 'county').map((u) => u.prefectureId))
  return unions
    .filter((u) => u.level === 'county' || (u.level === 'prefecture' && !withCounties.has(u.id)))
    .map((u) => {
      const relayed = u.kind === 'county' && u.prefectureId !== null
      return {
        organizationId: u.id,
        route: relayed ? 'relay' : 'direct',
        viaId: relayed ? u.prefectureId : null,
        className: classOf(u.id),
        from,
        to: null,
      }
    })
}

export type RecipientRefusal =
  | 'RECIPIENT_LEVEL'
  | 'RECIPIENT_VIA_NOT_ABOVE'
  | 'RECIPIENT_VIA_MISSING'
  | 'RECIPIENT_DAY_TOO_EARLY'
  | 'RECIPIENT_NOT_LISTED'

type Union = { readonly level: Level; readonly path: string; readonly shortName: string }

/** A dated change of the recipient list: `next` null takes the union off the list from `from` on. */
export interface RecipientChange {
  readonly from: Day
  readonly next: Pick<Recipient, 'route' | 'viaId' | 'className'> | null
}

export interface RecipientFacts {
  readonly union: Union
  /** The prefecture that shall pass on; null for 直拨. */
  readonly via: Union | null
  /** The line that stands on the day before the change. */
  readonly standing: Recipient | null
}

/** What a change leaves: the old line with its last day, and the line that begins. */
export interface ChangedRecipient {
  readonly ended: Recipient | null
  readonly begun: Pick<Recipient, 'route' | 'viaId' | 'className' | 'from'> | null
}

/** 受补对象名单 is never rewritten: a line ends the day before the next one begins. */
export const changeRecipient = (
  change: RecipientChange,
  { union, via, standing }: RecipientFacts,
): Decision<ChangedRecipient, RecipientRefusal> => {
  const { from, next } = change
  if (union.level === 'province' || union.level === 'township')
    return refuse('RECIPIENT_LEVEL', { name: union.shortName })
  if (standing === null && next === null)
    return refuse('RECIPIENT_NOT_LISTED', { name: union.shortName })
  if (standing !== null && from <= standing.from)
    return refuse('RECIPIENT_DAY_TOO_EARLY', { name: union.shortName, since: standing.from })
  if (next !== null && next.route === 'relay') {
    if (via === null) return refuse('RECIPIENT_VIA_MISSING', { name: union.shortName })
    if (via.level !== 'prefecture' || !isWithin(via.path, union.path) || via.path === union.path)
      return refuse('RECIPIENT_VIA_NOT_ABOVE', { name: union.shortName, via: via.shortName })
  }
  return accept({
    ended: standing === null ? null : { ...standing, to: addDays(from, -1) },
    begun: next === null ? null : { ...next, from },
  })
}
