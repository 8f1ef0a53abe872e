/** What a query gives: text, whole numbers within 2^53, truth values. */
export type LakeValue = string | number | boolean | null

export type LakeColumnType = 'VARCHAR' | 'BIGINT' | 'INTEGER' | 'BOOLEAN'

/** A table of facts as a query names it. Beside its columns each has `study`, `site` and `month`, by which its files lie. */
export type LakeTable = {
  /** As queries name it. */
  readonly name: string
  /** Folder of its files, without a slash at its end. */
  readonly folder: string
  readonly columns: readonly { readonly name: string; readonly type: LakeColumnType }[]
}

export type LakeQuestion = {
  /** One SELECT that both engines understand: see the test of portable SQL. */
  readonly sql: string
  /** The tables that it may read, and no other. */
  readonly tables: readonly LakeTable[]
  readonly study: string
  /** The clinics that it may read. The query says so too. */
  readonly sites: readonly string[]
}

/**
 * An existing engine that queries the facts in S3.
 *
 * @see duckdb-engine.ts, platform/aws/athena-engine.ts
 */
export type LakeEngine = {
  /** How many clinics one question should be about: an engine of one machine takes them in turn, so that memory stays flat. */
  readonly sitesAtOnce: number
  /**
   * Rows in batches, in the order of the query, which has one where that matters.
   *
   * @throws LakeUnavailableError where the engine cannot be had here
   * @throws Error of a query that failed, without its text or a value
   */
  ask(question: LakeQuestion): AsyncIterable<readonly (readonly LakeValue[])[]>
}

/** The engine is not to be had on this machine. */
export class LakeUnavailableError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'LakeUnavailableError'
  }
}
