/** The least that a submission can be: node:http, JSON, and one conditional write of the answers. Started by peers.ts. */
import { CreateTableCommand, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { createDynamo } from '../../../functions/platform/aws/dynamodb-client.ts'
import { startDatabase } from '../../../infra/local/runtime/dynamodb.ts'
import { answerParent } from '../channel.ts'
import { readCpu } from '../cpu.ts'
import { serveJson } from './http-peer.ts'
import type { PeerRequest } from './peers.ts'

const database = await startDatabase(undefined)
const dynamo = createDynamo(() => ({
  region: 'us-east-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  endpoint: database.endpoint,
}))
await dynamo.send(
  new CreateTableCommand({
    TableName: 'Floor',
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
  }),
)
let count = 0
const server = await serveJson(async (body) => {
  count += 1
  await dynamo.send(
    new PutItemCommand({
      TableName: 'Floor',
      Item: { pk: { S: String(count) }, answers: { S: JSON.stringify(body) } },
      ConditionExpression: 'attribute_not_exists(pk)',
    }),
  )
  return { submitted: true }
})

answerParent(async ({ kind }: PeerRequest): Promise<unknown> => {
  if (kind === 'url') return server.endpoint
  if (kind === 'cpu') return readCpu(database.processId)
  await server.close()
  dynamo.destroy()
  await database.close()
})
