import { createPrivateKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { Temporal } from 'temporal-polyfill'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createBucketClient } from '../../../functions/platform/aws/bucket.ts'
import { toItem } from '../../../functions/platform/aws/dynamodb.ts'
import { createSigningKey, type SigningKey } from '../../../functions/platform/aws/signing-key.ts'
import { type AuditEntry, buildChainEntry } from '../../../functions/records/audit/audit.ts'
import {
  type AuditArchive,
  createAuditArchive,
  parseArchivedEntries,
} from '../../../functions/records/audit/audit-archive.store.ts'
import { digestAnchor, formatEntriesKey } from '../../../functions/records/audit/audit-archive.ts'
import { anchorAudit } from '../../../functions/workflows/audit/anchor-audit.ts'
import { archiveEntries, streamBatchSchema } from '../../../functions/workflows/audit/archive-entries.ts'
import { verifyArchivedDay } from '../../../functions/workflows/audit/verify-archived-day.ts'
import { openAnsweringServer, openTestBucket, type TestBucket } from '../../support/locked-bucket.ts'

const CHAIN = 'study#harbor-7k3f9m2p'
const event = { action: 'text.claimed', actor: { kind: 'system' } } as const
const entries: AuditEntry[] = []
for (let day = 1; day <= 4; day++)
  entries.push(buildChainEntry(CHAIN, entries.at(-1), event, `2026-03-0${day}T15:00:00.000Z`))

const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })

/** As KMS does: what it is given is a digest already. */
function createTestKey(privateKey: KeyObject = pair.privateKey): SigningKey {
  // Node hashes what it signs. A test signs the hash of the digest on both sides.
  return {
    sign: async (digest) => sign('sha256', digest, privateKey),
    verify: async (digest, signature) => verify('sha256', digest, pair.publicKey, signature),
  }
}

let bucket: TestBucket
let archive: AuditArchive
let errors: { message: string; fields: unknown }[]
const log = {
  error: (message: string, fields?: unknown) => void errors.push({ message, fields }),
} as unknown as Parameters<typeof archiveEntries>[0]['log']

beforeEach(async () => {
  bucket = await openTestBucket()
  archive = createAuditArchive(bucket.client)
  errors = []
})
afterEach(() => bucket.close())

const at = (instant: string) => ({ now: () => Temporal.Instant.from(instant) })

function append(batch: readonly AuditEntry[], eventName = 'INSERT') {
  return archiveEntries(
    { archive, log },
    streamBatchSchema.parse({
      Records: batch.map((entry) => ({
        eventName,
        dynamodb: {
          SequenceNumber: `100${entry.sequence}`,
          ApproximateCreationDateTime: Date.parse(entry.at) / 1000,
          ...(eventName === 'REMOVE'
            ? {}
            : {
                NewImage: toItem({
                  ...{ ...entry, pk: entry.scope, sk: String(entry.sequence).padStart(10, '0') },
                }),
              }),
        },
      })),
    }),
  )
}

const anchor = (now: string, key = createTestKey()) => anchorAudit({ archive, key, clock: at(now) })
const verifyDay = (now: string, stored: readonly AuditEntry[] = entries, isTimeLeft = () => true) =>
  verifyArchivedDay(
    { archive, log, key: createTestKey(), clock: at(now), audit: { listChain: async () => stored } },
    isTimeLeft,
  )

describe('what is appended', () => {
  test('that was changed or deleted is no entry, and alarms', async () => {
    await append(entries.slice(0, 1), 'MODIFY')
    await append(entries.slice(0, 2), 'REMOVE')
    expect(errors).toEqual([
      { message: 'an audit entry was changed or deleted', fields: { count: 1 } },
      { message: 'an audit entry was changed or deleted', fields: { count: 2 } },
    ])
    expect(await archive.listObjects(undefined, '2027-01-01')).toEqual([])
  })

  test('is archived as it was written, and once when it is delivered again', async () => {
    await append(entries.slice(0, 2))
    const keys = await archive.listObjects(undefined, '2026-03-02')
    expect(keys).toEqual(['entries/2026-03-01/1001-1002.json.gz'])
    const body = await archive.findObject(keys[0] ?? '')
    await append(entries.slice(0, 2))
    expect(await archive.findObject(keys[0] ?? '')).toEqual(body)
    expect(parseArchivedEntries(body as Buffer)).toMatchObject(
      entries.slice(0, 2).map((entry) => ({ entry })),
    )
  })
})

describe('an anchor', () => {
  test('names what the archive held at the end of yesterday, and is signed', async () => {
    await append(entries.slice(0, 1))
    await append(entries.slice(1, 2))
    expect(await anchor('2026-03-02T01:00:00Z')).toEqual({ objects: 1 })
    const signed = await archive.findLastAnchor()
    expect(signed?.anchor).toMatchObject({
      ...{ day: '2026-03-01', previous: null },
      objects: [{ key: 'entries/2026-03-01/1001-1001.json.gz' }],
    })
    const digest = signed ? digestAnchor(signed.anchor) : Buffer.alloc(0)
    expect(verify('sha256', digest, pair.publicKey, Buffer.from(signed?.signature ?? '', 'base64'))).toBe(
      true,
    )
  })

  test('names the one before, takes in what came late, and is made once a day', async () => {
    await append(entries.slice(0, 1))
    await anchor('2026-03-02T01:00:00Z')
    const first = await archive.findLastAnchor()
    // Of the first day, which was anchored; and of the second.
    await archive.putEntries({ day: '2026-03-01', first: '1000', last: '1000', items: [] })
    await append(entries.slice(1, 2))
    expect(await anchor('2026-03-03T01:00:00Z')).toEqual({ objects: 2 })
    expect(await anchor('2026-03-03T02:00:00Z')).toEqual({ objects: 2 })
    const second = await archive.findLastAnchor()
    expect(second?.anchor.previous).toBe(first && digestAnchor(first.anchor).toString('hex'))
    expect(second?.anchor.objects.map(({ key }) => key)).toEqual([
      formatEntriesKey('2026-03-01', '1000', '1000'),
      formatEntriesKey('2026-03-02', '1002', '1002'),
    ])
  })
})

describe('the nightly verification alarms', () => {
  beforeEach(async () => {
    await append(entries.slice(0, 3))
    await anchor('2026-03-02T01:00:00Z')
  })
  const NOW = '2026-03-02T03:00:00Z'

  test('when there is no anchor of yesterday', async () => {
    expect((await verifyDay('2026-03-03T03:00:00Z')).named).toEqual(['no anchor of yesterday'])
    expect(errors).toEqual([{ message: 'the audit trail has a fault', fields: { count: 1 } }])
  })

  test('when an entry of that day was changed, deleted or cut off, and when a chain was written anew', async () => {
    const changed = entries.map((entry) => (entry.sequence === 2 ? { ...entry, at: 'x' } : entry))
    expect((await verifyDay(NOW, changed)).named).toEqual([`${CHAIN} 2: changed`])
    expect((await verifyDay(NOW, entries.slice(1))).named).toEqual([`${CHAIN} 1: missing`])
    expect((await verifyDay(NOW, entries.slice(0, 2))).named).toEqual([
      `${CHAIN} 3: cut off from the end of the chain`,
    ])
    const anew: AuditEntry[] = entries.slice(0, 2)
    for (const entry of entries.slice(2))
      anew.push(buildChainEntry(CHAIN, anew.at(-1), event, `${entry.at}Z`))
    expect((await verifyDay(NOW, anew)).named).toEqual([
      `${CHAIN} 3: not the entry that is recorded elsewhere`,
    ])
    expect(errors).toHaveLength(4)
  })

  test('when somebody else signed', async () => {
    await append(entries.slice(3))
    const other = createPrivateKey(
      generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }),
    )
    await anchor('2026-03-05T01:00:00Z', createTestKey(other))
    expect((await verifyDay('2026-03-05T03:00:00Z')).named).toEqual([
      'the anchor of 2026-03-04 is not signed by the key',
    ])
  })

  test('when an object is not as it was anchored', async () => {
    const replaced: AuditArchive = { ...archive, findObject: async () => gzipSync('{}') }
    const { named } = await verifyArchivedDay(
      {
        archive: replaced,
        log,
        key: createTestKey(),
        clock: at(NOW),
        audit: { listChain: async () => entries },
      },
      () => true,
    )
    expect(named).toEqual(['entries/2026-03-01/1001-1003.json.gz: not as it was anchored'])
  })

  test('and not when everything is as it was written', async () => {
    expect(await verifyDay(NOW)).toEqual({ objects: 1, chains: 1, left: 0, faults: 0, named: [] })
    expect(await verifyDay(NOW, entries, () => false)).toMatchObject({ chains: 0, left: 1, faults: 0 })
    expect(errors).toEqual([])
  })
})

describe('S3', () => {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }

  test('that refuses is an error that quotes nothing, and one that fails is asked again', async () => {
    const refusing = await openAnsweringServer(() => ({ status: 403, body: 'a secret' }))
    const settings = { endpoint: refusing.endpoint, region: 'us-east-1', credentials }
    const client = createBucketClient('archive', settings)
    await expect(client.put('a', Buffer.from('b'))).rejects.toThrow(
      /^the object could not be written: status 403$/,
    )
    await expect(client.find('a')).rejects.toThrow('status 403')
    await expect(client.list('a')).rejects.toThrow('status 403')
    await expect(client.find('a b')).rejects.toThrow('a name that none here is given')
    refusing.server.close()
    const failing = await openAnsweringServer((count) => ({ status: count < 2 ? 503 : 404 }))
    const again = createBucketClient('archive', { ...settings, endpoint: failing.endpoint })
    expect(await again.find('a')).toBeUndefined()
    expect(failing.requests).toEqual(['GET /archive/a', 'GET /archive/a'])
    failing.server.close()
  })

  test('lists page by page', async () => {
    const pages = [
      '<IsTruncated>true</IsTruncated><Key>a/1</Key><Key>a/2</Key>',
      '<IsTruncated>false</IsTruncated><Key>a/3</Key>',
    ]
    const { endpoint, requests, server } = await openAnsweringServer((count) => ({
      ...{ status: 200, body: pages[count - 1] ?? '' },
    }))
    const client = createBucketClient('archive', { endpoint, region: 'us-east-1', credentials })
    expect(await client.list('a/')).toEqual(['a/1', 'a/2', 'a/3'])
    expect(requests.at(-1)).toBe('GET /archive/?list-type=2&prefix=a%2F&start-after=a%2F2')
    server.close()
  })
})

describe('KMS', () => {
  const open = async (status: number, body: string) => {
    const { endpoint, server } = await openAnsweringServer(() => ({ status, body }))
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }
    return { key: createSigningKey('arn', { endpoint, region: 'us-east-1', credentials }), server }
  }
  const digest = Buffer.alloc(32)

  test('that refuses to sign or to verify is an error', async () => {
    const { key, server } = await open(400, '{"__type":"DisabledException"}')
    await expect(key.sign(digest)).rejects.toThrow('status 400')
    await expect(key.verify(digest, digest)).rejects.toThrow('status 400')
    server.close()
  })

  test('says of a signature that it does not fit', async () => {
    const { key, server } = await open(400, '{"__type":"KMSInvalidSignatureException"}')
    expect(await key.verify(digest, digest)).toBe(false)
    server.close()
  })

  test('signs, and verifies', async () => {
    const { key, server } = await open(200, '{"Signature":"AQI=","SignatureValid":true}')
    expect([await key.sign(digest), await key.verify(digest, digest)]).toEqual([Buffer.from([1, 2]), true])
    server.close()
  })
})
