import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { expect, test } from 'vitest'
import { createSigner } from '../../../functions/platform/aws/sign-request.ts'

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
