import { createHash } from 'node:crypto'
import {
  type BucketConnection,
  connectBucket,
  findBucketAddress,
  requirePlainKey,
} from './bucket-connection.ts'
import { type BucketUpload, openBucketUpload } from './bucket-upload.ts'
import { readServiceSettings } from './environment-credentials.ts'
import type { ServiceSettings } from './json-service.ts'
import { presignAddress } from './sign-request.ts'

/** How much of an object is read at once when it is hashed. */
const RANGE_BYTES = 8 * 1024 * 1024

/** Objects of one bucket of S3. */
export type BucketClient = {
  /** Writes an object unless there is one of that name. */
  put(key: string, body: Uint8Array): Promise<'written' | 'exists'>
  /** Undefined where there is none. */
  find(key: string): Promise<Buffer | undefined>
  /** Takes an object away; one that is not there is no fault. */
  remove(key: string): Promise<void>
  /** Keys with the prefix and behind `after`, in order. */
  list(prefix: string, after?: string): Promise<readonly string[]>
  /** SHA-256 and length of an object, of which a few megabytes are held; undefined where there is none. */
  digest(key: string): Promise<ObjectDigest | undefined>
  /** Begins an object that may be too large for the memory. */
  openUpload(key: string): BucketUpload
  /** An address at which anyone who has it gets the object for so long, as a file to be saved. */
  presign(key: string, of: PresignedFile): string
}

export type ObjectDigest = { readonly sha256: string; readonly bytes: number }

export type PresignedFile = {
  /** At most seven days. */
  readonly seconds: number
  /** Of plain characters. */
  readonly fileName: string
  readonly mediaType: string
}

/**
 * The few requests that the archive and reports need, by the signer that is there: the SDK's client for S3 is 700 kB of what
 * else S3 can do.
 *
 * @throws Error with the status of a reply that is none of those expected, never with its body
 */
export function createBucketClient(bucket: string, settings?: ServiceSettings): BucketClient {
  let opened: BucketConnection | undefined
  const readSettings = () => settings ?? readServiceSettings('S3')
  const send: BucketConnection = (...request) => {
    opened ??= connectBucket(bucket, readSettings())
    return opened(...request)
  }
  return {
    async put(key, body) {
      const { status } = await send('PUT', requirePlainKey(key), '', body, { 'if-none-match': '*' })
      if (status === 412) return 'exists'
      if (status !== 200) throw new Error(`the object could not be written: status ${status}`)
      return 'written'
    },
    async find(key) {
      const { status, body } = await send('GET', requirePlainKey(key), '')
      if (status === 404) return undefined
      if (status !== 200) throw new Error(`the object could not be read: status ${status}`)
      return body
    },
    async remove(key) {
      const { status } = await send('DELETE', requirePlainKey(key), '')
      if (status !== 204 && status !== 404)
        throw new Error(`the object could not be removed: status ${status}`)
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
        const page = [...xml.matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, key = '']) => requirePlainKey(key))
        keys.push(...page)
        last = xml.includes('<IsTruncated>true</IsTruncated>') ? page.at(-1) : undefined
      }
      return keys
    },
    async digest(key) {
      const hash = createHash('sha256')
      for (let bytes = 0; ; ) {
        const range = { range: `bytes=${bytes}-${bytes + RANGE_BYTES - 1}` }
        const { status, body } = await send('GET', requirePlainKey(key), '', undefined, range)
        if (status === 404) return undefined
        // Behind its end there is nothing.
        const isOver = status === 416
        const isRange = status === 206 || (status === 200 && bytes === 0)
        if (!isOver && !isRange) throw new Error(`the object could not be read: status ${status}`)
        if (!isOver) hash.update(body)
        bytes += isOver ? 0 : body.length
        if (isOver || status === 200 || body.length < RANGE_BYTES)
          return { sha256: hash.digest('hex'), bytes }
      }
    },
    openUpload: (key) => openBucketUpload(send, requirePlainKey(key)),
    presign(key, { seconds, fileName, mediaType }) {
      const found = readSettings()
      const address = findBucketAddress(bucket, found)
      const path = `${address.pathname.replace(/\/$/, '')}/${requirePlainKey(key)}`
      return presignAddress(
        { ...found, service: 's3' },
        { ...{ origin: address.origin, path, seconds }, at: new Date() },
        {
          'response-content-disposition': `attachment; filename="${fileName}"`,
          'response-content-type': mediaType,
        },
      )
    },
  }
}
