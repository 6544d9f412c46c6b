/** Bounds of the store; times in milliseconds. */
export interface Limits {
  /** A command's body; an `alone` act has ten times as much. Above PostgreSQL's deadlock_timeout of 1 s. */
  readonly deadline: number
  /** How long a command waits for another process's lock before BUSY_RETRY. */
  readonly busy: number
  /** Commands in one SQLite transaction, and how long one may gather them. */
  readonly batch: number
  readonly batchTime: number
  /** Commands that may wait for the SQLite writer before OVERLOADED. */
  readonly queued: number
  /** Snapshots open at once, and how long one may stay open: an open one keeps the log from shrinking. */
  readonly snapshots: number
  readonly snapshotTime: number
  /** PostgreSQL connections for commands, and for reads. */
  readonly writers: number
  readonly readers: number
}

export const LIMITS: Limits = {
  deadline: 5_000,
  busy: 5_000,
  batch: 64,
  batchTime: 5,
  queued: 10_000,
  snapshots: 2,
  snapshotTime: 30_000,
  writers: 10,
  readers: 10,
}

/** How many times the deadline an `alone` act may take. */
export const ALONE_FACTOR = 10
