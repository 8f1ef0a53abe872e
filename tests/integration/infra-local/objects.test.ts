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
    ['Reader', [{ Effect: 'Allow', Action: ['s3:GetObject'], Resource: resource('reports') }]],
  ] as const),
)
const connect = (endpoint: string, accessKeyId: string) =>
  createBucketClient('Files', {
    ...{ endpoint, region: 'us-east-1', credentials: { accessKeyId, secretAccessKey: 'x' } },
  })
const open = () => startObjects(folder, () => ({ permissions }))

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
