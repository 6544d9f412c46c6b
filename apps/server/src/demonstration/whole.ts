import type { Store } from '@qiangji/store/engine/act.ts'
import { removeStore } from '@qiangji/store/engine/open.ts'
import { isHalfLoaded } from './load.ts'

/** A PostgreSQL schema is not ours to drop: the operator does, or points to another one. */
class HalfLoaded extends Error {
  constructor(schema: string) {
    super(
      `the demonstration in the schema ${schema} was not loaded to its end, or another process is loading it: drop the schema, or set QIANGJI_SCHEMA to a new one`,
    )
    this.name = 'HalfLoaded'
  }
}

/**
 * Opens a store that holds no half-loaded demonstration. The server listens only after loading, so what an
 * interrupted first start left holds nobody's work: an SQLite file is begun anew.
 */
export const openWhole = async (
  open: () => Promise<Store>,
  place: { readonly url: string; readonly schema: string },
): Promise<Store> => {
  const store = await open()
  if (!(await isHalf(store))) return store
  await store.close()
  if (!removeStore(place.url)) throw new HalfLoaded(place.schema)
  return open()
}

const isHalf = async (store: Store): Promise<boolean> => {
  try {
    await store.migrate()
    return await isHalfLoaded(store)
  } catch (error) {
    await store.close()
    throw error
  }
}
