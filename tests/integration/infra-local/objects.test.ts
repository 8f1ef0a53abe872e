import { hash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { createBucketClient } from '../../../functions/platform/aws/bucket.ts'
import { startObjects } from '../../../infra/local/runtime/objects.ts'
import { Permissions } from '../../../infra/local/runtime/permissions.ts'

const folder = mkdtempSync(join(tmpdir(), 'concord-objects-'))
afterAll(() => rmSync(folder, { recursive: true }))

const resource = (prefix: string) => [`arn:aws:s3:::Files/${prefix}/*`]
const permissions = new Permissions(
  new Map([
    [
      'Writer',
      [{ Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: resource('reports') }],
    ],
    [
      'Compactor',
      [
        {
          ...{ Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'] },
          Resource: resource('facts'),
        },
        { Effect: 'Allow', Action: ['s3:ListBucket'], Resource: ['arn:aws:s3:::Files'] },
      ],
    ],
    ['Reader', [{ Effect: 'Allow', Action: ['s3:GetObject'], Resource: resource('reports') }]],
  ] as const),
)
const connect = (endpoint: string, accessKeyId: string) =>
  createBucketClient('Files', {
    ...{ endpoint, region: 'us-east-1', credentials: { accessKeyId, secretAccessKey: 'x' } },
  })
const open = () => startObjects(folder, () => ({ permissions }))

/** More than two parts of an upload, the last of them short. */
const PARTS = Array.from({ length: 5 }, (_, at) => Buffer.alloc(4_000_000, `part ${at}`))
const WHOLE = { sha256: hash('sha256', Buffer.concat(PARTS)), bytes: 20_000_000 }

describe('objects', () => {
  test('are put once, read by whose role says so, and outlive the process', async () => {
    const first = await open()
    const writer = connect(first.endpoint, 'Writer')
    expect(await writer.find('reports/a.html')).toBeUndefined()
    expect(await writer.put('reports/a.html', Buffer.from('one'))).toBe('written')
    expect(await writer.put('reports/a.html', Buffer.from('two'))).toBe('exists')
    await first.close()
    const second = await open()
    expect((await connect(second.endpoint, 'Reader').find('reports/a.html'))?.toString()).toBe('one')
    await second.close()
  })

  test.each([
    ['a role that may not write', 'Reader', 'reports/b.html'],
    ['another prefix', 'Writer', 'parts/b.html'],
    ['nobody', 'Unknown', 'reports/b.html'],
  ])('are refused to %s', async (_, who, key) => {
    const objects = await open()
    await expect(connect(objects.endpoint, who).put(key, Buffer.from('x'))).rejects.toThrow('status 403')
    await objects.close()
  })

  test('of several parts are there once they are complete, once', async () => {
    const objects = await open()
    const writer = connect(objects.endpoint, 'Writer')
    const key = 'reports/large.csv'
    const [first, second] = [writer.openUpload(key), writer.openUpload(key)]
    for (const upload of [first, second])
      for (const part of PARTS) {
        upload.add(part)
        await upload.drain()
      }
    expect(await writer.digest(key)).toBeUndefined()
    expect(await first.complete()).toBe('written')
    expect(await second.complete()).toBe('exists')
    expect(await writer.digest(key)).toEqual(WHOLE)
    expect(await connect(objects.endpoint, 'Reader').digest(key)).toEqual(WHOLE)
    const refused = connect(objects.endpoint, 'Reader').openUpload('reports/other.csv')
    refused.add(PARTS[0] ?? new Uint8Array())
    await expect(refused.complete()).rejects.toThrow('status 403')
    await objects.close()
  })

  test('are got by a signed address while it lasts, as its signer may, as a file', async () => {
    const objects = await open()
    await connect(objects.endpoint, 'Writer').put('reports/signed.zip', Buffer.from('zip'))
    const sign = (who: string, seconds: number) =>
      connect(objects.endpoint, who).presign('reports/signed.zip', {
        ...{ seconds, fileName: 'registry-tidy.zip', mediaType: 'application/zip' },
      })
    const reply = await fetch(sign('Reader', 60))
    expect(reply.headers.get('content-disposition')).toBe('attachment; filename="registry-tidy.zip"')
    expect(reply.headers.get('content-type')).toBe('application/zip')
    expect(await reply.text()).toBe('zip')
    expect((await fetch(sign('Unknown', 60))).status).toBe(403)
    expect((await fetch(sign('Reader', -1))).status).toBe(403)
    expect((await fetch(sign('Writer', 60), { method: 'PUT', body: 'x' })).status).toBe(403)
    await objects.close()
  })

  test('are listed and deleted by whose role says so, in pages and in the order of their names', async () => {
    const objects = await open()
    const compactor = connect(objects.endpoint, 'Compactor')
    const format = (at: number) =>
      `facts/plans/study=pain/site=harbor/month=2026-01/a-${String(at).padStart(4, '0')}.parquet`
    const keys = Array.from({ length: 1_001 }, (_, at) => format(at))
    for (const key of keys) await compactor.put(key, Buffer.from(key))
    await compactor.put('facts/plans/study=pain/site=harbor-2/month=2026-01/a.parquet', Buffer.from('x'))
    await expect(connect(objects.endpoint, 'Reader').list('facts/')).rejects.toThrow('status 403')
    await expect(connect(objects.endpoint, 'Writer').remove(format(0))).rejects.toThrow('status 403')
    const prefix = 'facts/plans/study=pain/site=harbor/'
    expect(await compactor.list(prefix)).toEqual(keys)
    expect(await compactor.list(prefix, format(998))).toEqual(keys.slice(999))
    expect((await compactor.find(format(7)))?.toString()).toBe(format(7))
    await compactor.remove(format(7))
    await compactor.remove(format(7))
    expect(await compactor.find(format(7))).toBeUndefined()
    expect(await compactor.list(prefix)).toHaveLength(1_000)
    expect(await compactor.list('facts/none/')).toEqual([])
    await expect(compactor.list('facts/../../')).rejects.toThrow('status 501')
    await objects.close()
  })

  test.each(['/Files/../secret', '/Files/reports/%2e%2e/secret', '/Files'])(
    'lead nowhere else: %s',
    async (path) => {
      const objects = await open()
      const reply = await fetch(objects.endpoint + path)
      expect(reply.status).not.toBe(200)
      await objects.close()
    },
  )
})
