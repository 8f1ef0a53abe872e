import { generateKeyPairSync, hash, sign } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { DeleteItemCommand } from '@aws-sdk/client-dynamodb'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type DeployedTables, runAuditCommand } from '../../../functions/cli/run-audit-command.ts'
import {
  findDataTables,
  scanAuditEntries,
  scanHeads,
} from '../../../functions/records/audit/audit-scan.store.ts'
import { dumpTables } from '../../../infra/local/demo/dump.ts'
import { formatCanonicalJson } from '../../../surveys/values/canonical.ts'
import { type Clinic, openClinic, STUDY } from '../../support/clinic.ts'
import { submitReviewed } from '../../support/open-page.ts'

type Item = Record<string, { S?: string; N?: string }>
type Line = { table: string; item: Item }

let clinic: Clinic
let participant: string
let folder: string
let dump: string

beforeAll(async () => {
  clinic = await openClinic('2026-03-02T15:00:00.000Z')
  participant = await clinic.enrol()
  await clinic.tick()
  const link = clinic.newestLink()
  await clinic.enrol('harbor', '+12025550124')
  expect((await clinic.postJson(`${link}/1`, { answer: '7' })).status).toBe(200)
  // An answer that raises an alert has an entry of its own.
  expect((await clinic.postJson(`${link}/15`, { answer: '1' })).status).toBe(200)
  clinic.advance('P2D')
  await clinic.tick()
  expect((await submitReviewed(clinic, link)).status).toBe(200)
  folder = mkdtempSync(join(tmpdir(), 'concord-audit-'))
  dump = join(folder, 'items.jsonl')
  const { dynamo, study, audit, contacts } = clinic.tables
  await dumpTables(dynamo, [audit, study, contacts], '', new Set(), dump)
})
afterAll(() => rmSync(folder, { recursive: true }))

const readDump = (): Line[] =>
  readFileSync(dump, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))

const isEntry = ({ table }: Line) => table.startsWith('Audit')
const listChain = (chain: string) => readDump().filter((one) => isEntry(one) && one.item.pk?.S === chain)

function writeDump(change: (line: Line) => Line | undefined): string {
  const file = join(folder, 'changed.jsonl')
  const lines = readDump().flatMap((line) => change(line) ?? [])
  writeFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
  return file
}

const openTables = ({ names, unitsPerSecond }: DeployedTables) => {
  if (names.kind !== 'tables') throw new Error('no stack is deployed here')
  const { dynamo } = clinic.tables
  return Promise.resolve({
    readHeads: () => scanHeads({ dynamo, table: names.study, unitsPerSecond }),
    readEntries: () => scanAuditEntries({ dynamo, table: names.audit, unitsPerSecond }),
  })
}

async function run(...args: string[]) {
  const out: string[] = []
  const err: string[] = []
  const exitCode = await runAuditCommand(args, {
    openTables,
    out: (line) => void out.push(line),
    err: (line) => void err.push(line),
  })
  return { exitCode, out, err: err.join('\n') }
}

const has = (item: Item, chain: string, sequence: number) =>
  item.pk?.S === chain && item.sequence?.N === String(sequence)

describe('what cannot be verified ends with 2', () => {
  test.each([
    ['no order', []],
    ['another order', ['repair']],
    ['two places', ['verify', '--dump', 'a', '--stage', 'b']],
    ['half of a place', ['verify', '--audit', 'a']],
    ['half of the tables', ['verify', '--study-table', 'a']],
    ['an archive without the key that signs for it', ['verify', '--dump', 'a', '--archive', 'b']],
    ['an option that is none', ['verify', '--fix']],
    ['a rate that is none', ['verify', '--rate', '0']],
  ])('%s, and says how to ask', async (_, args) => {
    const { exitCode, out, err } = await run(...args)
    expect([exitCode, out]).toEqual([2, []])
    expect(err).toContain('npm run audit -- verify')
  })

  test('a file that is not there', async () => {
    expect(await run('verify', '--dump', join(folder, 'none.jsonl'))).toMatchObject({ exitCode: 2, out: [] })
  })

  test('a file of something else, by its line and without its text', async () => {
    const file = join(folder, 'other.jsonl')
    for (const line of ['Ada Lovelace', '{"name":"Ada Lovelace"}', '{"table":"AuditTable","item":7}']) {
      writeFileSync(file, `\n${line}\n`)
      const { exitCode, err } = await run('verify', '--dump', file)
      expect([exitCode, err]).toEqual([2, `${file}, line 2: not an item of a table`])
    }
  })

  test('a place without an entry', async () => {
    const { exitCode, err } = await run(
      'verify',
      '--dump',
      writeDump(() => undefined),
    )
    expect(exitCode).toBe(2)
    expect(err).toContain('No audit entry was found there.')
  })

  test('a stack that is not deployed', async () => {
    expect((await run('verify', '--stage', 'staging')).exitCode).toBe(2)
    await expect(findDataTables(clinic.tables.dynamo, 'ConcordData-nowhere')).rejects.toThrow(
      '0 Audit tables',
    )
  })
})

describe('a dump with a fault ends with 1', () => {
  test('one entry edited, one deleted, the last one cut off: each is named', async () => {
    const [own, survey, texts] = ['', '#baseline', '#baseline#TEXTS'].map(
      (part) => `${STUDY}#${participant}${part}`,
    ) as [string, string, string]
    const last = listChain(survey).length
    expect([listChain(own).length, last, listChain(texts).length]).toEqual([2, 2, 2])
    const file = writeDump((line) => {
      const { item } = line
      if (!isEntry(line)) return line
      if (has(item, own, 1)) return { ...line, item: { ...item, at: { S: '2026-03-01T15:00:00.000Z' } } }
      if (has(item, texts, 1) || has(item, survey, last)) return undefined
      return line
    })
    const { exitCode, out, err } = await run('verify', '--dump', file)
    expect(exitCode).toBe(1)
    expect(out.toSorted()).toEqual(
      [
        `${own} 1: changed`,
        `${survey} ${last}: cut off from the end of the chain`,
        `${texts} 1: missing`,
      ].toSorted(),
    )
    expect(err).toContain('3 faults')
  })

  test('as JSON, one line each and one for the summary', async () => {
    const chain = `${STUDY}#${participant}#baseline#TEXTS`
    const file = writeDump((line) => (isEntry(line) && has(line.item, chain, 2) ? undefined : line))
    const { exitCode, out } = await run('verify', '--json', '--dump', file)
    expect(exitCode).toBe(1)
    expect(out.map((line) => JSON.parse(line))).toEqual([
      { kind: 'cut-off', chain, sequence: 2, through: 2 },
      expect.objectContaining({ faults: 1, olderHeads: 0 }),
    ])
  })

  test('an item that is no entry, and a record without a head', async () => {
    const chain = `${STUDY}#${participant}#baseline`
    const file = writeDump((line) => {
      const { action: _, ...rest } = line.item
      if (isEntry(line) && has(line.item, `${chain}#TEXTS`, 2)) return { ...line, item: rest }
      if (line.item.sk?.S === `ASSESSMENT#${participant}#baseline`)
        return { ...line, item: { ...line.item, head: { S: 'x' } } }
      return line
    })
    expect((await run('verify', '--dump', file)).out).toEqual([
      `${chain}: the record’s head cannot be read`,
      `${chain}#TEXTS 0000000002: not an audit entry`,
      `${chain}#TEXTS 2: cut off from the end of the chain`,
    ])
  })
})

describe('beside a copy of the archive', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })

  /** Archives the dump, in one object a day of which each has an anchor. @returns the arguments */
  function archive(signer = privateKey): string[] {
    const copy = mkdtempSync(join(folder, 'archive-'))
    mkdirSync(join(copy, 'anchors'))
    const lines = readDump().filter(isEntry)
    let previous: string | null = null
    for (const [at, day] of ['2026-03-02', '2026-03-03'].entries()) {
      const part = lines.filter((_, index) => index % 2 === at)
      const body = gzipSync(part.map(({ item }) => `${JSON.stringify({ Item: item })}\n`).join(''))
      const key = `entries/${day}/1-2.json.gz`
      mkdirSync(join(copy, 'entries', day), { recursive: true })
      writeFileSync(join(copy, key), body)
      const anchor = { day, previous, objects: [{ key, sha256: hash('sha256', body) }] }
      const text = formatCanonicalJson(anchor)
      const signature = sign('sha256', Buffer.from(text), signer).toString('base64')
      writeFileSync(join(copy, 'anchors', `${day}.json`), JSON.stringify({ anchor, signature }))
      previous = hash('sha256', text)
    }
    const keyFile = join(copy, 'key.pem')
    writeFileSync(keyFile, publicKey.export({ type: 'spki', format: 'pem' }))
    return ['--archive', copy, '--public-key', keyFile]
  }

  test('an archive that somebody else signed, that lacks an anchor, or whose object was replaced is named', async () => {
    const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
    expect((await run('verify', '--dump', dump, ...archive(other))).out).toEqual([
      'anchors/2026-03-02.json: not signed by the key',
      'anchors/2026-03-03.json: not signed by the key',
    ])
    const args = archive()
    rmSync(join(args[1] ?? '', 'anchors/2026-03-02.json'))
    writeFileSync(join(args[1] ?? '', 'entries/2026-03-03/1-2.json.gz'), gzipSync(''))
    expect((await run('verify', '--dump', dump, ...args)).out.slice(0, 2)).toEqual([
      'anchors/2026-03-03.json: an anchor before it is missing or was changed',
      'entries/2026-03-03/1-2.json.gz: missing, or not as it was anchored',
    ])
  })

  test('the end of a participant’s own chain is found cut off, which no record shows', async () => {
    const chain = `${STUDY}#${participant}`
    const last = listChain(chain).length
    const args = archive()
    const file = writeDump((line) => (isEntry(line) && has(line.item, chain, last) ? undefined : line))
    expect((await run('verify', '--dump', file)).exitCode).toBe(0)
    expect(await run('verify', '--dump', file, ...args)).toMatchObject({
      ...{ exitCode: 1, out: [`${chain} ${last}: cut off from the end of the chain`] },
    })
  })

  test('the trail as it was written is sound', async () => {
    expect(await run('verify', '--dump', dump, ...archive())).toMatchObject({ exitCode: 0, out: [] })
  })
})

describe('a sound trail ends with 0', () => {
  test('in a dump', async () => {
    const { exitCode, out, err } = await run('verify', '--dump', dump)
    expect([exitCode, out]).toEqual([0, []])
    expect(err).toMatch(/^\d+ entries in \d+ chains, \d+ records with a chain, 0 faults$/)
  })

  test('in exports of two tables, as DynamoDB writes them to S3', async () => {
    const write = (name: string, isWanted: (line: Line) => boolean) => {
      const lines = readDump()
        .filter(isWanted)
        .map(({ item }) => `${JSON.stringify({ Item: item })}\n`)
      const file = join(folder, `${name}.json.gz`)
      writeFileSync(file, gzipSync(lines.join('')))
      return file
    }
    const audit = write('audit', isEntry)
    const study = write('study', ({ table }) => table.startsWith('Study'))
    expect(await run('verify', '--audit', audit, '--study', study)).toMatchObject({ exitCode: 0, out: [] })
    // A folder is read whole: entries of both are no entries of the audit table.
    expect((await run('verify', '--audit', folder, '--study', study)).exitCode).not.toBe(0)
  })

  test('in the tables themselves, until an entry is deleted there', async () => {
    const { audit, study, dynamo } = clinic.tables
    const args = ['verify', '--audit-table', audit, '--study-table', study, '--rate', '10000']
    expect(await run(...args)).toMatchObject({ exitCode: 0, out: [] })
    const pk = `${STUDY}#${participant}#baseline#TEXTS`
    await dynamo.send(
      new DeleteItemCommand({ TableName: audit, Key: { pk: { S: pk }, sk: { S: '0000000002' } } }),
    )
    expect(await run(...args)).toMatchObject({
      exitCode: 1,
      out: [`${pk} 2: cut off from the end of the chain`],
    })
  })
})

test('nothing of a person is in what is printed', async () => {
  const file = writeDump((line) => (isEntry(line) ? undefined : line))
  const { out, err } = await run('verify', '--dump', file)
  expect(out.length).toBeGreaterThan(3)
  expect([...out, err].join('\n')).not.toMatch(/\+1202|5550123/)
})
