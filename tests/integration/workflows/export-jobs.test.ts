import { beforeAll, describe, expect, test } from 'vitest'
import { createAuditStore, formatExportChain } from '../../../functions/records/audit/audit.store.ts'
import { cancelOpenRun } from '../../../functions/workflows/jobs/cancel-run.ts'
import { type ExportMaker, JobRefusal } from '../../../functions/workflows/jobs/job.deps.ts'
import { runDueJobs } from '../../../functions/workflows/jobs/run-due-jobs.ts'
import { type CrashingTables, createCrashingTables } from '../../support/crashing-tables.ts'
import { openJobs as openJobsOn, SCOPE, START, STUDY } from '../../support/report-jobs.ts'

let tables: CrashingTables
beforeAll(async () => {
  tables = await createCrashingTables()
})
const openJobs = (id: string, change: Partial<ExportMaker> = {}) => openJobsOn(tables, id, {}, change)

const names = (function* () {
  for (let at = 1; ; at += 1) yield `export${String(at).padStart(10, '0')}`
})()
const drawId = () => names.next().value as string
const CONTENT = `${START} harbor\n${START} mesa\n`
const place = (id: string) => `exports/${STUDY}/${id}`

async function expectOneFile(jobs: ReturnType<typeof openJobs>, id: string): Promise<void> {
  tables.live()
  await jobs.tickThrough('2026-03-01T12:01:00.000Z', 15)
  const run = await jobs.findExport()
  expect(run).toMatchObject({ state: 'made', reason: null, progress: { sites: 2, participants: 2 } })
  expect(run?.dueAt).toBeUndefined()
  expect(run?.lease).toBeNull()
  expect(jobs.bucket.objects.get(place(id))?.toString()).toBe(CONTENT)
  expect(run?.file?.key).toBe(place(id))
  expect(run?.file?.bytes).toBe(CONTENT.length)
}

async function listActions(id: string): Promise<readonly string[]> {
  const clock = { now: () => ({ epochMilliseconds: 0 }) }
  const audit = createAuditStore({ dynamo: tables.dynamo, table: tables.audit, clock })
  return (await audit.listChain(formatExportChain(STUDY, id))).map(({ action }) => action)
}

describe('an export', () => {
  test('is made once, however many ticks come, and mails nobody', async () => {
    tables.live()
    const id = drawId()
    const jobs = openJobs(id)
    await jobs.order()
    await Promise.all(Array.from({ length: 4 }, () => runDueJobs(jobs.deps)))
    await expectOneFile(jobs, id)
    expect(jobs.made).toEqual(['harbor', 'mesa'])
    expect(jobs.mails).toEqual([])
    expect(await listActions(id)).toEqual(['export.made'])
  })

  test('that takes long keeps its lease, and nobody begins it anew', async () => {
    tables.live()
    const id = drawId()
    const jobs = openJobs(id, {
      async write(run, file) {
        for (let minute = 1; minute <= 10; minute += 1) {
          jobs.time.now = `2026-03-01T12:${String(minute).padStart(2, '0')}:00.000Z`
          file.write(Buffer.from('x'))
          await file.advance({ sites: 1, participants: minute })
          // Another tick, of every minute.
          await runDueJobs(jobs.deps)
          expect((await jobs.findExport())?.progress.participants).toBe(minute)
        }
        jobs.made.push(run.key)
      },
    })
    await jobs.order()
    await runDueJobs(jobs.deps)
    expect(jobs.made).toEqual([id])
    expect(await jobs.findExport()).toMatchObject({ state: 'made', tries: 1, progress: { participants: 10 } })
  })
})

describe('a worker that is killed', () => {
  test('at any command to the tables, before it or after it, leaves one file', async () => {
    tables.live()
    const first = openJobs(drawId())
    await first.order()
    const before = tables.commands()
    await runDueJobs(first.deps)
    const steps = tables.commands() - before
    expect(steps).toBeGreaterThan(5)
    for (let step = 0; step < steps; step += 1)
      for (const when of ['before', 'after'] as const) {
        tables.live()
        const id = drawId()
        const jobs = openJobs(id)
        await jobs.order()
        tables.crashDuringStep(step, when)
        await runDueJobs(jobs.deps).catch(() => undefined)
        await expectOneFile(jobs, id)
      }
  }, 120_000)

  test.each(['before-put', 'after-put'] as const)('%s leaves one file', async (point) => {
    tables.live()
    const id = drawId()
    const jobs = openJobs(id)
    await jobs.order()
    jobs.die(point)
    await runDueJobs(jobs.deps).catch(() => undefined)
    await expectOneFile(jobs, id)
    // What stands is whole, and taken as it is.
    expect(jobs.made).toHaveLength(point === 'after-put' ? 2 : 4)
  })

  test('again and again is given up', async () => {
    const id = drawId()
    const jobs = openJobs(id)
    tables.live()
    await jobs.order()
    for (let minute = 0; minute < 10; minute += 3) {
      jobs.time.now = `2026-03-01T12:0${minute}:00.000Z`
      tables.live()
      jobs.die('before-put')
      await runDueJobs(jobs.deps).catch(() => undefined)
    }
    expect(await jobs.findExport()).toMatchObject({ state: 'failed', reason: 'too-many-tries', file: null })
    expect(jobs.log).toContain('a report or an export is not made')
  })
})

describe('an export is left', () => {
  test('by a worker that was slower than its lease', async () => {
    tables.live()
    const id = drawId()
    let isFirst = true
    const jobs = openJobs(id, {
      async write(_, file) {
        if (isFirst) {
          isFirst = false
          jobs.time.now = '2026-03-01T12:03:00.000Z'
          await runDueJobs(jobs.deps)
          file.write(Buffer.from('slow'))
        } else file.write(Buffer.from('quick'))
        await file.advance({ sites: 2, participants: 2 })
      },
    })
    await jobs.order()
    await runDueJobs(jobs.deps)
    expect(jobs.bucket.objects.get(place(id))?.toString()).toBe('quick')
    expect(await jobs.findExport()).toMatchObject({ state: 'made', tries: 2 })
    expect(await listActions(id)).toEqual(['export.made'])
  })

  test('once it is canceled, at its next step', async () => {
    tables.live()
    const id = drawId()
    const jobs = openJobs(id, {
      async write(_, file) {
        await cancelOpenRun(
          jobs.deps,
          async () => {
            const run = await jobs.findExport()
            if (!run) throw new Error('no export')
            return run
          },
          { kind: 'system' },
        )
        file.write(Buffer.from('x'))
        await file.advance({ sites: 1, participants: 1 })
      },
    })
    await jobs.order()
    await runDueJobs(jobs.deps)
    await jobs.tickThrough('2026-03-01T12:01:00.000Z', 10)
    expect(await jobs.findExport()).toMatchObject({ state: 'cancelled', reason: 'by-owner', tries: 1 })
    expect(jobs.bucket.objects.has(place(id))).toBe(false)
    expect(await listActions(id)).toEqual(['export.cancelled'])
  })
})

describe('an export fails', () => {
  test('after three tries with pauses, and says why', async () => {
    tables.live()
    const tries: string[] = []
    const jobs = openJobs(drawId(), {
      write: async () => {
        tries.push(jobs.time.now.slice(11, 16))
        throw new Error('no')
      },
    })
    await jobs.order()
    await jobs.tickThrough(START, 10)
    expect(tries).toEqual(['12:00', '12:01', '12:05'])
    expect(await jobs.findExport()).toMatchObject({ state: 'failed', reason: 'error' })
    expect(jobs.mails).toEqual([])
  })

  test('at once where no further try mends it', async () => {
    tables.live()
    const jobs = openJobs(drawId(), { write: async () => Promise.reject(new JobRefusal('too-large')) })
    await jobs.order()
    await jobs.tickThrough(START, 5)
    expect(await jobs.findExport()).toMatchObject({ state: 'failed', reason: 'too-large', tries: 1 })
  })

  test('where the file that a killed worker left is of another membership', async () => {
    tables.live()
    const id = drawId()
    let scope = SCOPE
    const jobs = openJobs(id, {
      admit: async () => ({ kind: 'admitted', scope }),
    })
    await jobs.order()
    jobs.die('after-put')
    await runDueJobs(jobs.deps).catch(() => undefined)
    tables.live()
    scope = { ...SCOPE, sites: ['mesa'] }
    await jobs.tickThrough('2026-03-01T12:03:00.000Z', 5)
    expect(await jobs.findExport()).toMatchObject({ state: 'failed', reason: 'file-differs', file: null })
    expect(jobs.bucket.objects.get(place(id))?.toString()).toBe(CONTENT)
  })

  test('where another content stands under its name, which is left', async () => {
    tables.live()
    const id = drawId()
    const jobs = openJobs(id)
    await jobs.order()
    await jobs.bucket.client.put(place(id), Buffer.from('another'))
    await jobs.tickThrough(START, 3)
    expect(await jobs.findExport()).toMatchObject({ state: 'failed', reason: 'file-differs', file: null })
    expect(jobs.bucket.objects.get(place(id))?.toString()).toBe('another')
  })
})
