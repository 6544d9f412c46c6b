import { AsyncLocalStorage } from 'node:async_hooks'
import type { AuditEntry } from '../record/audit.ts'
import { entryOf } from '../record/audit.ts'
import { bodyHash, type KeptRequest, mismatch, replay } from '../record/request.ts'
import type { Act, Answer, Outcome, Tx } from './act.ts'
import { runBody } from './body.ts'
import { deferred } from './deferred.ts'
import { Gate } from './gate.ts'
import type { Send } from './handle.ts'
import { ALONE_FACTOR } from './limits.ts'
import type { Settings } from './open.ts'
import { isStorage, type SqliteConnection, sqliteTrouble } from './sqlite-connection.ts'
import type { Batch, Ending, Job, SqliteWriter } from './sqlite-writer.ts'
import { isWitnessed, Trouble } from './trouble.ts'

const FIND_REQUEST = 'select act, body_hash, answer from request where person = ? and client_id = ?'
const INSERT_REQUEST =
  'insert into request (person, client_id, act, body_hash, answer, at) values (?, ?, ?, ?, ?, ?)'

/** A command as the writer's work; its promise is settled after COMMIT. */
export class SqliteCommand<T> implements Job {
  readonly single: boolean
  readonly answered: Promise<Answer<T>>
  readonly #act: Act
  readonly #body: (tx: Tx) => Promise<Outcome<T>>
  readonly #settings: Settings
  readonly #writer: SqliteWriter
  readonly #hash: string
  readonly #within = AsyncLocalStorage.snapshot()
  readonly #settled = deferred<Answer<T>>()

  constructor(
    act: Act,
    body: (tx: Tx) => Promise<Outcome<T>>,
    settings: Settings,
    writer: SqliteWriter,
  ) {
    this.single = act.alone ?? false
    this.#act = act
    this.#body = body
    this.#settings = settings
    this.#writer = writer
    this.#hash = bodyHash(act)
    this.answered = this.#settled.promise
  }

  async perform(batch: Batch): Promise<Ending> {
    const { connection } = batch
    const kept = this.#kept(connection)
    if (kept) return this.#repeat(kept, batch)
    connection.run('savepoint command')
    try {
      const answer = await this.#once(batch)
      connection.run('release command')
      return () => this.#settled.resolve(answer)
    } catch (error) {
      if (!connection.inTransaction)
        throw new Trouble(isStorage(error) ? 'STORAGE' : 'TRANSACTION_LOST', error)
      return this.#fault(batch, error)
    }
  }

  /** One run of the body with its request row and audit row. */
  async #once(batch: Batch): Promise<Answer<T>> {
    const { connection } = batch
    const { limits, now, pause } = this.#settings
    const gate = new Gate('sqlite', inTransaction(connection), pause)
    const deadline = limits.deadline * (this.single ? ALONE_FACTOR : 1)
    const outcome = await runBody(gate, this.#body, this.#within, deadline)
    if (!connection.inTransaction) throw new Trouble('TRANSACTION_LOST')
    if (!outcome.ok) connection.run('rollback to command')
    const { actor, requestId, name } = this.#act
    const answer = JSON.stringify(outcome)
    connection.run(INSERT_REQUEST, actor, requestId, name, this.#hash, answer, now())
    batch.audit(
      this.#entry(
        outcome.ok ? 'accepted' : outcome.refusal,
        outcome.ok ? gate.effectDigest() : null,
      ),
    )
    return { ...outcome, replayed: false }
  }

  #kept(connection: SqliteConnection): KeptRequest | undefined {
    return connection.rows<KeptRequest>(FIND_REQUEST, this.#act.actor, this.#act.requestId)[0]
  }

  #repeat(kept: KeptRequest, batch: Batch): Ending {
    const answer = replay<T>(kept, this.#hash)
    if (answer) return () => this.#settled.resolve(answer)
    batch.audit(this.#entry('REQUEST_MISMATCH', null))
    return () => this.#settled.resolve(mismatch<T>())
  }

  /** Undoes the body but keeps its audit row, in the transaction that is open anyway. */
  #fault(batch: Batch, error: unknown): Ending {
    const { connection } = batch
    connection.run('rollback to command')
    try {
      batch.audit(this.#entry('fault', null))
    } catch (unwritten) {
      this.#settings.report(unwritten)
      connection.run('rollback to command')
    }
    connection.run('release command')
    return () => this.#settled.reject(sqliteTrouble(error))
  }

  fail(error: unknown): void {
    const reject = () => this.#settled.reject(error)
    if (!isWitnessed(error)) {
      reject()
      return
    }
    this.#writer.enqueue(
      new SqliteWitness(this.#entry('fault', null), reject, (unwritten) => {
        this.#settings.report(unwritten)
        reject()
      }),
    )
  }

  #entry(result: string, effect: string | null): AuditEntry {
    return entryOf(this.#act, result, effect, this.#settings.now())
  }
}

/** Once the engine has rolled back by itself, the next statement would commit on its own: none may pass. */
const inTransaction =
  (connection: SqliteConnection): Send =>
  async (query) => {
    if (!connection.inTransaction) throw new Trouble('TRANSACTION_LOST')
    return connection.query(query)
  }

/** An audit row of its own as the writer's work. */
export class SqliteWitness implements Job {
  readonly single = false
  readonly #entry: AuditEntry
  readonly #done: () => void
  readonly #failed: (error: unknown) => void

  constructor(entry: AuditEntry, done: () => void, failed: (error: unknown) => void) {
    this.#entry = entry
    this.#done = done
    this.#failed = failed
  }

  async perform(batch: Batch): Promise<Ending> {
    batch.audit(this.#entry)
    return this.#done
  }

  fail(error: unknown): void {
    this.#failed(error)
  }
}
