import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { createLakeFiles } from '../../../functions/platform/lake/lake-files.ts'

const folders: string[] = []
function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'concord-lake-'))
  folders.push(folder)
  return folder
}
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

const TABLE = { folder: 'facts/plans' }
const key = (site: string, name: string) => `facts/plans/study=s/site=${site}/month=2026-01/${name}.parquet`

function openBucket(objects: Map<string, string>) {
  const reads: string[] = []
  return {
    reads,
    list: async (prefix: string) => [...objects.keys()].filter((one) => one.startsWith(prefix)).sort(),
    find: async (one: string) => {
      reads.push(one)
      const found = objects.get(one)
      return found === undefined ? undefined : Buffer.from(found)
    },
  }
}

describe('files of the lake on this machine', () => {
  test('are none of a clinic that is not asked for', async () => {
    const objects = new Map([
      [key('a', '1'), 'one'],
      [key('ab', '1'), 'another clinic'],
    ])
    const bucket = openBucket(objects)
    const paths = await createLakeFiles(bucket, makeFolder()).fetch(TABLE, 's', ['a'])
    expect(paths.map((path) => readFileSync(path, 'utf8'))).toEqual(['one'])
    expect(bucket.reads).toEqual([key('a', '1')])
  })

  test('are fetched once, and go when they are gone from the bucket', async () => {
    const objects = new Map([
      [key('a', '1'), 'one'],
      [key('a', '2'), 'two'],
    ])
    const bucket = openBucket(objects)
    const files = createLakeFiles(bucket, makeFolder())
    const [first] = (await files.fetch(TABLE, 's', ['a'])) as [string]
    objects.delete(key('a', '1'))
    objects.set(key('a', '3'), 'three')
    const paths = await files.fetch(TABLE, 's', ['a'])
    expect(paths.map((path) => readFileSync(path, 'utf8'))).toEqual(['two', 'three'])
    expect(bucket.reads).toHaveLength(3)
    expect(existsSync(first)).toBe(false)
  })

  test('are listed again where one was put together with others in the meantime', async () => {
    const objects = new Map([[key('a', '1'), 'one']])
    const bucket = openBucket(objects)
    const replaced = {
      ...bucket,
      find: async (one: string) => {
        if (one === key('a', '1')) {
          objects.delete(one)
          objects.set(key('a', 'c'), 'all')
        }
        return bucket.find(one)
      },
    }
    const paths = await createLakeFiles(replaced, makeFolder()).fetch(TABLE, 's', ['a'])
    expect(paths.map((path) => readFileSync(path, 'utf8'))).toEqual(['all'])
  })

  test('that are gone at each try are an error', async () => {
    const bucket = { list: async () => [key('a', '1')], find: async () => undefined }
    await expect(createLakeFiles(bucket, makeFolder()).fetch(TABLE, 's', ['a'])).rejects.toThrow(
      'were gone while they were read',
    )
  })
})
