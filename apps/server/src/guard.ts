const READS = new Set(['GET', 'HEAD', 'OPTIONS'])

export interface Asked {
  readonly method: string
  readonly origin: string | undefined
  readonly fetchSite: string | undefined
  readonly path: string
  /** Whether the request came with any cookie. */
  readonly cookie: boolean
  /** Whether the caller proves itself by a token in a header, which no foreign page can make a browser send. */
  readonly bearer: boolean
}

/**
 * Whether a request may have an effect at all: asked before any procedure, any parsing, any door. A page of another
 * site can make a browser send a POST with our cookie, but not hide where it comes from.
 */
export const isOwnRequest = (asked: Asked, origins: ReadonlySet<string>): boolean => {
  if (READS.has(asked.method)) return true
  if (asked.bearer) return true
  if (asked.origin !== undefined && !origins.has(asked.origin)) return false
  if (asked.fetchSite !== undefined) return asked.fetchSite === 'same-origin'
  return asked.origin !== undefined || isProgram(asked)
}

/** Where a program gets its token. */
const TOKEN = '/api/access/token'

/** Without a cookie there is nothing that a foreign page could abuse, and every browser says where a POST comes from. */
const isProgram = ({ method, path, cookie }: Asked): boolean =>
  method === 'POST' && path === TOKEN && !cookie
