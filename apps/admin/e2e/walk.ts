import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { openBrowser } from './browser.ts'
import { type Person, sit } from './person.ts'
import { type Ledger, openLedger, setDay } from './recompute.ts'
import type { TestServer } from './server.ts'

/** A walk through the product: everybody who takes part keeps their desk until the end. */
export interface Walk {
  readonly ledger: Ledger
  /** The person with this login, signed in when first asked for. */
  at(loginName: string): Promise<Person>
  /** The same person at a second browser, or somebody with a password of their own; to be left when done. */
  beside(loginName: string, password?: string): Promise<Person>
  /** How many people have signed in so far. */
  people(): number
  /** Notes for later steps: addresses, numbers that the product gave. */
  readonly notes: Map<string, string>
  /** Lets years pass that nobody would wait for: sets the demonstration's day behind the server. */
  setDay(day: string): void
  /** Looks at somebody's page: kept only when a folder for pictures is set. */
  look(person: Person, name: string): Promise<void>
  /** Pictures of every desk, in a folder of its own; its path. */
  keepPictures(name: string): Promise<string>
  end(): Promise<void>
}

/** One thing that people do, and what must be seen after it. */
export interface Step {
  readonly name: string
  readonly act: (walk: Walk) => Promise<void>
}

export const beginWalk = async (server: Pick<TestServer, 'origin' | 'data'>): Promise<Walk> => {
  const browser: Browser = await openBrowser()
  const ledger = openLedger(server.data)
  const desks = new Map<string, Promise<Person>>()
  const notes = new Map<string, string>()
  const album = process.env.WALK_PICTURES
  return {
    ledger,
    notes,
    setDay: (day) => setDay(server.data, day),
    at: (loginName) => {
      const desk = desks.get(loginName) ?? sit(browser, server.origin, loginName)
      desks.set(loginName, desk)
      return desk
    },
    beside: (loginName, password) => sit(browser, server.origin, loginName, password),
    people: () => desks.size,
    look: async (person, name) => {
      if (album) await person.picture(join(album, `${name}.png`))
    },
    keepPictures: async (name) => {
      const folder = mkdtempSync(join(tmpdir(), 'qiangji-walk-pictures-'))
      for (const desk of desks.values()) {
        const person = await desk
        await person.picture(join(folder, `${name.replace(/\W+/g, '-')}-${person.loginName}.png`))
      }
      return folder
    },
    end: async () => {
      ledger.close()
      await browser.close()
    },
  }
}

/** A note that an earlier step must have left. */
export const noteOf = (walk: Walk, name: string): string => {
  const note = walk.notes.get(name)
  if (note === undefined) throw new Error(`no step has noted ${name}`)
  return note
}
