import { AsyncLocalStorage } from 'node:async_hooks'
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises'
import {
  type AuditEntry,
  type AuditHead,
  EMPTY_HEAD,
  ENTRY_COLUMNS,
  entryText,
  nextHead,
} from '../record/audit.ts'
import type { Limits } from './limits.ts'
import { isBusy, isStorage, type SqliteConnection, sqliteTrouble } from './sqlite-connection.ts'
import { Trouble } from './trouble.ts'

/** Tells the caller how it ended; called only after COMMIT. */
export type Ending = () => void

/** A piece of work for the writer. */
export interface Job {
  /** Not with others in one transaction. */
  readonly single: boolean
  /** Does the work in the open transaction. A throw means that the transaction itself is lost. */
  perform(batch: Batch): Promise<Ending>
  /** The work came to nothing and left nothing. */
  fail(error: unknown): void
}

const INSERT_AUDIT = `insert into audit (${ENTRY_COLUMNS.join(', ')}, seq, hash) values (${ENTRY_COLUMNS.map(() => '?').join(', ')}, ?, ?)`

/** One transaction of the writer, with the end of the audit chain as it stands in it. */
export class Batch {
  readonly connection: SqliteConnection
  #head: AuditHead | null = null

  constructor(connection: SqliteConnection) {
    this.connection = connection
  }

  audit(entry: AuditEntry): void {
    this.#head ??= this.#storedHead()
    const head = nextHead(this.#head, entryText(entry))
    const values = ENTRY_COLUMNS.map((column) => entry[column])
    this.connection.run(INSERT_AUDIT, ...values, head.seq, head.hash)
    this.#head = head
  }

  #storedHead(): AuditHead {
    const [head] = this.connection.rows<AuditHead>(
      'select seq, hash from audit order by seq desc limit 1',
    )
    return head ?? EMPTY_HEAD
  }
}

/**
 * The only writer of a SQLite file in this process. Work that is waiting shares a transaction (group commit):
 * a full sync costs more than the work of a command. When COMMIT fails, each is run again by itself,
 * so that only the guilty one fails.
 */
export class SqliteWriter {
  readonly #connection: SqliteConnection
  readonly #limits: Limits
  readonly #outside = AsyncLocalStorage.snapshot()
  #queue: Job[] = []
  #running: Promise<void> | null = null

  constructor(connection: SqliteConnection, limits: Limits) {
    this.#connection = connection
    this.#limits = limits
  }

  enqueue(job: Job): void {
    if (this.#queue.length >= this.#limits.queued) {
      job.fail(new Trouble('OVERLOADED'))
      return
    }
    this.#queue.push(job)
    this.#running ??= this.#outside(() => this.#drain())
  }

  /** Resolves when nothing waits any more. */
  async idle(): Promise<void> {
    while (this.#running) await this.#running
  }

  async #drain(): Promise<void> {
    do {
      await nextTurn()
      await this.#batch()
    } while (this.#queue.length > 0)
    this.#running = null
  }

  async #batch(): Promise<void> {
    const waiting = this.#queue.length
    try {
      await this.#begin()
    } catch (error) {
      for (const job of this.#queue.splice(0, waiting)) job.fail(sqliteTrouble(error))
      return
    }
    const taken: Job[] = []
    const endings: Ending[] = []
    try {
      await this.#perform(taken, endings)
    } catch (lost) {
      this.#rollback()
      const guilty = taken.pop()
      this.#again(taken)
      guilty?.fail(lost)
      return
    }
    if (this.#commit(taken)) for (const end of endings) end()
  }

  async #begin(): Promise<void> {
    const patience = performance.now() + this.#limits.busy
    for (;;) {
      try {
        this.#connection.run('begin immediate')
        return
      } catch (error) {
        if (!isBusy(error) || performance.now() > patience) throw error
        await sleep(5 + Math.random() * 40)
      }
    }
  }

  async #perform(taken: Job[], endings: Ending[]): Promise<void> {
    const batch = new Batch(this.#connection)
    const since = performance.now()
    for (;;) {
      const job = this.#queue[0]
      if (!job || (taken.length > 0 && (job.single || taken[0]?.single))) return
      this.#queue.shift()
      taken.push(job)
      endings.push(await job.perform(batch))
      if (taken.length >= this.#limits.batch) return
      if (performance.now() - since >= this.#limits.batchTime) return
    }
  }

  #commit(taken: readonly Job[]): boolean {
    try {
      this.#connection.run('commit')
      return true
    } catch (error) {
      this.#rollback()
      if (taken.length > 1 && !isStorage(error)) this.#again(taken)
      else for (const job of taken) job.fail(sqliteTrouble(error))
      return false
    }
  }

  #rollback(): void {
    try {
      if (this.#connection.inTransaction) this.#connection.run('rollback')
    } catch {
      // On a broken disk this fails as well; the next begin says so to everyone who waits.
    }
  }

  #again(jobs: readonly Job[]): void {
    this.#queue.unshift(
      ...jobs.map((job) => ({
        single: true,
        perform: (batch: Batch) => job.perform(batch),
        fail: (error: unknown) => job.fail(error),
      })),
    )
  }
}
