import type { Actor } from '@qiangji/kernel/access/actor.ts'
import type { Fund, FundId } from '@qiangji/kernel/fund/fund.ts'
import type { Read } from '@qiangji/store/engine/act.ts'
import { findFund } from '@qiangji/store/fund/fund.ts'
import { concerns } from '@qiangji/store/fund/fund-list.ts'

/** A fund on whose list the actor's place, one below it or its county stands; null like a random id otherwise. */
export const fundInSight = async (db: Read, actor: Actor, id: FundId): Promise<Fund | null> =>
  (await concerns(db, actor.organization, id)) ? findFund(db, id) : null
