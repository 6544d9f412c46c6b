import { isWithin } from '../access/scope.ts'
import { type Organization, OrganizationId } from '../organization/organization.ts'

/** On whose account the money lies: null, the desk's own; else that of the township, which has one and is the beneficiary. */
export const HolderId = OrganizationId.nullable().default(null)

/** What a desk keeps for the money of one line. */
interface KeptAtDesk {
  readonly organizationId: OrganizationId
  readonly holderId: OrganizationId | null
}

/** Who holds the money: the desk, for itself and 报账制, or the township with its own account. */
export const holderOf = (kept: KeptAtDesk): OrganizationId => kept.holderId ?? kept.organizationId

/** Whether a desk keeps the books of this line: its own, and those of every township below it. */
export const isLineOfDesk = (
  deskPath: string,
  holderId: OrganizationId | null,
  beneficiary: (Pick<Organization, 'path' | 'level'> & { readonly id: string }) | null,
): boolean =>
  beneficiary !== null &&
  isWithin(deskPath, beneficiary.path) &&
  (holderId === null || (beneficiary.level === 'township' && holderId === beneficiary.id))
