import { createHash, type Hash } from 'node:crypto'
import type { CompiledQuery, QueryResult } from 'kysely'
import type { Engine, Tx } from './act.ts'
import { current, type Running } from './current.ts'
import { type Send, writeHandle } from './handle.ts'
import { Misuse } from './trouble.ts'

/** The frame alone begins and ends; a pragma could switch a guard off. */
const CONTROL =
  /^\s*(begin|start|commit|end|rollback|savepoint|release|attach|detach|pragma|vacuum)\b/i

/**
 * The door of one run of one command: every statement of its body passes here and nowhere else.
 * A statement that comes late, from another command, or after a failed one is refused, so that nothing lands
 * in a neighbour's savepoint and both engines treat a failure alike.
 */
export class Gate implements Running {
  readonly tx: Tx
  readonly #send: Send
  readonly #pause: (() => Promise<void>) | null
  #shut = false
  #failure: { readonly cause: unknown } | null = null
  #pending = 0
  #digest: Hash | null = null

  constructor(engine: Engine, send: Send, pause: (() => Promise<void>) | null) {
    this.#send = send
    this.#pause = pause
    this.tx = writeHandle(engine, (query) => this.#pass(query))
  }

  async #pass<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    this.#admit()
    if (CONTROL.test(query.sql)) throw new Misuse('TRANSACTION_CONTROL')
    this.#pending += 1
    try {
      if (this.#pause) {
        await this.#pause()
        this.#admit()
      }
      return await this.#send<R>(query)
    } catch (cause) {
      this.#failure ??= { cause }
      throw cause
    } finally {
      this.#pending -= 1
    }
  }

  #admit(): void {
    if (this.#shut) throw new Misuse('COMMAND_SHUT')
    if (this.#failure) throw new Misuse('COMMAND_FAILED', this.#failure.cause)
    if (current.getStore() !== this) throw new Misuse('FOREIGN_HANDLE')
  }

  effect(tx: Tx, text: string): void {
    if (this.#shut) throw new Misuse('COMMAND_SHUT')
    if (tx !== this.tx) throw new Misuse('FOREIGN_HANDLE')
    this.#digest ??= createHash('sha256')
    foldEffect(this.#digest, text)
  }

  /** No statement passes from now on. */
  shut(): void {
    this.#shut = true
  }

  /** Closes the gate after the body and throws what the body may have hidden. */
  settle(): void {
    this.#shut = true
    if (this.#failure) throw this.#failure.cause
    if (this.#pending > 0) throw new Misuse('FORGOTTEN_AWAIT')
  }

  /** What failed first inside, or else what the body threw. */
  causeOf(thrown: unknown): unknown {
    return this.#failure ? this.#failure.cause : thrown
  }

  /** Hex digest of the effects in their order, or null when there were none. */
  effectDigest(): string | null {
    return this.#digest?.copy().digest('hex') ?? null
  }
}

const foldEffect = (digest: Hash, text: string): void => {
  digest.update(`${Buffer.byteLength(text)}:`).update(text)
}

/** The digest an audit row must carry for these effects, to check it later. */
export const digestOfEffects = (texts: readonly string[]): string | null => {
  if (texts.length === 0) return null
  const digest = createHash('sha256')
  for (const text of texts) foldEffect(digest, text)
  return digest.digest('hex')
}
