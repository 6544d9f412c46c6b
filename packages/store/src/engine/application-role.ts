/** Tables that the application's role may only add to: balances move inside a trigger of the schema's owner. */
const APPEND_ONLY = [
  'journal',
  'entry',
  'account',
  'request',
  'audit',
  'movement',
  'journal_proof',
  'posting',
]

/**
 * Statements for a PostgreSQL operator who runs the server as another role than the schema's owner: the guards
 * then hold against a wrong program as well. See docs/operations.md.
 */
export const grantsFor = (role: string, schema = 'public'): readonly string[] => [
  `grant usage on schema ${schema} to ${role}`,
  `grant select, insert, update, delete on all tables in schema ${schema} to ${role}`,
  ...APPEND_ONLY.map((table) => `revoke update, delete on ${schema}.${table} from ${role}`),
  ...['movement', 'journal_proof', 'posting'].map(
    (t) => `revoke insert on ${schema}.${t} from ${role}`,
  ),
  // A row lock asks for the right to update some column; the guard refuses every change of this one.
  `grant update(id) on ${schema}.account to ${role}`,
]
