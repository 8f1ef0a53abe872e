import { hash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createBucketClient } from '../../../functions/platform/aws/bucket.ts'
import { openBucketUpload } from '../../../functions/platform/aws/bucket-upload.ts'
import { openTestBucket, type TestBucket } from '../../support/locked-bucket.ts'

/* Against an emulator that others have written, since our own could share a misreading with the client. */

let bucket: TestBucket
beforeEach(async () => {
  bucket = await openTestBucket()
})
afterEach(() => bucket.close())

const PARTS = Array.from({ length: 6 }, (_, at) => Buffer.alloc(3_500_000, `part ${at}`))
const WHOLE = Buffer.concat(PARTS)

describe('an object of several parts', () => {
  test('is there once it is complete, with the bytes that were added', async () => {
    const upload = openBucketUpload(bucket.send, 'exports/registry/large')
    for (const part of PARTS) {
      upload.add(part)
      await upload.drain()
    }
    expect(await bucket.client.find('exports/registry/large')).toBeUndefined()
    expect(await upload.complete()).toBe('written')
    expect(hash('sha256', (await bucket.client.find('exports/registry/large')) ?? '')).toBe(
      hash('sha256', WHOLE),
    )
    expect(await bucket.client.digest('exports/registry/large')).toEqual({
      ...{ sha256: hash('sha256', WHOLE), bytes: WHOLE.length },
    })
  })

  test('is got by a signed address', async () => {
    await bucket.client.put('exports/registry/small', Buffer.from('zip'))
    const address = bucket.client.presign('exports/registry/small', {
      ...{ seconds: 60, fileName: 'a.zip', mediaType: 'application/zip' },
    })
    expect(await (await fetch(address)).text()).toBe('zip')
  })
})

test.each([1, 8 * 1024 * 1024 - 1, 8 * 1024 * 1024, 8 * 1024 * 1024 + 1])(
  'an object of %d bytes is written and hashed whole',
  async (length) => {
    const bytes = Buffer.alloc(length, 'x')
    const upload = openBucketUpload(bucket.send, 'exports/registry/one')
    upload.add(bytes)
    expect(await upload.complete()).toBe('written')
    expect(await bucket.client.digest('exports/registry/one')).toEqual({
      ...{ sha256: hash('sha256', bytes), bytes: length },
    })
  },
)

test('what is not there has no digest', async () => {
  expect(await bucket.client.digest('exports/registry/none')).toBeUndefined()
})

test('holds less than one part beside what was sent', async () => {
  const sent: number[] = []
  const upload = openBucketUpload(
    async (method, _, query, body) => {
      if (method === 'PUT') sent.push(body?.length ?? 0)
      const reply = query === 'uploads=' ? '<UploadId>u</UploadId>' : ''
      return { status: 200, body: Buffer.from(reply), tag: '"t"' }
    },
    'exports/registry/many',
    1000,
  )
  let added = 0
  for (let at = 0; at < 500; at += 1) {
    upload.add(Buffer.alloc(77))
    added += 77
    await upload.drain()
    expect(added - sent.reduce((sum, length) => sum + length, 0)).toBeLessThan(1000)
  }
  expect(await upload.complete()).toBe('written')
  expect(sent.slice(0, -1).every((length) => length === 1000)).toBe(true)
  expect(sent.reduce((sum, length) => sum + length, 0)).toBe(added)
})

test.each([
  ['refused by a condition', 412, '', 'exists'],
  ['gone, since an earlier reply was lost', 404, '', 'exists'],
])('an upload that is %s is there already', async (_, status, body, expected) => {
  expect(await completeWith(status, body)).toBe(expected)
})

test('an upload that fails after its reply has begun is an error', async () => {
  await expect(completeWith(200, '<Error><Code>InternalError</Code></Error>')).rejects.toThrow('status 200')
  await expect(completeWith(403, 'a secret')).rejects.toThrow(
    /^the upload could not be completed: status 403$/,
  )
})

function completeWith(status: number, body: string): Promise<string> {
  const upload = openBucketUpload(
    async (method, _, query) => {
      if (query === 'uploads=')
        return { status: 200, body: Buffer.from('<UploadId>u</UploadId>'), tag: undefined }
      if (method === 'PUT') return { status: 200, body: Buffer.alloc(0), tag: '"t"' }
      return { status, body: Buffer.from(body), tag: undefined }
    },
    'exports/registry/many',
    10,
  )
  upload.add(Buffer.alloc(25))
  return upload.complete()
}

test('no client is made of a name that would lead elsewhere', () => {
  const client = createBucketClient('archive', {
    ...{ endpoint: 'http://127.0.0.1:1', region: 'us-east-1' },
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  })
  expect(() => client.openUpload('exports/../x?y')).toThrow('an object has a name')
})
