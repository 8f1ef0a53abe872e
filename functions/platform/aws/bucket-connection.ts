import { hash } from 'node:crypto'
import type { ServiceSettings } from './json-service.ts'
import { createSigner, type SignedTarget } from './sign-request.ts'

/** One request. What is sent or got at once is below ten megabytes. */
const REQUEST_MILLISECONDS = 20_000
const MAX_TRIES = 4
const FIRST_PAUSE_MILLISECONDS = 200

/** Names of objects: of their characters `=` alone is written otherwise in an address, and none in XML. */
const PLAIN_KEY = /^[A-Za-z0-9/._=-]+$/

export type BucketReply = {
  readonly status: number
  readonly body: Buffer
  /** The entity tag, of what was written. */
  readonly tag: string | undefined
}

/** @throws Error where S3 did not answer, after several tries; never with a body */
export type BucketConnection = (
  method: 'DELETE' | 'GET' | 'POST' | 'PUT',
  key: string,
  query: string,
  body?: Uint8Array,
  headers?: Readonly<Record<string, string>>,
) => Promise<BucketReply>

/** @throws Error */
export function requirePlainKey(key: string): string {
  if (!PLAIN_KEY.test(key)) throw new Error('an object has a name that none here is given')
  return key
}

/** Where a bucket is, as an address without a slash at its end. */
export function findBucketAddress(bucket: string, { region, endpoint }: ServiceSettings): URL {
  const domain = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com'
  return new URL(endpoint ? `${endpoint}/${bucket}` : `https://${bucket}.s3.${region}.${domain}`)
}

export function connectBucket(bucket: string, settings: ServiceSettings): BucketConnection {
  const { region, credentials } = settings
  const base = findBucketAddress(bucket, settings)
  const sign = createSigner({ region, service: 's3', credentials })
  const folder = base.pathname.replace(/\/$/, '')
  return async (method, key, query, body = new Uint8Array(), headers = {}) => {
    const target: SignedTarget = { method, path: `${folder}/${key.replaceAll('=', '%3D')}`, query }
    const digest = hash('sha256', body, 'buffer')
    for (let tries = 1; ; tries += 1) {
      const signed = sign(
        {
          ...{ ...headers, host: base.host, 'x-amz-content-sha256': digest.toString('hex') },
          // A bucket whose objects are locked asks for it.
          ...(method === 'PUT' && { 'x-amz-checksum-sha256': digest.toString('base64') }),
        },
        body,
        new Date(),
        target,
      )
      const address = `${base.origin}${target.path}${query === '' ? '' : `?${query}`}`
      const reply = await sendOnce(
        address,
        method,
        signed,
        method === 'GET' || method === 'DELETE' ? undefined : body,
      )
      if (reply !== undefined && reply.status < 500 && reply.status !== 429 && reply.status !== 409)
        return reply
      if (tries === MAX_TRIES) throw new Error(`S3 did not answer: status ${reply?.status ?? 'none'}`)
      await new Promise((resolve) => setTimeout(resolve, FIRST_PAUSE_MILLISECONDS * 2 ** tries))
    }
  }
}

/** Undefined where the connection was lost or nothing came back in time. */
async function sendOnce(
  address: string,
  method: string,
  { host: _, ...headers }: Record<string, string>,
  body: Uint8Array | undefined,
): Promise<BucketReply | undefined> {
  try {
    const reply = await fetch(address, {
      ...{ method, headers, signal: AbortSignal.timeout(REQUEST_MILLISECONDS) },
      ...(body && { body: Buffer.from(body) }),
    })
    const tag = reply.headers.get('etag') ?? undefined
    return { status: reply.status, body: Buffer.from(await reply.arrayBuffer()), tag }
  } catch {
    return undefined
  }
}
