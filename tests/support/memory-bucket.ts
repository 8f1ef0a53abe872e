import { hash } from 'node:crypto'
import type { BucketClient } from '../../functions/platform/aws/bucket.ts'

/** A bucket that writes each object once, as S3 does with `If-None-Match: *`, and keeps how often each was written. */
export function createMemoryBucket() {
  const objects = new Map<string, Buffer>()
  const put: BucketClient['put'] = async (key, body) => {
    if (objects.has(key)) return 'exists'
    objects.set(key, Buffer.from(body))
    return 'written'
  }
  const client: BucketClient = {
    put,
    find: async (key) => objects.get(key),
    remove: async (key) => void objects.delete(key),
    list: async (prefix, after = '') =>
      [...objects.keys()].filter((key) => key.startsWith(prefix) && key > after).sort(),
    async digest(key) {
      const body = objects.get(key)
      return body && { sha256: hash('sha256', body), bytes: body.length }
    },
    openUpload(key) {
      const chunks: Uint8Array[] = []
      return {
        add: (bytes) => void chunks.push(bytes),
        drain: async () => {},
        complete: () => put(key, Buffer.concat(chunks)),
      }
    },
    presign: (key, { seconds, fileName }) =>
      `https://bucket.example/${key}?${new URLSearchParams({ seconds: String(seconds), fileName })}`,
  }
  return { client, objects }
}
