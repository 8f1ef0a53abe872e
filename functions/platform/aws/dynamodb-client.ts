import {
  DynamoDBClient,
  type GetItem$,
  type ServiceOutputTypes,
  TransactWriteItemsInput$,
} from '@aws-sdk/client-dynamodb'
import { Sha256 } from './checksum.ts'
import { retryRequest } from './dynamodb-retry.ts'
import { readCredentials, requireVariable } from './environment-credentials.ts'

/*
 * The one client, tuned once. As it comes, the SDK spends 450 µs of processor time on a GetItem, most of it in a dozen
 * layers that work out anew for every request what never changes here: region, endpoint, credentials, user agent, retry
 * strategy. In their place stands one layer, which serializes, signs, sends and deserializes with the SDK's own parts:
 * 210 µs at 64 requests at once (node 24, 2 cores).
 */

/** One try. Every index and item here is small: what takes longer is lost. */
const REQUEST_MILLISECONDS = 2_000
const CONNECTION_MILLISECONDS = 1_000
/** A function in Lambda has one event at a time and a few parallel reads; on one computer hundreds share a worker. */
const MAX_SOCKETS = 256

export type DynamoSettings = {
  readonly region: string
  readonly credentials: {
    readonly accessKeyId: string
    readonly secretAccessKey: string
    readonly sessionToken?: string
  }
  /** Of AWS in the region, unless there is one; never FIPS or dual-stack, which nothing here is set up for. */
  readonly endpoint?: string
}

/** @param readSettings called once, at the first request */
export function createDynamo(readSettings: () => DynamoSettings = readLambdaSettings): DynamoDBClient {
  const client = new DynamoDBClient({
    cacheMiddleware: true,
    sha256: Sha256,
    region: async () => readSettings().region,
    credentials: async () => readSettings().credentials,
    requestHandler: {
      httpAgent: { keepAlive: true, maxSockets: MAX_SOCKETS },
      httpsAgent: { keepAlive: true, maxSockets: MAX_SOCKETS },
      connectionTimeout: CONNECTION_MILLISECONDS,
      requestTimeout: REQUEST_MILLISECONDS,
      throwOnRequestTimeout: true,
      socketTimeout: REQUEST_MILLISECONDS,
    },
  })
  shortenStack(client, readSettings)
  return client
}

/**
 * Region and credentials as Lambda gives them to a function. It gives them once: an environment ends before its credentials
 * do, and the next one has new ones, so nothing here renews them.
 */
function readLambdaSettings(): DynamoSettings {
  const { AWS_ENDPOINT_URL_DYNAMODB } = process.env
  return {
    region: requireVariable('AWS_REGION'),
    credentials: readCredentials(),
    ...(AWS_ENDPOINT_URL_DYNAMODB !== undefined && { endpoint: AWS_ENDPOINT_URL_DYNAMODB }),
  }
}

/**
 * Puts one layer before all others of the SDK, which calls none of them. Its outer half runs once per kind of command
 * (`cacheMiddleware`), its inner half once per request. The clock is not corrected by the server's: Lambda's is right.
 */
function shortenStack(client: DynamoDBClient, readSettings: () => DynamoSettings): void {
  const protocol = client.config.protocol as Protocol
  // CloudTrail shows it beside each request, and the bench counts by it. It is not signed.
  const userAgent = process.env.AWS_LAMBDA_FUNCTION_NAME ?? 'concord'
  let connecting: ReturnType<typeof connect> | undefined
  client.middlewareStack.add(
    (_next, context) => {
      const operation = buildOperation(context.__smithy_context?.operationSchema as OperationSchema)
      return async ({ input }) => {
        connecting ??= connect(client, readSettings())
        const { host, serde, signer } = await connecting
        const request = await protocol.serializeRequest(operation, input, serde)
        request.headers.host = host
        request.headers['user-agent'] = userAgent
        request.headers['content-length'] ??= String(Buffer.byteLength(request.body))
        return await retryRequest(async () => {
          // Signed anew at each try: a signature says when it was made.
          const { response } = await client.config.requestHandler.handle(await signer.sign(request))
          try {
            return { response, output: await protocol.deserializeResponse(operation, serde, response) }
          } catch (error) {
            throw withStatus(error, response.statusCode)
          }
        })
      }
    },
    { name: 'shortStack', step: 'initialize', priority: 'high' },
  )
}

/** What is the same for every request: where to, and who signs. */
async function connect({ config }: DynamoDBClient, { region, endpoint }: DynamoSettings) {
  const { url } = config.endpointProvider({
    ...{ Region: region, UseFIPS: false, UseDualStack: false },
    ...(endpoint !== undefined && { Endpoint: endpoint }),
  })
  return {
    host: url.host,
    signer: await config.signer(),
    serde: { ...config, endpoint: async () => ({ url, ...splitUrl(url) }) },
  }
}

function splitUrl({ protocol, hostname, port, pathname: path }: URL) {
  return { protocol, hostname, path, ...(port !== '' && { port: Number(port) }) }
}

type OperationSchema = typeof GetItem$
type Operation = {
  readonly namespace: string
  readonly name: string
  readonly traits: OperationSchema[3]
  readonly input: OperationSchema[4]
  readonly output: OperationSchema[5]
}
type Signer = Awaited<ReturnType<DynamoDBClient['config']['signer']>>

/** What is used of the SDK's protocol, DynamoDB's JSON. The client's type leaves open whether it is one or makes one. */
type Protocol = {
  serializeRequest(
    operation: Operation,
    input: object,
    context: object,
  ): Promise<Parameters<Signer['sign']>[0] & { body: Uint8Array | string }>
  deserializeResponse(operation: Operation, context: object, response: unknown): Promise<ServiceOutputTypes>
}

/**
 * The SDK puts a random `ClientRequestToken` into every transaction, by which DynamoDB knows a repetition for ten minutes.
 * None is sent here, because every transaction of ours is unrepeatable by its own conditions (the next audit entry must not
 * exist) for ever, and the token costs both sides. Whoever adds a transaction without such a condition must send a token.
 */
function buildOperation([, namespace, name, traits, input, output]: OperationSchema): Operation {
  const isTransaction = resolveSchema(input) === TransactWriteItemsInput$
  return { namespace, name, traits, input: isTransaction ? TRANSACTION_WITHOUT_TOKEN : input, output }
}

function resolveSchema(schema: OperationSchema[4]): unknown {
  return typeof schema === 'function' ? schema() : schema
}

const TRANSACTION_WITHOUT_TOKEN: typeof TransactWriteItemsInput$ = (() => {
  const [kind, namespace, name, traits, members, schemas, required] = TransactWriteItemsInput$
  const kept = members.flatMap((member, at) => (member === 'ClientRequestToken' ? [] : at))
  return [
    ...([kind, namespace, name, traits] as const),
    kept.map((at) => members[at] as string),
    kept.map((at) => schemas[at] as (typeof schemas)[number]),
    required ?? 0,
  ]
})()

/** A reply that is not DynamoDB's own, such as a gateway's page, has its status at least. */
function withStatus(error: unknown, httpStatusCode: number): unknown {
  if (error instanceof Error && !('$metadata' in error))
    Object.assign(error, { $metadata: { httpStatusCode } })
  return error
}
