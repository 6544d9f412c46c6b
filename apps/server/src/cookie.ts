/** Over TLS the browser itself refuses a `__Host-` cookie that another host or path could have set. */
const nameOf = (secure: boolean): string => (secure ? '__Host-qiangji' : 'qiangji')

/** The session token of a Cookie header; two cookies of the name are none, because one of them is foreign. */
export const readCookie = (header: string | undefined, secure: boolean): string | null => {
  const name = `${nameOf(secure)}=`
  const found = (header ?? '')
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part.startsWith(name))
  return found.length === 1 ? (found[0] ?? '').slice(name.length) || null : null
}

/** The Set-Cookie line that hands out a token, or takes it back. It lasts as long as the browser's session. */
export const writeCookie = (token: string | null, secure: boolean): string =>
  [
    `${nameOf(secure)}=${token ?? ''}`,
    'Path=/',
    'HttpOnly',
    'SameSite=Strict',
    ...(secure ? ['Secure'] : []),
    ...(token === null ? ['Max-Age=0'] : []),
  ].join('; ')
