import { Agent, request } from 'node:http'
import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb'

type Command = { readonly input: object; readonly constructor: { readonly name: string } }

/**
 * A DynamoDB client for a local database only: it writes the commands as they are, without signing, retrying or looking
 * for an endpoint, which would take longer than everything else in a simulated history.
 */
export function bareClient(endpoint: string): DynamoDBClient {
  const agent = new Agent({ keepAlive: true })
  const { hostname, port } = new URL(endpoint)
  const send = (command: Command) =>
    new Promise((resolve, reject) => {
      const body = JSON.stringify(command.input)
      const call = request({
        ...{ agent, hostname, port, method: 'POST' },
        headers: {
          // Its form is looked at, the signature is not.
          authorization:
            'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
          'x-amz-date': '20260101T000000Z',
          'content-type': 'application/x-amz-json-1.0',
          'content-length': Buffer.byteLength(body),
          'x-amz-target': `DynamoDB_20120810.${command.constructor.name.replace(/Command$/, '')}`,
        },
      })
      call.on('error', reject)
      call.on('response', (response) => {
        let said = ''
        response.setEncoding('utf8')
        response.on('data', (part: string) => {
          said += part
        })
        response.on('end', () => {
          const read = JSON.parse(said || '{}', inOrder)
          if (response.statusCode === 200) resolve({ ...read, $metadata: {} })
          else reject(buildError(read))
        })
      })
      call.end(body)
    })
  const fields = { send, config: {}, destroy: () => agent.destroy() }
  return Object.assign(Object.create(DynamoDBClient.prototype), fields)
}

function buildError(said: {
  __type?: string
  message?: string
  Message?: string
  [field: string]: unknown
}): Error {
  const name = said.__type?.split('#').at(-1) ?? 'Unknown'
  const fields = { ...said, $metadata: {}, message: said.message ?? said.Message ?? name }
  if (name === 'ConditionalCheckFailedException') return new ConditionalCheckFailedException(fields)
  if (name === 'TransactionCanceledException') return new TransactionCanceledException(fields)
  return Object.assign(new Error(fields.message), { name })
}

/** The attributes of an item have no order: here they always come in the same one. */
function inOrder(_: string, value: unknown): unknown {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value
}
