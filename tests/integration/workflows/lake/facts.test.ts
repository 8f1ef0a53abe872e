import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { buildCohortSite } from '../../../../functions/analysis/cohort/cohort.ts'
import { computeResponderRate } from '../../../../functions/analysis/responder-rate/responder-rate.ts'
import { createRandomStream } from '../../../../functions/analysis/statistics/random.ts'
import { hashFact } from '../../../../functions/interchange/facts/fact.ts'
import { FACT_TABLES } from '../../../../functions/interchange/facts/fact-tables.ts'
import { readFactFile } from '../../../../functions/interchange/facts/read-fact-file.ts'
import { type KeyedItem, toItem } from '../../../../functions/platform/aws/dynamodb.ts'
import { buildVerifiedParticipantScope } from '../../../../functions/platform/core/scope.ts'
import { createDuckDbEngine } from '../../../../functions/platform/lake/duckdb-engine.ts'
import { createLakeFiles } from '../../../../functions/platform/lake/lake-files.ts'
import { holdLibrary } from '../../../../functions/records/library/study-library.ts'
import { appendFacts, type StudyStream } from '../../../../functions/workflows/lake/append-facts.ts'
import { compactSite } from '../../../../functions/workflows/lake/compact-facts.ts'
import { listFacts } from '../../../../functions/workflows/lake/list-facts.ts'
import { readLakeRate } from '../../../../functions/workflows/lake/read-lake-rate.ts'
import { openShippedLibrary } from '../../../../surveys/library/library.ts'
import { listEstimands } from '../../../../surveys/study/estimand.ts'
import { buildStudyMeasures } from '../../../../surveys/study/measures.ts'
import { createMemoryBucket } from '../../../support/memory-bucket.ts'
import { buildRandomHistories, HISTORY_BEGINS } from '../../../support/random-histories.ts'
import { buildStoredItems } from '../../../support/stored-items.ts'

const library = openShippedLibrary()
const study = library.findStudy('ketamine-magnesium-trial')?.definition
if (!study) throw new Error('the trial ships')
const measures = buildStudyMeasures(study, library)
const SITE = 'gulf'
const scope = buildVerifiedParticipantScope({ study: study.id, site: SITE, participant: '' })
const history = buildRandomHistories(study, measures, SITE, 40, 9)
const items = buildStoredItems(study.id, SITE, history)
const log = { info: () => {}, warn: () => {}, error: () => {} }
const ARN = 'arn:aws:dynamodb:us-east-1:000000000000:table/Study/stream/1'

type Change = StudyStream['Records'][number]

/** Each item as it was first written, and as it is: the stream of two writes where something was appended. */
function listChanges(of: readonly KeyedItem[], seed: number): readonly Change[] {
  const random = createRandomStream(seed, 'changes')
  let sequence = 100
  return of.flatMap((item) => {
    const before = { ...item, ...shorten(item, 'dispositions'), ...shorten(item, 'changes') }
    const versions = random.uniform() < 0.5 ? [before, item] : [item]
    return versions.map((version, at) => {
      sequence += 1 + random.drawInteger(50)
      return {
        eventSourceARN: ARN,
        dynamodb: {
          SequenceNumber: String(sequence),
          NewImage: toItem(version),
          ...(at > 0 && { OldImage: toItem(versions[at - 1] as KeyedItem) }),
        },
      }
    })
  })
}

function shorten(item: KeyedItem, name: string): object {
  const list = item[name]
  return Array.isArray(list) && list.length > 1 ? { [name]: list.slice(0, 1) } : {}
}

function openBucket() {
  const { client, objects } = createMemoryBucket()
  return { objects, lake: { ...client, remove: async (key: string) => void objects.delete(key) } }
}

const deps = (lake: ReturnType<typeof openBucket>['lake']) => ({ lake, log, library: holdLibrary(library) })
const readItems = (of: readonly KeyedItem[]) =>
  async function* () {
    yield* of
  }

async function listHashes(objects: ReadonlyMap<string, Buffer>): Promise<readonly string[]> {
  const found: string[] = []
  for (const [key, bytes] of objects) {
    const table = Object.values(FACT_TABLES).find(({ folder }) => key.startsWith(`${folder}/`))
    if (!table) throw new Error('an object of no table')
    for (const row of await readFactFile(table, bytes)) found.push(row.at(-1) as string)
  }
  return found.sort()
}

const expected = (of: readonly KeyedItem[]) =>
  of.flatMap((item) => listFacts(scope, item, library).map(hashFact)).sort()

async function deliver(lake: ReturnType<typeof openBucket>['lake'], changes: readonly Change[], size = 17) {
  for (let at = 0; at < changes.length; at += size)
    await appendFacts(deps(lake), { Records: changes.slice(at, at + size) })
}

describe('what the stream adds', () => {
  test('is each fact of the table once, however batches are cut, doubled and broken off', async () => {
    const { lake, objects } = openBucket()
    const changes = listChanges(items, 1)
    const random = createRandomStream(2, 'faults')
    const faulty = {
      ...lake,
      put: async (key: string, body: Uint8Array) => {
        if (random.uniform() < 0.2) throw new Error('killed')
        return lake.put(key, body)
      },
    }
    for (let at = 0; at < changes.length; at += 23) {
      const batch = { Records: changes.slice(at, at + 23) }
      for (let done = false; !done; )
        done = await appendFacts(deps(faulty), batch).then(
          () => random.uniform() < 0.7,
          () => false,
        )
    }
    expect(await listHashes(objects)).toEqual(expected(items))
  })

  test('ends in front of a change that cannot be read, which is named', async () => {
    const { lake, objects } = openBucket()
    const changes = listChanges(items.slice(0, 5), 1)
    const [first] = changes as [Change]
    const broken = {
      ...first,
      dynamodb: { SequenceNumber: '7', NewImage: toItem({ pk: 'SITE#none#x', sk: 'PARTICIPANT#x' }) },
    }
    const result = await appendFacts(deps(lake), { Records: [first, broken, ...changes.slice(1)] })
    expect(result).toEqual({ batchItemFailures: [{ itemIdentifier: '7' }] })
    expect(await listHashes(objects)).toEqual(expected(items.slice(0, 1)))
  })

  test('of a deletion is nothing', async () => {
    const { lake, objects } = openBucket()
    const [item] = items as [KeyedItem]
    const gone = { eventSourceARN: ARN, dynamodb: { SequenceNumber: '1', OldImage: toItem(item) } }
    expect(await appendFacts(deps(lake), { Records: [gone] })).toEqual({ batchItemFailures: [] })
    expect(objects.size).toBe(0)
  })
})

describe('a compaction', () => {
  test('leaves one file of a month and table, with exactly the facts of the table', async () => {
    const { lake, objects } = openBucket()
    await deliver(lake, listChanges(items, 3))
    const before = objects.size
    const found = await compactSite({ lake, readItems: readItems(items) }, scope, library)
    expect(found).toMatchObject({ participants: 40, missing: 0, erased: 0, replaced: 0, unexplained: 0 })
    expect(await listHashes(objects)).toEqual(expected(items))
    expect(objects.size).toBeLessThan(before)
    const folders = [...objects.keys()].map((key) => key.slice(0, key.lastIndexOf('/')))
    expect(new Set(folders).size).toBe(folders.length)
    const again = new Map(objects)
    await compactSite({ lake, readItems: readItems(items) }, scope, library)
    expect([...objects.keys()].sort()).toEqual([...again.keys()].sort())
  })

  test('counts and adds what the stream lost, and takes out who was erased', async () => {
    const { lake, objects } = openBucket()
    const changes = listChanges(items, 4)
    await deliver(lake, changes.slice(30))
    const [gone] = history.people.keys()
    const left = items.filter(({ sk }) => sk.split('#')[1] !== gone)
    const found = await compactSite({ lake, readItems: readItems(left) }, scope, library)
    expect(found.missing).toBeGreaterThan(0)
    expect(found.erased).toBeGreaterThan(0)
    expect(await listHashes(objects)).toEqual(expected(left))
    // The stream may be late: what it brings of somebody who is gone goes with the next night.
    await deliver(lake, changes.slice(0, 60))
    await compactSite({ lake, readItems: readItems(left) }, scope, library)
    expect(await listHashes(objects)).toEqual(expected(left))
  })

  test('that was killed at any step comes to the same end, and nothing is ever missing', async () => {
    const { lake, objects } = openBucket()
    await deliver(lake, listChanges(items, 5))
    const all = new Set(expected(items))
    for (let killAt = 1; ; killAt += 7) {
      let steps = 0
      const step = () => {
        steps += 1
        if (steps === killAt) throw new Error('killed')
      }
      const mortal = {
        ...lake,
        put: async (key: string, body: Uint8Array) => {
          step()
          return lake.put(key, body)
        },
        remove: async (key: string) => {
          step()
          return lake.remove(key)
        },
      }
      const done = await compactSite({ lake: mortal, readItems: readItems(items) }, scope, library).then(
        () => true,
        () => false,
      )
      expect(new Set(await listHashes(objects))).toEqual(all)
      if (done) break
    }
    expect(await listHashes(objects)).toEqual(expected(items))
  })

  test('keeps and counts what it cannot explain', async () => {
    const { lake } = openBucket()
    const [person] = items as [KeyedItem]
    await deliver(lake, listChanges(items, 6))
    const shorter = items.map((item) =>
      item === person ? { ...item, attributes: [], dispositions: [] } : item,
    )
    const found = await compactSite({ lake, readItems: readItems(shorter) }, scope, library)
    const lost = expected([person]).length - expected(shorter.slice(0, 1)).length
    expect(lost).toBeGreaterThan(0)
    expect(found.unexplained).toBe(lost)
  })
})

test('DuckDB gives the responder rate of the files that the stream wrote', async () => {
  const { lake } = openBucket()
  await deliver(lake, listChanges(items, 8))
  const folder = mkdtempSync(join(tmpdir(), 'concord-lake-'))
  try {
    const engine = createDuckDbEngine(createLakeFiles(lake, join(folder, 'files')), {
      ...{ threads: 2, memoryMegabytes: 500, spillFolder: join(folder, 'spill') },
    })
    const asOf = new Date(HISTORY_BEGINS + 300 * 86_400_000).toISOString()
    const cohort = { asOf, sites: [buildCohortSite(study, SITE, history.rows, history.people, asOf)] }
    for (const definition of study.responderDefinitions) {
      const [estimand] = listEstimands(study)
      const question = { definition, timepoint: 'week-4', estimand, imputation: { imputations: 5, seed: 1 } }
      const population = { study, sites: [SITE], asOf, arms: 'which' } as const
      for (const _ of ['from the stream', 'put together']) {
        expect(await readLakeRate({ engine, tables: FACT_TABLES }, population, measures, question)).toEqual(
          computeResponderRate(cohort, study, measures, question),
        )
        await compactSite({ lake, readItems: readItems(items) }, scope, library)
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
