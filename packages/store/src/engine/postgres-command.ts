import { AsyncLocalStorage } from 'node:async_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { type AuditEntry, ENTRY_COLUMNS, entryOf, entryText } from '../record/audit.ts'
import { bodyHash, type KeptRequest, mismatch, replay } from '../record/request.ts'
import type { Act, Answer, Outcome, Tx } from './act.ts'
import { runBody } from './body.ts'
import { Gate } from './gate.ts'
import type { Send } from './handle.ts'
import { ALONE_FACTOR } from './limits.ts'
import type { Settings } from './open.ts'
import {
  ask,
  borrow,
  isPassing,
  postgresTrouble,
  type StatementNames,
} from './postgres-connection.ts'
import { isWitnessed, Trouble } from './trouble.ts'

const FIND_REQUEST =
  'select act, body_hash, answer from request where person = $1 and client_id = $2'
const INSERT_REQUEST =
  'insert into request (person, client_id, act, body_hash, answer, at) values ($1, $2, $3, $4, $5, $6)'

/**
 * Appends to the chain in one statement, the last before COMMIT: the head's row lock makes writers stand in line,
 * so it must be held as short as possible.
 */
const INSERT_AUDIT = `with head as (
  update audit_head set seq = seq + 1,
    hash = encode(sha256(convert_to(hash || chr(10) || (seq + 1) || chr(10) || $1::text, 'UTF8')), 'hex')
  returning seq, hash
) insert into audit (${ENTRY_COLUMNS.join(', ')}, seq, hash)
select ${ENTRY_COLUMNS.map((_, n) => `$${n + 2}`).join(', ')}, seq, hash from head`

/** Runs of one command before its conflict is reported. */
const MOST_RUNS = 8

/** What commands on PostgreSQL share. */
export interface PostgresWriting {
  readonly pool: pg.Pool
  readonly names: StatementNames
  readonly settings: Settings
}

/** Runs the work in a transaction; a connection in doubt is thrown away, and with it whatever it still does. */
export const inTransaction = async <T>(
  writing: PostgresWriting,
  begin: string,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> => {
  const client = await borrow(writing.pool)
  let doubtful = true
  try {
    await client.query(begin)
    const result = await work(client)
    const { command } = await client.query('commit')
    if (command !== 'COMMIT') throw new Trouble('TRANSACTION_LOST')
    doubtful = false
    return result
  } catch (error) {
    if (!isOverlong(error)) doubtful = !(await rolledBack(client))
    throw error
  } finally {
    client.release(doubtful)
  }
}

const isOverlong = (error: unknown): boolean =>
  error instanceof Trouble && error.code === 'OVERLONG'

const rolledBack = async (client: pg.PoolClient): Promise<boolean> => {
  try {
    await client.query('rollback')
    return true
  } catch {
    return false
  }
}

export const writeAudit = async (
  client: pg.PoolClient,
  names: StatementNames,
  entry: AuditEntry,
): Promise<void> => {
  const values = ENTRY_COLUMNS.map((column) => entry[column])
  await ask(client, names, { sql: INSERT_AUDIT, parameters: [entryText(entry), ...values] })
}

/** One command: runs again after a conflict, and the request row decides what really happened. */
export class PostgresCommand<T> {
  readonly #act: Act
  readonly #body: (tx: Tx) => Promise<Outcome<T>>
  readonly #writing: PostgresWriting
  readonly #hash: string
  readonly #within = AsyncLocalStorage.snapshot()

  constructor(act: Act, body: (tx: Tx) => Promise<Outcome<T>>, writing: PostgresWriting) {
    this.#act = act
    this.#body = body
    this.#writing = writing
    this.#hash = bodyHash(act)
  }

  async answer(): Promise<Answer<T>> {
    const patience = performance.now() + this.#writing.settings.limits.busy
    for (let run = 1; ; run++) {
      try {
        return await this.#run()
      } catch (error) {
        if (run < MOST_RUNS && performance.now() < patience && isPassing(error)) {
          await sleep(Math.random() * Math.min(10 * 2 ** run, 500))
          continue
        }
        const fault = postgresTrouble(error)
        await this.#witnessFault(fault)
        throw fault
      }
    }
  }

  async #run(): Promise<Answer<T>> {
    const timeout = this.#act.alone ? `; set local statement_timeout = ${this.#deadline()}` : ''
    return inTransaction(this.#writing, `begin${timeout}; savepoint command`, (client) =>
      this.#once(client),
    )
  }

  /** One run of the body with its request row and audit row. */
  async #once(client: pg.PoolClient): Promise<Answer<T>> {
    const { names, settings } = this.#writing
    const { actor, requestId } = this.#act
    const kept = await ask<KeptRequest>(client, names, {
      sql: FIND_REQUEST,
      parameters: [actor, requestId],
    })
    if (kept.rows[0]) return this.#repeat(client, kept.rows[0])
    const send: Send = (query) => {
      settings.trace?.(query.sql)
      return ask(client, names, query)
    }
    const gate = new Gate('postgres', send, settings.pause)
    const outcome = await runBody(gate, this.#body, this.#within, this.#deadline())
    if (!outcome.ok) await client.query('rollback to command')
    await this.#keep(client, outcome)
    const effect = outcome.ok ? gate.effectDigest() : null
    await this.#audit(client, outcome.ok ? 'accepted' : outcome.refusal, effect)
    return { ...outcome, replayed: false }
  }

  async #repeat(client: pg.PoolClient, kept: KeptRequest): Promise<Answer<T>> {
    const answer = replay<T>(kept, this.#hash)
    if (answer) return answer
    await this.#audit(client, 'REQUEST_MISMATCH', null)
    return mismatch<T>()
  }

  async #keep(client: pg.PoolClient, outcome: Outcome<T>): Promise<void> {
    const { names, settings } = this.#writing
    const { actor, requestId, name } = this.#act
    const answer = JSON.stringify(outcome)
    const parameters = [actor, requestId, name, this.#hash, answer, settings.now()]
    await ask(client, names, { sql: INSERT_REQUEST, parameters })
  }

  async #audit(client: pg.PoolClient, result: string, effect: string | null): Promise<void> {
    const entry = entryOf(this.#act, result, effect, this.#writing.settings.now())
    await writeAudit(client, this.#writing.names, entry)
  }

  async #witnessFault(error: unknown): Promise<void> {
    if (!isWitnessed(error)) return
    try {
      await witnessApart(
        this.#writing,
        entryOf(this.#act, 'fault', null, this.#writing.settings.now()),
      )
    } catch (unwritten) {
      this.#writing.settings.report(unwritten)
    }
  }

  #deadline(): number {
    return this.#writing.settings.limits.deadline * (this.#act.alone ? ALONE_FACTOR : 1)
  }
}

/** An audit row of its own: the statement is its own transaction. */
export const witnessApart = async (writing: PostgresWriting, entry: AuditEntry): Promise<void> => {
  const client = await borrow(writing.pool)
  try {
    await writeAudit(client, writing.names, entry)
  } finally {
    client.release()
  }
}
