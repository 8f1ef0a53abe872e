import { randomUUID } from 'node:crypto'
import {
  CreateTableCommand,
  DeleteTableCommand,
  type DynamoDBClient,
  paginateScan,
} from '@aws-sdk/client-dynamodb'
import { unmarshall } from '@aws-sdk/util-dynamodb'
import { createDynamo } from '../../functions/platform/aws/dynamodb-client.ts'
import { createJsonService, type JsonService } from '../../functions/platform/aws/json-service.ts'

export type TestTables = {
  readonly dynamo: DynamoDBClient
  readonly study: string
  readonly contacts: string
  readonly audit: string
  readonly members: string
  readonly releases: string
  readonly library: string
  readonly jobs: string
  readonly panels: string
  readonly votes: string
  /** Everything that a table holds, whatever its keys. */
  everything(table: string): Promise<Record<string, unknown>[]>
  /** Takes the tables away, and ends the connections to them. */
  drop(): Promise<void>
}

/**
 * The client that the functions use, at another address.
 *
 * @param change what a test does with the connection
 */
export function connectTo(
  endpoint: string,
  change: (service: JsonService) => JsonService = (service) => service,
): DynamoDBClient {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }
  const settings = { endpoint, region: 'us-east-1', credentials }
  return createDynamo(
    () => settings,
    () => {
      const service = createJsonService('dynamodb', '1.0', settings)
      opened.push(service)
      return change(service)
    },
  )
}

const opened: JsonService[] = []

/** Ends what the tests of a file have opened: each clinic keeps a dozen connections, and a process has room for some thousands. */
export function closeConnections(): void {
  for (const service of opened.splice(0)) service.destroy()
}

/** The tables, empty, under names of this call's own. */
export async function createTestTables(
  endpoint: string,
  dynamo = connectTo(endpoint),
  formatName = (construct: string, run: string) => `${construct}-${run}`,
): Promise<TestTables> {
  const run = randomUUID().slice(0, 8)
  const names = {
    ...{ study: formatName('Study', run), contacts: formatName('Contacts', run) },
    ...{ audit: formatName('Audit', run), members: formatName('Members', run) },
    ...{ releases: formatName('Releases', run), library: formatName('Library', run) },
    ...{ jobs: formatName('Jobs', run), panels: formatName('Panels', run), votes: formatName('Votes', run) },
  }
  await Promise.all(
    Object.values(names).map((name) =>
      dynamo.send(
        new CreateTableCommand(
          buildTableShape(
            name,
            {
              ...{ [names.study]: DUE_INDEX, [names.jobs]: DUE_INDEX, [names.panels]: DUE_INDEX },
              [names.members]: PERSON_INDEX,
            }[name],
          ),
        ),
      ),
    ),
  )
  return {
    dynamo,
    ...names,
    async drop() {
      await Promise.all(
        Object.values(names).map((TableName) => dynamo.send(new DeleteTableCommand({ TableName }))),
      )
      dynamo.destroy()
    },
    async everything(table) {
      const items: Record<string, unknown>[] = []
      for await (const page of paginateScan({ client: dynamo }, { TableName: table }))
        items.push(...(page.Items ?? []).map((item) => unmarshall(item)))
      return items
    },
  }
}

type Index = { readonly name: string; readonly pk: string; readonly sk: string; readonly isKeysOnly: boolean }
const DUE_INDEX: Index = { name: 'due', pk: 'duePk', sk: 'dueSk', isKeysOnly: true }
const PERSON_INDEX: Index = { name: 'person', pk: 'memberSub', sk: 'memberStudy', isKeysOnly: false }

function buildTableShape(name: string, index?: Index): ConstructorParameters<typeof CreateTableCommand>[0] {
  const key = (pk: string, sk: string) => [
    { AttributeName: pk, KeyType: 'HASH' as const },
    { AttributeName: sk, KeyType: 'RANGE' as const },
  ]
  const strings = (...attributes: string[]) =>
    attributes.map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const }))
  return {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: key('pk', 'sk'),
    AttributeDefinitions: strings('pk', 'sk', ...(index ? [index.pk, index.sk] : [])),
    ...(index && {
      GlobalSecondaryIndexes: [
        {
          IndexName: index.name,
          KeySchema: key(index.pk, index.sk),
          Projection: { ProjectionType: index.isKeysOnly ? ('KEYS_ONLY' as const) : ('ALL' as const) },
        },
      ],
    }),
  }
}
