import type { Actor } from '@qiangji/kernel/access/actor.ts'
import { reaches, type Scope } from '@qiangji/kernel/access/scope.ts'
import type { Fund, FundId } from '@qiangji/kernel/fund/fund.ts'
import type { OrganizationId } from '@qiangji/kernel/organization/organization.ts'
import { scopeOf } from '@qiangji/store/access/scope.ts'
import type { Read } from '@qiangji/store/engine/act.ts'
import type { BoardScope } from '@qiangji/store/fund/board.ts'
import { findFund } from '@qiangji/store/fund/fund.ts'
import { concerns } from '@qiangji/store/fund/fund-list.ts'

export interface Asked {
  readonly fundId: FundId
  readonly organizationId: OrganizationId | null
}

export interface Found {
  readonly fund: Fund
  readonly scope: Scope
}

/** The fund and the place that are asked about: one's own organization or one below; null is as good as absent. */
export const findScope = async (db: Read, actor: Actor, asked: Asked): Promise<Found | null> => {
  const own = actor.organization
  const scope = asked.organizationId === null ? own : await scopeOf(db, asked.organizationId)
  if (scope === null || !reaches(own, scope, 'below')) return null
  const fund = await findFund(db, asked.fundId)
  if (fund === null || !(await concerns(db, own, fund.id))) return null
  return { fund, scope }
}

export const boardScope = (scope: Scope): BoardScope => ({
  organizationId: scope.organizationId,
  level: scope.level,
})
