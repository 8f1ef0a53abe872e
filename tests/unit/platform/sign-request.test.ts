import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { S3Client } from '@aws-sdk/client-s3'
import { expect, test } from 'vitest'
import { createSigner, presignAddress } from '../../../functions/platform/aws/sign-request.ts'

const AT = new Date('2026-03-02T15:04:05.678Z')
const BODY = JSON.stringify({ TableName: 'T', Key: { pk: { S: 'Zoë – 7' } } })
const HEADERS = {
  host: 'dynamodb.eu-central-1.amazonaws.com',
  'content-type': 'application/x-amz-json-1.0',
  'x-amz-target': 'DynamoDB_20120810.GetItem',
}
const LASTING = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG' }

test.each([
  ['of a function, with a session', { ...LASTING, sessionToken: 'a/session+of==' }],
  ['that last, without a session', LASTING],
])('by credentials %s, the headers are those of the SDK’s own signer', async (_, credentials) => {
  const sdk = await new DynamoDBClient({ region: 'eu-central-1', credentials }).config.signer()
  const request = {
    ...{ method: 'POST', protocol: 'https:', hostname: HEADERS.host, path: '/', query: {} },
    ...{ headers: HEADERS, body: BODY },
  }
  const { headers } = await sdk.sign(request as unknown as Parameters<typeof sdk.sign>[0], {
    signingDate: AT,
    unsignableHeaders: new Set(['x-amz-content-sha256']),
  })
  const sign = createSigner({ region: 'eu-central-1', service: 'dynamodb', credentials })
  const { 'x-amz-content-sha256': _hash, ...expected } = headers
  expect(sign(HEADERS, BODY, AT)).toEqual(expected)
})

test('the next day has a key of its own', () => {
  const sign = createSigner({ region: 'eu-central-1', service: 'dynamodb', credentials: LASTING })
  const fresh = () => createSigner({ region: 'eu-central-1', service: 'dynamodb', credentials: LASTING })
  sign(HEADERS, BODY, AT)
  const next = new Date(AT.getTime() + 86_400_000)
  expect(sign(HEADERS, BODY, next)).toEqual(fresh()(HEADERS, BODY, next))
})

test('of another method, with a path and a query, the headers are those of the SDK’s own signer', async () => {
  const sdk = await new DynamoDBClient({ region: 'eu-central-1', credentials: LASTING }).config.signer()
  const headers = { host: HEADERS.host, 'if-none-match': '*' }
  const body = Buffer.from('entries')
  const request = {
    ...{ method: 'PUT', protocol: 'https:', hostname: HEADERS.host, path: '/entries/a-1.json.gz' },
    ...{ query: { 'list-type': '2', prefix: 'entries/2026-03-02' }, headers, body },
  }
  const signed = await sdk.sign(request as unknown as Parameters<typeof sdk.sign>[0], {
    signingDate: AT,
    unsignableHeaders: new Set(['x-amz-content-sha256']),
  })
  const { 'x-amz-content-sha256': _hash, ...expected } = signed.headers
  const target = {
    ...{ method: 'PUT', path: '/entries/a-1.json.gz' },
    query: 'list-type=2&prefix=entries%2F2026-03-02',
  }
  const sign = createSigner({ region: 'eu-central-1', service: 'dynamodb', credentials: LASTING })
  expect(sign(headers, body, AT, target)).toEqual(expected)
})

test.each([
  ['of a function, with a session', { ...LASTING, sessionToken: 'a/session+of==' }],
  ['that last, without a session', LASTING],
])('by credentials %s, a signed address is that of the SDK’s own signer', async (_, credentials) => {
  const sdk = await new S3Client({ region: 'eu-central-1', credentials }).config.signer()
  if (!('presign' in sdk)) throw new Error('the signer of the SDK signs no address')
  const asked = {
    'response-content-disposition': 'attachment; filename="registry-tidy.zip"',
    'response-content-type': 'application/zip',
  }
  const hostname = 'files.s3.eu-central-1.amazonaws.com'
  const request = {
    ...{ method: 'GET', protocol: 'https:', hostname, path: '/exports/registry/0123', query: asked },
    headers: { host: hostname, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' },
  }
  const presign = sdk.presign as (one: typeof request, how: object) => Promise<{ query?: object }>
  const { query = {} } = await presign.call(sdk, request, {
    ...{ signingDate: AT, expiresIn: 120, signingRegion: 'eu-central-1', signingService: 's3' },
    ...{ unsignableHeaders: new Set(['x-amz-content-sha256']), unhoistableHeaders: new Set() },
  })
  const address = presignAddress(
    { region: 'eu-central-1', service: 's3', credentials },
    { origin: `https://${hostname}`, path: '/exports/registry/0123', seconds: 120, at: AT },
    // The SDK says in the address too that the body is not signed.
    { ...asked, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' },
  )
  expect(Object.fromEntries(new URL(address).searchParams)).toEqual(query)
})

/** https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html, “An Example” */
test('a signed address has the signature that AWS prints', () => {
  const address = presignAddress(
    {
      ...{ region: 'us-east-1', service: 's3' },
      credentials: {
        accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
        secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
      },
    },
    {
      ...{ origin: 'https://examplebucket.s3.amazonaws.com', path: '/test.txt', seconds: 86_400 },
      at: new Date('2013-05-24T00:00:00Z'),
    },
  )
  expect(new URL(address).searchParams.get('X-Amz-Signature')).toBe(
    'aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404',
  )
})
