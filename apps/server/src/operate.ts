import { parseArgs } from 'node:util'
import type { Store } from '@qiangji/store/engine/act.ts'
import { grantsFor } from '@qiangji/store/engine/application-role.ts'
import { isStoreThere, openStore } from '@qiangji/store/engine/open.ts'
import { SelfCheckFailed } from '@qiangji/store/engine/trouble.ts'
import { checkLedger } from '@qiangji/store/fund/ledger-check.ts'
import { verifyAudit } from '@qiangji/store/record/audit.ts'
import { addAdministrators, type Machine, resetAtMachine } from './administrator.ts'
import { shanghaiDay } from './clock.ts'
import { type Config, configWords, readConfig, settingWords } from './config.ts'
import { lockStore } from './lock.ts'
import type { Report } from './report.ts'
import { restingOn } from './resting-on.ts'

/**
 * `verify [--head <seq>:<hash>]`: 账目核验 over one snapshot, and the audit chain; with a head kept elsewhere it also
 * finds a chain cut short. Prints what it counted, or names the first broken row.
 */
export const verify = async (store: Store, head: string | undefined): Promise<Report> => {
  const [, seq, hash] = /^(\d+):([0-9a-f]{64})$/.exec(head ?? '') ?? []
  if (head !== undefined && (seq === undefined || hash === undefined))
    return { good: false, lines: ['--head must be <seq>:<hash>, as verify prints it'] }
  const exported = seq !== undefined && hash !== undefined ? { seq: Number(seq), hash } : undefined
  const { checked, cut } = await store.snapshot(async (db) => ({
    checked: await checkLedger(db),
    cut: exported ? await verifyAudit(db, exported) : null,
  }))
  const { head: now, broken } = checked
  const counted = `ledger: ${checked.journals} journals, ${checked.accounts} accounts, ${checked.totals} counters`
  if (broken)
    return { good: false, lines: [counted, `broken ${broken.table} ${broken.row}: ${broken.what}`] }
  if (cut) return { good: false, lines: [counted, `audit: ${cut.reason} at ${cut.seq}`] }
  return { good: true, lines: [counted, `audit: whole, head ${now.seq}:${now.hash}`] }
}

const ROLE = /^[a-z_][a-z0-9_]{0,62}$/

/** `grants <role>`: what another PostgreSQL role needs to serve; prints statements and runs none. */
export const grants = (role: string | undefined, schema: string): Report =>
  role !== undefined && ROLE.test(role)
    ? { good: true, lines: grantsFor(role, schema).map((statement) => `${statement};`) }
    : { good: false, lines: ['grants <role>: a plain lower-case name'] }

interface Options {
  readonly head?: string | undefined
  readonly system?: string | undefined
  readonly security?: string | undefined
}

interface Command {
  readonly run: (
    store: Store,
    config: Config,
    options: Options,
    word: string | undefined,
  ) => Promise<Report>
  /** Writes: an SQLite file must not be in use, and a new database is made. */
  readonly writes: boolean
}

const machineOf = ({ passwordProfile }: Config): Machine => ({
  today: shanghaiDay(Date.now()),
  passwordProfile,
})

const COMMANDS: Readonly<Record<string, Command>> = {
  verify: { run: (store, _, { head }) => verify(store, head), writes: false },
  administrator: {
    run: (store, config, options) => addAdministrators(store, machineOf(config), options),
    writes: true,
  },
  password: {
    run: (store, config, _, word) => resetAtMachine(store, machineOf(config), word),
    writes: true,
  },
}

export const perform = async (config: Config, args: readonly string[]): Promise<Report> => {
  const text = { type: 'string' } as const
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { head: text, system: text, security: text },
  })
  const [name = '', word] = positionals
  if (name === 'grants') return grants(word, config.store.schema)
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (!command)
    return { good: false, lines: [`commands: ${[...Object.keys(COMMANDS), 'grants'].join(', ')}`] }
  const release = command.writes ? lockStore(config.store.url) : () => undefined
  try {
    return await onStore(config, command.writes, (store) =>
      command.run(store, config, values, word),
    )
  } finally {
    release()
  }
}

const onStore = async (
  config: Config,
  writes: boolean,
  work: (store: Store) => Promise<Report>,
): Promise<Report> => {
  if (!writes && !isStoreThere(config.store.url))
    return { good: false, lines: [settingWords(config.storeSetting, 'no database there')] }
  const store = await restingOn(config.storeSetting, () => openStore(config.store))
  try {
    if (writes) await store.migrate()
    const flaw = await flawOf(store, writes)
    const report = await work(store)
    return flaw === null ? report : { good: false, lines: [flaw, ...report.lines] }
  } finally {
    await store.close()
  }
}

/** A schema that was tampered with stops whoever writes; whoever verifies is told, and of the rows as well. */
const flawOf = async (store: Store, writes: boolean): Promise<string | null> => {
  try {
    await store.selfCheck()
    return null
  } catch (error) {
    if (!writes && error instanceof SelfCheckFailed && error.setting === 'schema')
      return error.message
    throw error
  }
}

const main = async (): Promise<void> => {
  const config = readConfig(process.env)
  if (!config.ok) throw new Error(configWords(config.refusal, config.facts))
  const report = await perform(config.value, process.argv.slice(2))
  for (const line of report.lines) process.stdout.write(`${line}\n`)
  process.exitCode = report.good ? 0 : 1
}

if (import.meta.main)
  main().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : 'failed'}\n`)
    process.exitCode = 1
  })
