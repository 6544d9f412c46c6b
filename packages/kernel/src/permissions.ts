import type { Actor } from './access/actor.ts'
import { ACCESS_PERMISSIONS } from './access/permission.ts'
import { allows, type Permissions, type Rule } from './access/rule.ts'
import { FUND_PERMISSIONS } from './fund/permission.ts'
import { RECORD_PERMISSIONS } from './record/permission.ts'

/** Who may do what, a line per mechanism; the key is the path of the procedure. */
export const PERMISSIONS: Permissions = {
  ...ACCESS_PERMISSIONS,
  ...RECORD_PERMISSIONS,
  ...FUND_PERMISSIONS,
}

/** The rule of a procedure, or undefined; names inherited from Object are no procedures. */
export const ruleOf = (path: string): Rule | undefined =>
  Object.hasOwn(PERMISSIONS, path) ? PERMISSIONS[path] : undefined

/** Whether this actor may call the procedure at all: asked by the server, and by a page before it shows a button. */
export const may = (actor: Pick<Actor, 'posts' | 'passwordDue'> | null, path: string): boolean =>
  allows(ruleOf(path), actor)

/** Every procedure open to the actor, for the client. */
export const permitted = (actor: Pick<Actor, 'posts' | 'passwordDue'> | null): readonly string[] =>
  Object.keys(PERMISSIONS).filter((path) => may(actor, path))
