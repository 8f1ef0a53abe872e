import { hash } from 'node:crypto'
import { readServiceSettings } from './environment-credentials.ts'
import type { ServiceSettings } from './json-service.ts'
import { createSigner, type SignedTarget } from './sign-request.ts'

/** One request. Objects here are below a megabyte. */
const REQUEST_MILLISECONDS = 20_000
const MAX_TRIES = 4
const FIRST_PAUSE_MILLISECONDS = 200

/** Names of objects: no character of theirs is written otherwise in an address or in XML. */
const PLAIN_KEY = /^[A-Za-z0-9/._-]+$/

/** Objects of one bucket of S3. */
export type BucketClient = {
  /** Writes an object unless there is one of that name. */
  put(key: string, body: Uint8Array): Promise<'written' | 'exists'>
  /** Undefined where there is none. */
  find(key: string): Promise<Buffer | undefined>
  /** Keys with the prefix and behind `after`, in order. */
  list(prefix: string, after?: string): Promise<readonly string[]>
}

/**
 * The three requests that the archive needs, by the signer that is there: the SDK's client for S3 is 700 kB of what else S3
 * can do.
 *
 * @throws Error with the status of a reply that is none of those expected, never with its body
 */
export function createBucketClient(bucket: string, settings?: ServiceSettings): BucketClient {
  let opened: Connection | undefined
  const send: Connection = (...request) => {
    opened ??= connect(bucket, settings ?? readServiceSettings('S3'))
    return opened(...request)
  }
  return {
    async put(key, body) {
      const { status } = await send('PUT', requirePlain(key), '', body, { 'if-none-match': '*' })
      if (status === 412) return 'exists'
      if (status !== 200) throw new Error(`the object could not be written: status ${status}`)
      return 'written'
    },
    async find(key) {
      const { status, body } = await send('GET', requirePlain(key), '')
      if (status === 404) return undefined
      if (status !== 200) throw new Error(`the object could not be read: status ${status}`)
      return body
    },
    async list(prefix, after = '') {
      const keys: string[] = []
      for (let last: string | undefined = after; last !== undefined; ) {
        const query: string = new URLSearchParams([
          ['list-type', '2'],
          ['prefix', prefix],
          ['start-after', last],
        ]).toString()
        const { status, body } = await send('GET', '', query)
        if (status !== 200) throw new Error(`the objects could not be listed: status ${status}`)
        const xml = body.toString()
        const page = [...xml.matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, key = '']) => requirePlain(key))
        keys.push(...page)
        last = xml.includes('<IsTruncated>true</IsTruncated>') ? page.at(-1) : undefined
      }
      return keys
    },
  }
}

function requirePlain(key: string): string {
  if (!PLAIN_KEY.test(key)) throw new Error('an object has a name that none here is given')
  return key
}

type Reply = { readonly status: number; readonly body: Buffer }
type Connection = (
  method: 'GET' | 'PUT',
  key: string,
  query: string,
  body?: Uint8Array,
  headers?: Readonly<Record<string, string>>,
) => Promise<Reply>

function connect(bucket: string, { region, credentials, endpoint }: ServiceSettings): Connection {
  const domain = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com'
  const base = new URL(endpoint ? `${endpoint}/${bucket}` : `https://${bucket}.s3.${region}.${domain}`)
  const sign = createSigner({ region, service: 's3', credentials })
  const folder = base.pathname.replace(/\/$/, '')
  return async (method, key, query, body = new Uint8Array(), headers = {}) => {
    const target: SignedTarget = { method, path: `${folder}/${key}`, query }
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
      const reply = await sendOnce(address, method, signed, method === 'PUT' ? body : undefined)
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
): Promise<Reply | undefined> {
  try {
    const reply = await fetch(address, {
      ...{ method, headers, signal: AbortSignal.timeout(REQUEST_MILLISECONDS) },
      ...(body && { body: Buffer.from(body) }),
    })
    return { status: reply.status, body: Buffer.from(await reply.arrayBuffer()) }
  } catch {
    return undefined
  }
}
