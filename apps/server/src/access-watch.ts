/** Tells whether what was read of sessions, persons and posts may still be used. */
export interface AccessWatch {
  /** Null while a change is under way: then nothing may be remembered. */
  version(): number | null
  /** Shown every SQL text of the store, just before it runs. */
  see(text: string): void
}

const WRITES =
  /^\s*(?:insert\s+into|update|delete\s+from)\s+"?(?:session|login|person|post_assignment|delegation|organization)"?\b/i

/**
 * Follows one writer, as SQLite has it: a version ends with the first statement that changes a table of access and
 * the next begins after the commit. Over several processes it would know only of its own: there use `noWatch`.
 */
export const openAccessWatch = (): AccessWatch => {
  let version = 0
  let changing = false
  return {
    version: () => (changing ? null : version),
    see: (text) => {
      // Not with a rollback: readers end their snapshots by one. The commit runs before any microtask does.
      if (changing && /^commit$/i.test(text))
        queueMicrotask(() => {
          version += 1
          changing = false
        })
      else if (!changing && WRITES.test(text)) changing = true
    },
  }
}

export const noWatch: AccessWatch = { version: () => null, see: () => undefined }
