import {
  AthenaClient,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  type QueryExecutionState,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand,
} from '@aws-sdk/client-athena'
import { mockClient } from 'aws-sdk-client-mock'
import { beforeEach, describe, expect, test } from 'vitest'
import { createAthenaEngine } from '../../../functions/platform/aws/athena-engine.ts'
import type { LakeValue } from '../../../functions/platform/lake/lake-engine.ts'

const athena = mockClient(AthenaClient)
const pauses: number[] = []
const engine = createAthenaEngine(
  new AthenaClient({ region: 'us-east-1' }),
  { workGroup: 'concord', database: 'concord_lake', timeoutMilliseconds: 1_000 },
  async (milliseconds) => void pauses.push(milliseconds),
)
const QUESTION = { sql: 'select 1', tables: [], study: 's', sites: ['a'] }

async function ask(): Promise<readonly (readonly LakeValue[])[]> {
  const all: (readonly LakeValue[])[] = []
  for await (const rows of engine.ask(QUESTION)) all.push(...rows)
  return all
}

const status = (State: QueryExecutionState, extra: object = {}) => ({
  QueryExecution: { Status: { State, ...extra } },
})
const column = (Name: string, Type: string) => ({ Name, Type })
const row = (...cells: readonly (string | undefined)[]) => ({
  Data: cells.map((VarCharValue) => (VarCharValue === undefined ? {} : { VarCharValue })),
})

beforeEach(() => {
  athena.reset()
  pauses.length = 0
  athena.on(StartQueryExecutionCommand).resolves({ QueryExecutionId: 'q1' })
})

describe('a query of Athena', () => {
  test('that fails is an error without the words of Athena, which can name values', async () => {
    athena.on(GetQueryExecutionCommand).resolves(
      status('FAILED', {
        StateChangeReason: 'Column harbor-7k3f9m2p cannot be resolved',
        AthenaError: { ErrorCategory: 2, ErrorMessage: 'harbor-7k3f9m2p' },
      }),
    )
    const failure = await ask().catch((error: Error) => error)
    expect(String(failure)).toBe('Error: a question to the lake failed: FAILED, category 2')
  })

  test('that does not end is stopped', async () => {
    athena.on(GetQueryExecutionCommand).resolves(status('RUNNING'))
    athena.on(StopQueryExecutionCommand).resolves({})
    await expect(ask()).rejects.toThrow('took too long and was stopped')
    expect(athena.commandCalls(StopQueryExecutionCommand)).toHaveLength(1)
    expect(pauses).toEqual([200, 400, 800])
  })

  test('that gives a number beyond 2^53, or a fraction, is refused', async () => {
    athena.on(GetQueryExecutionCommand).resolves(status('SUCCEEDED'))
    const results = (type: string, value: string) => ({
      ResultSet: { ResultSetMetadata: { ColumnInfo: [column('n', type)] }, Rows: [row('n'), row(value)] },
    })
    athena
      .on(GetQueryResultsCommand)
      .resolvesOnce(results('bigint', '9007199254740993'))
      .resolvesOnce(results('double', '1.5'))
    await expect(ask()).rejects.toThrow('beyond 2^53')
    await expect(ask()).rejects.toThrow('of type double')
  })

  test('is started in its workgroup, waited for, and read page by page without the row of names', async () => {
    athena
      .on(GetQueryExecutionCommand)
      .resolvesOnce(status('QUEUED'))
      .resolvesOnce(status('RUNNING'))
      .resolves(status('SUCCEEDED'))
    const columns = [
      column('site', 'varchar'),
      column('n', 'bigint'),
      column('entry', 'integer'),
      column('flagged', 'boolean'),
    ]
    athena
      .on(GetQueryResultsCommand, { NextToken: undefined })
      .resolves({
        NextToken: 't2',
        ResultSet: {
          ResultSetMetadata: { ColumnInfo: columns },
          Rows: [row('site', 'n', 'entry', 'flagged'), row('a', '-62135596800000', '3', 'true')],
        },
      })
      .on(GetQueryResultsCommand, { NextToken: 't2' })
      .resolves({
        ResultSet: { ResultSetMetadata: { ColumnInfo: columns }, Rows: [row('', undefined, '0', 'false')] },
      })
    expect(await ask()).toEqual([
      ['a', -62135596800000, 3, true],
      ['', null, 0, false],
    ])
    expect(athena.commandCalls(StartQueryExecutionCommand)[0]?.args[0].input).toEqual({
      QueryString: 'select 1',
      WorkGroup: 'concord',
      QueryExecutionContext: { Database: 'concord_lake' },
    })
  })
})
