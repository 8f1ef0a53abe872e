import {
  type DynamoDBClient,
  paginateListTables,
  ScanCommand,
  type ScanCommandInput,
} from '@aws-sdk/client-dynamodb'
import type { StoredItem } from '../../platform/aws/dynamodb.ts'
import { findStoredHead, parseAuditItem, type StoredAuditEntry, type StoredHead } from './audit-item.ts'

/*
 * Audit and Study table, whole: by an operator's own credentials, to verify them. No function of the service may scan.
 *
 * | access                          | request                                                                     |
 * |---------------------------------|-----------------------------------------------------------------------------|
 * | every entry                     | Scan of the Audit table: half a read unit for 4 kB, some ten entries          |
 * | every head                      | Scan of the Study table, of which keys and `head` alone leave DynamoDB         |
 */

type Scan = {
  readonly dynamo: DynamoDBClient
  readonly table: string
  /** Read units a second at most, averaged over a page of 1 MB (128 units). */
  readonly unitsPerSecond: number
  readonly wait?: (milliseconds: number) => Promise<void>
}

export async function* scanAuditEntries(scan: Scan): AsyncGenerator<StoredAuditEntry> {
  for await (const item of scanTable(scan, {})) yield parseAuditItem(item)
}

export async function* scanHeads(scan: Scan): AsyncGenerator<StoredHead> {
  const onlyHeads = {
    ProjectionExpression: 'pk, sk, head',
    FilterExpression: 'begins_with(sk, :assessment)',
    ExpressionAttributeValues: { ':assessment': { S: 'ASSESSMENT#' } },
  }
  for await (const item of scanTable(scan, onlyHeads)) {
    const head = findStoredHead(item)
    if (head !== undefined) yield head
  }
}

async function* scanTable(
  { dynamo, table, unitsPerSecond, wait = waitFor }: Scan,
  input: Partial<ScanCommandInput>,
): AsyncGenerator<StoredItem> {
  let after: StoredItem | undefined
  do {
    const begun = performance.now()
    const page = await dynamo.send(
      new ScanCommand({
        ...{ ...input, TableName: table, ReturnConsumedCapacity: 'TOTAL' },
        ...(after !== undefined && { ExclusiveStartKey: after }),
      }),
    )
    yield* page.Items ?? []
    after = page.LastEvaluatedKey
    const owed = ((page.ConsumedCapacity?.CapacityUnits ?? 0) / unitsPerSecond) * 1000
    const left = owed - (performance.now() - begun)
    if (after !== undefined && left > 0) await wait(left)
  } while (after !== undefined)
}

function waitFor(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}

/**
 * The tables of a deployed data stack, found by the names that CloudFormation gives: `<stack>-<logical ID>-<random>`.
 *
 * @param stack such as `ConcordData` or `ConcordData-staging`
 * @throws Error when there are none, or more than one of a kind
 */
export async function findDataTables(
  dynamo: DynamoDBClient,
  stack: string,
): Promise<{ readonly [name in 'audit' | 'study' | 'contacts' | 'library']: string }> {
  const names: string[] = []
  for await (const { TableNames = [] } of paginateListTables({ client: dynamo }, {}))
    names.push(...TableNames)
  const find = (construct: string) => {
    const found = names.filter(
      (name) => name.startsWith(`${stack}-${construct}Table`) && !RESTORED_COPY.test(name),
    )
    if (found.length !== 1) throw new Error(`${found.length} ${construct} tables of ${stack} in this region`)
    return found[0] as string
  }
  return {
    ...{ audit: find('Audit'), study: find('Study') },
    ...{ contacts: find('Contacts'), library: find('Library') },
  }
}

/** What `npm run restore -- begin` calls a table that it restores beside one of the stack. */
const RESTORED_COPY = /-at-\d{8}T\d+Z$/
