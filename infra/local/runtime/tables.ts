import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DeleteTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ResourceInUseException,
  ResourceNotFoundException,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb'
import type { TableResource } from '../cloudformation/resources.ts'

/** A client for this machine's DynamoDB; any region and key will do there. */
export function connect(endpoint: string, region: string): DynamoDBClient {
  return new DynamoDBClient({
    endpoint,
    region,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  })
}

/**
 * Creates the template's tables where they do not exist yet, with their indexes and time to live.
 *
 * @param streamed names of those whose stream somebody reads: the others get none
 */
export async function createLocalTables(
  client: DynamoDBClient,
  tables: readonly TableResource[],
  streamed: ReadonlySet<string> = new Set(),
): Promise<void> {
  await Promise.all(tables.map((table) => createTable(client, table, streamed.has(table.name))))
}

/** ARN of a table's stream, as the database calls it. @throws Error where it has none */
export async function readStreamArn(client: DynamoDBClient, table: string): Promise<string> {
  const { Table } = await client.send(new DescribeTableCommand({ TableName: table }))
  if (Table?.LatestStreamArn === undefined) throw new Error(`The table ${table} has no stream.`)
  return Table.LatestStreamArn
}

async function createTable(client: DynamoDBClient, table: TableResource, isStreamed: boolean): Promise<void> {
  const stream = isStreamed ? table.StreamSpecification : undefined
  try {
    await client.send(
      new CreateTableCommand({
        ...buildCommand(table),
        ...(stream && { StreamSpecification: { StreamEnabled: true, ...stream } }),
      }),
    )
  } catch (error) {
    // Kept over restarts.
    if (error instanceof ResourceInUseException) return
    throw error
  }
  const ttl = table.TimeToLiveSpecification
  if (ttl === undefined) return
  await client.send(new UpdateTimeToLiveCommand({ TableName: table.name, TimeToLiveSpecification: ttl }))
}

/** Removes the template's tables: for a start from nothing on a DynamoDB that is not our own child process. */
export async function deleteLocalTables(
  client: DynamoDBClient,
  tables: readonly TableResource[],
): Promise<void> {
  for (const { name } of tables) {
    await client.send(new DeleteTableCommand({ TableName: name })).catch((error: unknown) => {
      if (!(error instanceof ResourceNotFoundException)) throw error
    })
  }
}

function buildCommand(table: TableResource): CreateTableCommandInput {
  const indexes = (table.GlobalSecondaryIndexes ?? []).map(({ Projection, ...index }) => {
    const { NonKeyAttributes, ...projection } = Projection
    return {
      ...index,
      Projection: NonKeyAttributes === undefined ? projection : { ...projection, NonKeyAttributes },
    }
  })
  return {
    TableName: table.name,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: table.AttributeDefinitions,
    KeySchema: table.KeySchema,
    ...(indexes.length > 0 ? { GlobalSecondaryIndexes: indexes } : {}),
  }
}
