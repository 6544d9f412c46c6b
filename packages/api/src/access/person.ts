import { PersonRow } from '@qiangji/kernel/access/person.ts'
import { listPersons } from '@qiangji/store/access/person.ts'
import { z } from 'zod'
import { Nothing } from '../frame/nothing.ts'
import { query } from '../frame/procedure.ts'
import { router } from '../frame/trpc.ts'

/** The persons of one's own organization, with today's posts. */
const list = query(
  { input: Nothing, output: z.array(PersonRow), scoped: 'own', rest: 'GET /access/person' },
  async ({ db, organization, today }) => [
    ...(await listPersons(db, organization.organizationId, today)),
  ],
)

export const person = router({ list })
