import { hash } from 'node:crypto'
import type { BucketConnection } from './bucket-connection.ts'

/** S3 takes parts of 5 MiB and more, but for the last. */
const PART_BYTES = 8 * 1024 * 1024

/** An object that is written while its bytes are still being made. */
export type BucketUpload = {
  /** Keeps bytes until the next `drain`. */
  add(bytes: Uint8Array): void
  /** Sends what makes whole parts, so that less than one stays in memory. @throws Error with a status, never with a body */
  drain(): Promise<void>
  /**
   * Sends the rest. The object is there whole or not at all.
   *
   * @returns `exists` where an object of that name is there already, which is left as it is
   */
  complete(): Promise<'written' | 'exists'>
}

type Part = { readonly tag: string; readonly checksum: string }

/**
 * A small object goes in one request, a larger one in parts. Either way it is written only where none of its name is there
 * (`If-None-Match: *`), and each part is checked by its SHA-256. Parts of an upload that was never completed are deleted by the
 * bucket’s own rule.
 *
 * @param key of plain characters
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html
 */
export function openBucketUpload(
  send: BucketConnection,
  key: string,
  partBytes: number = PART_BYTES,
): BucketUpload {
  let waiting: Uint8Array[] = []
  let length = 0
  let upload: string | undefined
  const parts: Part[] = []

  async function begin(): Promise<string> {
    const headers = { 'x-amz-checksum-algorithm': 'SHA256' }
    const { status, body } = await send('POST', key, 'uploads=', undefined, headers)
    const [, id] = /<UploadId>([^<]+)<\/UploadId>/.exec(body.toString()) ?? []
    if (status !== 200 || id === undefined) throw new Error(`the upload could not begin: status ${status}`)
    return id
  }

  async function sendPart(bytes: Uint8Array): Promise<void> {
    upload ??= await begin()
    const query = new URLSearchParams([
      ['partNumber', String(parts.length + 1)],
      ['uploadId', upload],
    ]).toString()
    const { status, tag } = await send('PUT', key, query, bytes)
    if (status !== 200 || tag === undefined) throw new Error(`a part could not be written: status ${status}`)
    parts.push({ tag, checksum: hash('sha256', bytes, 'base64') })
  }

  async function drain(): Promise<void> {
    if (length < partBytes) return
    const bytes = Buffer.concat(waiting)
    const whole = bytes.length - (bytes.length % partBytes)
    waiting = [bytes.subarray(whole)]
    length = bytes.length - whole
    for (let at = 0; at < whole; at += partBytes) await sendPart(bytes.subarray(at, at + partBytes))
  }

  return {
    add(bytes) {
      waiting.push(bytes)
      length += bytes.length
    },
    drain,
    async complete() {
      await drain()
      const rest = Buffer.concat(waiting)
      const onlyNew = { 'if-none-match': '*' }
      if (upload === undefined) {
        const { status } = await send('PUT', key, '', rest, onlyNew)
        if (status === 412) return 'exists'
        if (status !== 200) throw new Error(`the object could not be written: status ${status}`)
        return 'written'
      }
      if (rest.length > 0) await sendPart(rest)
      const query = new URLSearchParams([['uploadId', upload]]).toString()
      const { status, body } = await send('POST', key, query, Buffer.from(formatParts(parts)), onlyNew)
      // Of a reply that was lost, the same request finds the upload gone: the object is then there.
      if (status === 412 || status === 404) return 'exists'
      // It may fail after its reply has begun.
      if (status !== 200 || body.includes('<Error>'))
        throw new Error(`the upload could not be completed: status ${status}`)
      return 'written'
    },
  }
}

function formatParts(parts: readonly Part[]): string {
  const written = parts.map(
    ({ tag, checksum }, at) =>
      `<Part><PartNumber>${at + 1}</PartNumber><ETag>${tag}</ETag><ChecksumSHA256>${checksum}</ChecksumSHA256></Part>`,
  )
  return `<CompleteMultipartUpload xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${written.join('')}</CompleteMultipartUpload>`
}
