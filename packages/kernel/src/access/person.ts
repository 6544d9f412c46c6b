import { z } from 'zod'
import { publicId, Revision } from '../base/id.ts'
import { OrganizationId } from '../organization/organization.ts'
import { PostCode } from './post.ts'

export const PersonId = publicId<'Person'>()
export type PersonId = z.infer<typeof PersonId>

export const PERSON_STATES = { active: '在岗', left: '离岗' } as const

/** Someone who works with the system. `organizationId` is the organization that keeps the person. */
export const Person = z.strictObject({
  id: PersonId,
  name: z.string().trim().min(1).max(50),
  organizationId: OrganizationId,
  state: z.enum(['active', 'left']),
  revision: Revision,
})
export type Person = z.infer<typeof Person>

/** A person with the posts of today, as a list shows them. */
export const PersonRow = Person.extend({
  posts: z.array(z.strictObject({ post: PostCode, delegatedBy: z.string().nullable() })),
})
export type PersonRow = z.infer<typeof PersonRow>
