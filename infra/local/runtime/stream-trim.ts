import { DatabaseSync } from 'node:sqlite'

/** Records that stay, so that the next one is numbered behind them. */
const KEPT = 1

/** How long it waits for the database to end what it writes. */
const PATIENCE_MILLISECONDS = 5_000

export interface StreamTrim {
  /** Deletes the records of a table in front of one that was handled. */
  trim(table: string, sequence: string): void
  close(): void
}

/**
 * Keeps the stream of the embedded DynamoDB short. It numbers a record by reading all those of the table that it has, keeps
 * each for ever and has no index for either: 0.4 ms for each thousand that are there, at every write. So an index is added to
 * its file, and records go once they are handled.
 *
 * @param file of the embedded DynamoDB, which is open in its own process
 */
export function openStreamTrim(file: string): StreamTrim {
  const database = new DatabaseSync(file, { timeout: PATIENCE_MILLISECONDS })
  database.exec(
    'CREATE INDEX IF NOT EXISTS concord_stream_records ON _stream_records (table_name, CAST(sequence_number AS INTEGER))',
  )
  const remove = database.prepare(
    'DELETE FROM _stream_records WHERE table_name = ? AND CAST(sequence_number AS INTEGER) <= ?',
  )
  return {
    trim: (table, sequence) => void remove.run(table, Number(sequence) - KEPT),
    close: () => database.close(),
  }
}
