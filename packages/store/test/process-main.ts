import { once } from 'node:events'
import { writeSync } from 'node:fs'
import Database from 'better-sqlite3'
import { openStore } from '../src/engine/open.ts'
import { act, addNote, fill, sampleMigrations } from './samples.ts'

const [work = '', url = '', schema = '', count = '0'] = process.argv.slice(2)

const say = (line: string): void => {
  writeSync(1, `${line}\n`)
}

const withStore = () => openStore({ url, schema, migrations: sampleMigrations })

/** Adds 1 to the purse, `count` times, one after the other. */
const fillOften = async (): Promise<void> => {
  const store = await withStore()
  for (let n = 0; n < Number(count); n++) {
    const answer = await store.command(act(), (tx) => fill(tx, 'a', 1))
    if (!answer.ok) throw new Error(answer.refusal)
  }
  await store.close()
}

/** Writes notes until it is killed and says each request only after its answer. */
const noteForEver = async (): Promise<void> => {
  const store = await withStore()
  const one = async (): Promise<void> => {
    for (;;) {
      const asked = act()
      await store.command(asked, (tx) => addNote(tx, asked.requestId, true))
      say(`noted ${asked.requestId}`)
    }
  }
  await Promise.all(Array.from({ length: 8 }, one))
}

/** Commits one act, says nothing of its answer, and waits to be killed: the answer is lost. */
const commitAndHang = async (): Promise<void> => {
  const store = await withStore()
  await store.command(act({ requestId: 'lost-answer-000000' }), (tx) => fill(tx, 'a', 7))
  say('committed')
  await once(process.stdin, 'close')
}

/** Holds the write lock of the file for `count` milliseconds. */
const holdLock = async (): Promise<void> => {
  const db = new Database(url.slice('sqlite:'.length))
  db.exec('begin immediate')
  say('locked')
  await new Promise((resolve) => setTimeout(resolve, Number(count)))
  db.exec('rollback')
  db.close()
}

const works: Readonly<Record<string, () => Promise<void>>> = {
  fillOften,
  noteForEver,
  commitAndHang,
  holdLock,
}

await works[work]?.()
