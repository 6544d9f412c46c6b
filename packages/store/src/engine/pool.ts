/** A few things that are lent one at a time; who comes too late waits in order. */
export class Pool<Thing> {
  readonly #free: Thing[]
  readonly all: readonly Thing[]
  readonly #waiting: ((thing: Thing) => void)[] = []

  constructor(things: readonly Thing[]) {
    this.all = things
    this.#free = [...things]
  }

  async lend<T>(work: (thing: Thing) => Promise<T>): Promise<T> {
    const thing = this.#free.pop() ?? (await this.#next())
    try {
      return await work(thing)
    } finally {
      const waiting = this.#waiting.shift()
      if (waiting) waiting(thing)
      else this.#free.push(thing)
    }
  }

  #next(): Promise<Thing> {
    return new Promise((resolve) => this.#waiting.push(resolve))
  }

  /** Every thing, once all are back. */
  async drain(): Promise<readonly Thing[]> {
    while (this.#free.length < this.all.length) this.#free.push(await this.#next())
    return this.all
  }
}
