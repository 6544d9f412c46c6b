import { z } from 'zod'
import { accept, type Decision, refuse } from '../base/decision.ts'

/** A login name; letters of any script, digits, and . _ - inside. Compared without case and width. */
export const LoginName = z
  .string()
  .max(64)
  .transform((text) => canonicalLogin(text))
  .refine((text) => /^[\p{L}\d][\p{L}\d._-]{1,31}$/u.test(text), { error: 'LOGIN_NAME_FORM' })

export const canonicalLogin = (text: string): string => text.normalize('NFKC').trim().toLowerCase()

/** A typed password: bounded, because hashing must not be given megabytes. */
export const Password = z.string().min(1).max(128)

export interface PasswordProfile {
  readonly shortest: number
  /** Of lower case, upper case, digits, others. */
  readonly classes: number
  readonly lastsDays: number | null
  readonly remembers: number
  readonly refusesKnown: boolean
}

/**
 * Two profiles that contradict each other, so the operator chooses. dengbao: GB/T 22239-2019 8.1.4.1 a)
 * 复杂度、定期更换, figures from the practice of assessments. asvs: OWASP ASVS 5.0 6.2, which forbids both.
 */
export const PASSWORD_PROFILES = {
  dengbao: { shortest: 12, classes: 3, lastsDays: 90, remembers: 5, refusesKnown: true },
  asvs: { shortest: 15, classes: 1, lastsDays: null, remembers: 1, refusesKnown: true },
} as const satisfies Record<string, PasswordProfile>

export type PasswordRefusal =
  | 'PASSWORD_SHORT'
  | 'PASSWORD_PLAIN'
  | 'PASSWORD_HAS_LOGIN_NAME'
  | 'PASSWORD_KNOWN'
  | 'PASSWORD_USED_BEFORE'

export interface PasswordFacts {
  readonly loginName: string
  /** Passwords that everybody tries, in lower case. */
  readonly known: ReadonlySet<string>
  /** Whether it equals the current one or one of the remembered ones: only hashes can tell. */
  readonly usedBefore: boolean
}

const CLASSES = [/\p{Ll}/u, /\p{Lu}/u, /\d/, /[^\p{Ll}\p{Lu}\d]/u]

/** Whether a new password is good enough; length counts characters, not bytes. */
export const judgePassword = (
  password: string,
  profile: PasswordProfile,
  facts: PasswordFacts,
): Decision<string, PasswordRefusal> => {
  if ([...password].length < profile.shortest)
    return refuse('PASSWORD_SHORT', { shortest: profile.shortest })
  if (CLASSES.filter((one) => one.test(password)).length < profile.classes)
    return refuse('PASSWORD_PLAIN', { classes: profile.classes })
  if (canonicalLogin(password).includes(facts.loginName)) return refuse('PASSWORD_HAS_LOGIN_NAME')
  if (profile.refusesKnown && isKnown(password, facts.known)) return refuse('PASSWORD_KNOWN')
  if (facts.usedBefore) return refuse('PASSWORD_USED_BEFORE', { remembers: profile.remembers })
  return accept(password)
}

/** Known, or a known one with digits and marks hung on to it. */
const isKnown = (password: string, known: ReadonlySet<string>): boolean => {
  const typed = password.toLowerCase()
  return known.has(typed) || known.has(typed.replace(/[\d\W_]+$/, '')) || /^(.)\1*$/u.test(typed)
}

const [UPPER, LOWER, DIGITS] = ['ABCDEFGHJKMNPRTW', 'abcdefghjkmnprtw', '23456789'] as const

/** How many random bytes an initial password is spelled from. */
export const INITIAL_PASSWORD_BYTES = 16

/**
 * Spells an initial password such as Kmw7-Tan4-Brt2-Hef9: 60 random bits in letters that cannot be mistaken for
 * each other on the telephone, good under either profile. Chance is the caller's.
 */
export const spellPassword = (random: Uint8Array): string =>
  [0, 4, 8, 12]
    .map((at) =>
      [UPPER, LOWER, LOWER, DIGITS]
        .map((letters, i) => letters[(random[at + i] ?? 0) % letters.length])
        .join(''),
    )
    .join('-')

const DAY = 86_400_000

/** Whether the password must be changed before anything else: given by someone else, or too old. Milliseconds. */
export const isPasswordDue = (
  account: { readonly changedAt: number; readonly mustChange: boolean },
  now: number,
  profile: PasswordProfile,
): boolean =>
  account.mustChange ||
  (profile.lastsDays !== null && now >= account.changedAt + profile.lastsDays * DAY)

/** The beginnings that a guesser tries first; an operator's longer list is added to it. */
export const KNOWN_PASSWORDS: ReadonlySet<string> = new Set(
  `password passw0rd p@ssword p@ssw0rd admin administrator root qwerty qwertyuiop qwer1234 qwe123 asdfgh
  asdfghjkl zxcvbnm 1qaz2wsx 1qaz@wsx qazwsx qazwsxedc abc abcd abcdef abcabc abc123 a123456 aa123456 aa123456789
  123456 1234567 12345678 123456789 1234567890 12345678910 123456789012 123123 123123123 123321 147258369
  111111 11111111 000000 00000000 666666 888888 88888888 5201314 woaini woaini1314 iloveyou welcome letmein
  monkey dragon sunshine princess football changeme default guest test testtest temp user login master
  gonghui zonggonghui szgh qiangji gansu lanzhou zhonghua zhongguo china`
    .split(/\s+/)
    .filter((word) => word !== ''),
)
