import type { Store } from './act.ts'
import type { Migration } from './migration.ts'

export interface StoreConfig {
  /** 'sqlite:/path/file.db', 'sqlite::memory:' or 'postgres://…'. */
  readonly url: string
  /** Default: the list of this package. */
  readonly migrations?: readonly Migration[]
}

/** Opens the database of the url; neither migrates nor checks it. */
export const openStore = async (config: StoreConfig): Promise<Store> => {
  throw new Error(`not yet: ${config.url}`)
}
