import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  DynamoDBServiceException,
  type ServiceOutputTypes,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb'
import { retryRequest } from './dynamodb-retry.ts'
import { readServiceSettings } from './environment-credentials.ts'
import {
  createJsonService,
  type JsonService,
  type ServiceReply,
  type ServiceSettings,
} from './json-service.ts'

/*
 * The one client, tuned once. As it comes, the SDK spends 450 µs of processor time on a GetItem, most of it in a dozen
 * layers that work out anew for every request what never changes here: region, endpoint, credentials, user agent, retry
 * strategy, the form of every value. In their place stands one layer. What a command says is what DynamoDB's JSON says, as
 * long as no attribute is binary, and none is; so it is written and read as it stands.
 *
 * The SDK would put a random `ClientRequestToken` into every transaction, by which DynamoDB knows a repetition for ten
 * minutes. None is sent here, because every transaction of ours is unrepeatable by its own conditions (the next audit entry
 * must not exist) for ever, and the token costs both sides. Whoever adds a transaction without such a condition must send one.
 */

const VERSION = 'DynamoDB_20120810'

/**
 * @param readSettings called once, at the first request
 * @param connect the same
 */
export function createDynamo(
  readSettings: () => ServiceSettings = () => readServiceSettings('DYNAMODB'),
  connect: (settings: ServiceSettings) => JsonService = connectDynamo,
): DynamoDBClient {
  let service: JsonService | undefined
  const client = new DynamoDBClient({
    cacheMiddleware: true,
    requestHandler: {
      handle: () => Promise.reject(new Error('every request goes by the layer below')),
      destroy: () => service?.destroy(),
    },
  })
  client.middlewareStack.add(
    // Its outer half runs once per kind of command (`cacheMiddleware`), its inner half once per request.
    (_next, { commandName = '' }) => {
      const target = `${VERSION}.${commandName.replace(/Command$/, '')}`
      return async ({ input }) => {
        service ??= connect(readSettings())
        const { post } = service
        const body = JSON.stringify(input)
        // Signed anew at each try: a signature says when it was made.
        return await retryRequest(async () => readReply(await post(target, body)))
      }
    },
    { name: 'shortStack', step: 'initialize', priority: 'high' },
  )
  return client
}

function connectDynamo(settings: ServiceSettings): JsonService {
  return createJsonService('dynamodb', '1.0', settings)
}

/** @throws DynamoDBServiceException what DynamoDB refuses, as the SDK's own class where its caller looks for it */
function readReply(response: ServiceReply): { response: ServiceReply; output: ServiceOutputTypes } {
  const { status, requestId, body } = response
  const $metadata = { httpStatusCode: status, ...(requestId !== undefined && { requestId }) }
  if (status === 200) return { response, output: { ...JSON.parse(body), $metadata } }
  throw buildError(parseError(body), $metadata)
}

type Refusal = Readonly<Record<string, unknown>>

/** A reply that is not DynamoDB's own, such as a gateway's page, says nothing. */
function parseError(body: string): Refusal {
  try {
    const parsed: unknown = JSON.parse(body)
    return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {}
  } catch {
    return {}
  }
}

function buildError(refusal: Refusal, $metadata: { httpStatusCode: number }): DynamoDBServiceException {
  const name = String(refusal.__type ?? 'UnknownError').replace(/^.*#/, '')
  // DynamoDB writes it in both ways.
  const message = String(refusal.message ?? refusal.Message ?? name)
  const fields = { ...refusal, name, message, $metadata }
  if (name === 'ConditionalCheckFailedException') return new ConditionalCheckFailedException(fields)
  if (name === 'TransactionCanceledException') return new TransactionCanceledException(fields)
  const $fault = $metadata.httpStatusCode >= 500 ? 'server' : 'client'
  return new DynamoDBServiceException({ name, message, $metadata, $fault })
}
