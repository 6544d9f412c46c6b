import { z } from 'zod'
import { publicId, Revision } from '../base/id.ts'
import { OrganizationId } from '../organization/organization.ts'
import { PostCode } from './post.ts'

export const PersonId = publicId<'Person'>()
export type PersonId = z.infer<typeof PersonId>

/** `left`: works here no longer, or may not for now; every door of theirs is shut. */
export const PERSON_STATES = { active: '在岗', left: '停用' } as const
export const PersonState = z.enum(['active', 'left'])
export type PersonState = z.infer<typeof PersonState>

/** A name in any script; nothing that is not seen, which could make two names look alike. */
export const PersonName = z
  .string()
  .trim()
  .min(1)
  .max(50)
  .refine((text) => /\p{L}/u.test(text) && !/\p{C}/u.test(text), { error: 'PERSON_NAME_FORM' })

/** 部门, in the words of the union; a small office has none. */
export const Department = z
  .string()
  .trim()
  .max(50)
  .refine((text) => !/\p{C}/u.test(text), { error: 'DEPARTMENT_FORM' })

/** Someone who works with the system. `organizationId` is the organization that keeps the person. */
export const Person = z.strictObject({
  id: PersonId,
  name: z.string().trim().min(1).max(50),
  organizationId: OrganizationId,
  department: z.string(),
  state: PersonState,
  revision: Revision,
})
export type Person = z.infer<typeof Person>

/** A person with the posts of today, as a list shows them. */
export const PersonRow = Person.extend({
  posts: z.array(z.strictObject({ post: PostCode, delegatedBy: z.string().nullable() })),
})
export type PersonRow = z.infer<typeof PersonRow>
