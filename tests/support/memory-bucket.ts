import type { BucketClient } from '../../functions/platform/aws/bucket.ts'

/** A bucket that writes each object once, as S3 does with `If-None-Match: *`, and keeps how often each was written. */
export function createMemoryBucket() {
  const objects = new Map<string, Buffer>()
  const client: BucketClient = {
    async put(key, body) {
      if (objects.has(key)) return 'exists'
      objects.set(key, Buffer.from(body))
      return 'written'
    },
    find: async (key) => objects.get(key),
    list: async (prefix, after = '') =>
      [...objects.keys()].filter((key) => key.startsWith(prefix) && key > after).sort(),
  }
  return { client, objects }
}
