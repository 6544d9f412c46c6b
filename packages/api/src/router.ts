import { delegation } from './access/delegation.ts'
import { password } from './access/password.ts'
import { person } from './access/person.ts'
import { session } from './access/session.ts'
import { router } from './frame/trpc.ts'
import { audit } from './record/audit.ts'
import { file } from './record/file.ts'

/** Table of contents: a line per mechanism, a word per noun. */
export const appRouter = router({
  access: router({ session, password, person, delegation }),
  record: router({ audit, file }),
})
export type AppRouter = typeof appRouter
