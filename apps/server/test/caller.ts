import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { PASSWORD, type Stand } from './stand.ts'

const Answer = z.object({
  result: z.object({ data: z.unknown() }).optional(),
  error: z
    .object({
      message: z.string(),
      data: z.object({
        code: z.string(),
        httpStatus: z.number(),
        refusal: z.string(),
        facts: z.record(z.string(), z.unknown()),
        issues: z.array(z.object({ path: z.string(), code: z.string() })),
        errorId: z.string().regex(/^[0-9a-z]{20}$/),
      }),
    })
    .optional(),
})

export interface Said {
  readonly status: number
  readonly data: unknown
  readonly refusal: string | null
  readonly text: string
  readonly headers: Headers
  readonly facts: Readonly<Record<string, unknown>>
}

type Headed = Readonly<Record<string, string>>

/** One person's browser: keeps the cookie, sends what a page of ours would send. */
export class Caller {
  readonly #stand: Stand
  readonly #headers: Headed
  cookie: string | null = null

  constructor(stand: Stand, headers: Headed = {}) {
    this.#stand = stand
    this.#headers = headers
  }

  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const response = await fetch(`${this.#stand.url}${path}`, {
      ...init,
      headers: {
        'sec-fetch-site': 'same-origin',
        ...(this.cookie ? { cookie: this.cookie } : {}),
        ...this.#headers,
        ...Object.fromEntries(new Headers(init.headers)),
      },
    })
    const set = response.headers.get('set-cookie')
    if (set) this.cookie = /Max-Age=0/.test(set) ? null : (set.split(';')[0] ?? null)
    return response
  }

  async query(path: string, input?: unknown): Promise<Said> {
    const search = input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(input))}`
    return said(await this.fetch(`/trpc/${path}${search}`))
  }

  async command(
    path: string,
    input?: unknown,
    requestId: string | null = randomUUID(),
  ): Promise<Said> {
    return said(
      await this.fetch(`/trpc/${path}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(requestId ? { 'idempotency-key': requestId } : {}),
        },
        body: JSON.stringify(input ?? {}),
      }),
    )
  }

  async login(loginName: string, password = PASSWORD): Promise<Said> {
    return this.command('access.session.login', { loginName, password }, null)
  }

  /** Whether the server still knows who this is. */
  async isKnown(): Promise<boolean> {
    const me = await this.query('access.session.me')
    return z.object({ actor: z.unknown() }).parse(me.data).actor !== null
  }
}

/** An answer for comparing: two refusals are the same but for their ids. */
export const withoutId = (text: string): string => text.replace(/"errorId":"\w{20}"/, '')

export const said = async (response: Response): Promise<Said> => {
  const text = await response.text()
  const answer = Answer.parse(JSON.parse(text))
  return {
    status: response.status,
    data: answer.result?.data,
    refusal: answer.error?.data.refusal ?? null,
    facts: answer.error?.data.facts ?? {},
    text,
    headers: response.headers,
  }
}

export const signedIn = async (
  stand: Stand,
  loginName: string,
  headers: Headed = {},
): Promise<Caller> => {
  const caller = new Caller(stand, headers)
  const login = await caller.login(loginName)
  if (login.status !== 200) throw new Error(`${loginName}: ${login.text}`)
  return caller
}

/** Audit rows, oldest first. */
export const auditOf = (stand: Stand) =>
  stand.store.read.selectFrom('audit').selectAll().orderBy('seq').execute()
