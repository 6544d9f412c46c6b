/** How far a file may go before it is refused. */
export interface Limits {
  /** Size of the file as sent. */
  readonly bytes: number
  /** Sum of all its parts, unpacked. */
  readonly inflatedBytes: number
  /** Parts in the archive. */
  readonly parts: number
  /** Rows with content. */
  readonly rows: number
  /** Number of the last column with content. */
  readonly columns: number
  readonly milliseconds: number
  /** Memory for the values while reading. */
  readonly megabytes: number
}

/** What the import of a roster or a ledger takes. */
export const IMPORT_LIMITS: Limits = {
  bytes: 10_000_000,
  inflatedBytes: 50_000_000,
  parts: 1_000,
  rows: 20_000,
  columns: 100,
  milliseconds: 5_000,
  megabytes: 256,
}

/** Writing a file back takes several times as long as reading it. */
export const ANNOTATION_LIMITS: Limits = {
  ...IMPORT_LIMITS,
  milliseconds: 30_000,
  megabytes: 512,
}
