import { Trouble } from '@qiangji/store/engine/trouble.ts'
import { settingWords } from './config.ts'

/** A setting that reads well, but what it names is missing, taken or broken. */
export class SettingFails extends Error {
  constructor(name: string, cause: unknown, found: string) {
    super(settingWords(name, found), { cause })
    this.name = 'SettingFails'
  }
}

/** Runs a step of the start that rests on a setting; what the machine then says against it is told with its name. */
export const restingOn = async <T>(name: string, step: () => T | Promise<T>): Promise<T> => {
  try {
    return await step()
  } catch (error) {
    const found = said(error)
    throw found === null ? error : new SettingFails(name, error, found)
  }
}

/** Codes of the operating system, of the TLS library, of SQLite about its file, and the lack of a right on PostgreSQL. */
const OUTSIDE =
  /^(E[A-Z]{3,}|ERR_OSSL_\w+|ERR_INVALID_URL|SQLITE_(CANTOPEN|NOTADB|READONLY|IOERR|FULL|CORRUPT)\w*|42501)$/

/** What was said against the setting; null when it is something else. */
const said = (error: unknown): string | null => {
  if (error instanceof Trouble && (error.code === 'UNAVAILABLE' || error.code === 'STORAGE'))
    return codeOf(error.cause) || error.code
  const code = codeOf(error)
  return OUTSIDE.test(code) ? code : null
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : ''
