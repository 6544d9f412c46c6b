import { type Argon2Parameters, argon2, randomBytes, timingSafeEqual } from 'node:crypto'

/** Memory in KiB, passes, lanes: about 30 ms each. */
const COST = { memory: 19_456, passes: 2, parallelism: 1 } as const
const AT_ONCE = 2
const WAITING = 24

/** Too many passwords are being checked; nothing was hashed. */
export class HashersBusy extends Error {
  constructor() {
    super('too many passwords at once')
    this.name = 'HashersBusy'
  }
}

let running = 0
const waiting: (() => void)[] = []

/** At most two at a time, because each takes a thread and 19 MiB; beyond a short queue it is refused. */
const inTurn = async <T>(work: () => Promise<T>): Promise<T> => {
  if (running >= AT_ONCE) {
    if (waiting.length >= WAITING) throw new HashersBusy()
    await new Promise<void>((resolve) => waiting.push(resolve))
  } else running += 1
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else running -= 1
  }
}

const derive = (
  password: string,
  salt: Buffer,
  cost: Omit<Argon2Parameters, 'message' | 'nonce' | 'tagLength'>,
) =>
  inTurn(
    () =>
      new Promise<Buffer>((resolve, reject) =>
        argon2(
          'argon2id',
          { message: password.normalize('NFKC'), nonce: salt, tagLength: 32, ...cost },
          (error, key) => (error ? reject(error) : resolve(key)),
        ),
      ),
  )

/** argon2id in the PHC form: $argon2id$v=19$m=…,t=…,p=…$salt$hash. */
export const hashPassword = async (password: string): Promise<string> => {
  const salt = randomBytes(16)
  const key = await derive(password, salt, COST)
  return `$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}$${base64(salt)}$${base64(key)}`
}

const base64 = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '')

const FORM = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/

/** Belongs to no password; checked for accounts that do not exist, so that they take as long as others. */
const NOBODY = `$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}$${base64(randomBytes(16))}$${base64(randomBytes(32))}`

/** Whether the password belongs to the hash; takes as long without a hash, and is then false. */
export const matchesPassword = async (password: string, hash: string | null): Promise<boolean> => {
  const [, memory, passes, parallelism, salt = '', kept = ''] = FORM.exec(hash ?? NOBODY) ?? []
  const expected = Buffer.from(kept, 'base64')
  const key = await derive(password, Buffer.from(salt, 'base64'), {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
  })
  return hash !== null && expected.length === key.length && timingSafeEqual(expected, key)
}
