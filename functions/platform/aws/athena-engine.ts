import {
  type AthenaClient,
  type ColumnInfo,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  type Row,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand,
} from '@aws-sdk/client-athena'
import type { LakeEngine, LakeQuestion, LakeValue } from '../lake/lake-engine.ts'

/** As many values as one query may name of a partition that is injected (from memory: unconfirmed). */
const SITES_AT_ONCE = 1_000
/** Rows of a page: the most that Athena gives. */
const PAGE_ROWS = 1_000
const FIRST_PAUSE_MILLISECONDS = 200
const MAX_PAUSE_MILLISECONDS = 3_000

export type AthenaOptions = {
  /** It limits what a query may scan, and says where results are kept, encrypted. */
  readonly workGroup: string
  readonly database: string
  /** A query that has not ended by then is stopped. */
  readonly timeoutMilliseconds: number
}

/** Queries the facts where they lie, by Athena. */
export function createAthenaEngine(
  client: Pick<AthenaClient, 'send'>,
  options: AthenaOptions,
  pause: (milliseconds: number) => Promise<void> = wait,
): LakeEngine {
  return {
    sitesAtOnce: SITES_AT_ONCE,
    async *ask(question) {
      const id = await startQuery(client, options, question)
      await awaitQuery(client, options, id, pause)
      yield* readPages(client, id)
    },
  }
}

async function startQuery(
  client: Pick<AthenaClient, 'send'>,
  { workGroup, database }: AthenaOptions,
  { sql }: LakeQuestion,
): Promise<string> {
  const started = await client.send(
    new StartQueryExecutionCommand({
      QueryString: sql,
      WorkGroup: workGroup,
      QueryExecutionContext: { Database: database },
    }),
  )
  if (started.QueryExecutionId === undefined) throw new Error('Athena began no query')
  return started.QueryExecutionId
}

/** @throws Error with Athena's own category of the failure, and not with its words: they can name values */
async function awaitQuery(
  client: Pick<AthenaClient, 'send'>,
  { timeoutMilliseconds }: AthenaOptions,
  id: string,
  pause: (milliseconds: number) => Promise<void>,
): Promise<void> {
  let waited = 0
  for (let next = FIRST_PAUSE_MILLISECONDS; ; next = Math.min(2 * next, MAX_PAUSE_MILLISECONDS)) {
    const { QueryExecution } = await client.send(new GetQueryExecutionCommand({ QueryExecutionId: id }))
    const { State: state, AthenaError: error } = QueryExecution?.Status ?? {}
    if (state === 'SUCCEEDED') return
    if (state === 'FAILED' || state === 'CANCELLED')
      throw new Error(
        `a question to the lake failed: ${state}, category ${error?.ErrorCategory ?? 'unknown'}`,
      )
    if (waited >= timeoutMilliseconds) {
      await client.send(new StopQueryExecutionCommand({ QueryExecutionId: id }))
      throw new Error('a question to the lake took too long and was stopped')
    }
    await pause(next)
    waited += next
  }
}

async function* readPages(
  client: Pick<AthenaClient, 'send'>,
  id: string,
): AsyncGenerator<readonly (readonly LakeValue[])[]> {
  let columns: readonly ColumnInfo[] = []
  for (let token: string | undefined, page = 0; page === 0 || token !== undefined; page += 1) {
    const reply = await client.send(
      new GetQueryResultsCommand({ QueryExecutionId: id, MaxResults: PAGE_ROWS, NextToken: token }),
    )
    columns = reply.ResultSet?.ResultSetMetadata?.ColumnInfo ?? columns
    const rows = reply.ResultSet?.Rows ?? []
    // The first row of the first page has the names.
    yield (page === 0 ? rows.slice(1) : rows).map((row) => readRow(row, columns))
    token = reply.NextToken
  }
}

function readRow({ Data: cells = [] }: Row, columns: readonly ColumnInfo[]): readonly LakeValue[] {
  return columns.map(({ Type: type = '' }, at) => readCell(cells[at]?.VarCharValue, type))
}

/** @throws Error for a type that no question gives, and for a number that is not exact in a double */
function readCell(written: string | undefined, type: string): LakeValue {
  if (written === undefined) return null
  switch (type) {
    case 'varchar':
      return written
    case 'boolean':
      return written === 'true'
    case 'bigint':
    case 'integer': {
      const number = Number(written)
      if (!Number.isSafeInteger(number)) throw new Error('a question to the lake gave a number beyond 2^53')
      return number
    }
    default:
      throw new Error(`a question to the lake gave a column of type ${type}`)
  }
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
