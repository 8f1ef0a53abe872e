import { UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import { beforeAll, describe, expect, test } from 'vitest'
import type { MailOutcome } from '../../../functions/platform/aws/mail.ts'
import { createAuditStore, formatReportChain } from '../../../functions/records/audit/audit.store.ts'
import type { ReportRun } from '../../../functions/records/job/report-run.ts'
import { listPlannedReports } from '../../../functions/rules/jobs/planned-reports.ts'
import type { ReportMaker } from '../../../functions/workflows/jobs/job.deps.ts'
import { runDueJobs } from '../../../functions/workflows/jobs/run-due-jobs.ts'
import { watchReports } from '../../../functions/workflows/jobs/watch-reports.ts'
import { type CrashingTables, createCrashingTables } from '../../support/crashing-tables.ts'
import { openJobs as openJobsOn, SCHEDULE, START, STUDY } from '../../support/report-jobs.ts'

let tables: CrashingTables
beforeAll(async () => {
  tables = await createCrashingTables()
})
const openJobs = (id: string, change?: Partial<ReportMaker>) => openJobsOn(tables, id, change)

const names = (function* () {
  for (let at = 1; ; at += 1) yield `subscription${String(at).padStart(4, '0')}`
})()
const drawId = () => names.next().value as string

/** 02:30 on Monday, 2 March, in New York; begun within a quarter of an hour. */
const MONDAY = '2026-03-02T07:30:00.000Z'

describe('a report that nothing disturbs', () => {
  test('is planned, made and said once, however many ticks come', async () => {
    tables.live()
    const jobs = openJobs(drawId())
    await jobs.subscribe()
    await jobs.tickThrough('2026-03-02T07:00:00.000Z', 60)
    expect(jobs.mails).toEqual(['2026-03-02 made'])
    expect(await jobs.listRuns()).toMatchObject([
      { key: '2026-03-02', state: 'made', notice: 'sent', tries: 1, asOf: MONDAY, isLate: false },
    ])
    expect([...jobs.bucket.objects.keys()].filter((key) => key.startsWith('reports/'))).toHaveLength(1)
  })

  test('is begun on its minute at the earliest and within a quarter of an hour', async () => {
    tables.live()
    const jobs = openJobs(drawId())
    await jobs.subscribe()
    await jobs.tickThrough('2026-03-02T07:00:00.000Z', 30)
    expect(await jobs.listRuns()).toEqual([])
    await jobs.tickThrough(MONDAY, 16)
    expect(jobs.mails).toHaveLength(1)
  })

  test('is told apart from its neighbours over a year of clock changes and outages', async () => {
    tables.live()
    const jobs = openJobs(drawId())
    await jobs.subscribe()
    // A tick of every fifth hour, and none in all of July.
    for (let at = Date.parse(START); at < Date.parse('2027-03-20T00:00:00.000Z'); at += 5 * 3_600_000) {
      const now = new Date(at).toISOString()
      if (now.startsWith('2026-07')) continue
      await jobs.tickThrough(now, 1)
      await jobs.tickThrough(now, 1)
    }
    const runs = await jobs.listRuns()
    const expected = listPlannedReports(SCHEDULE, START, 55).map(({ date }) => date)
    expect(runs.flatMap(({ superseded, key }) => [...superseded, key])).toEqual(expected)
    expect(jobs.mails).toEqual(runs.map(({ key }) => `${key} made`))
    expect(new Set(jobs.mails).size).toBe(jobs.mails.length)
    const [made] = runs.filter(({ superseded }) => superseded.length > 0)
    expect(made).toMatchObject({ superseded: ['2026-07-06', '2026-07-13', '2026-07-20'], key: '2026-07-27' })
  }, 120_000)
})

describe('of a study that has ended', () => {
  /** A Wednesday: one Monday's report before it, and one behind it. */
  const ENDED = '2026-03-04T00:00:00.000Z'
  const findEnd = async () => ENDED

  test('one report more is made and said, however many ticks come, and the subscription ends', async () => {
    tables.live()
    const jobs = openJobs(drawId(), { findEnd })
    await jobs.subscribe()
    for (const day of ['2026-03-02', '2026-03-09', '2026-03-16', '2026-03-23'])
      for (let tick = 0; tick < 2; tick += 1) await jobs.tickThrough(`${day}T07:00:00.000Z`, 60)
    expect(jobs.mails).toEqual(['2026-03-02 made', '2026-03-09 made'])
    const runs = await jobs.listRuns()
    expect(runs.map(({ key, isLast }) => [key, isLast === true])).toEqual(
      expect.arrayContaining([
        ['2026-03-02', false],
        ['2026-03-09', true],
      ]),
    )
    const [{ subscription = '' } = {}] = runs
    const ended = await jobs.deps.jobs.findSubscription(STUDY, subscription)
    expect(ended).toMatchObject({ state: 'ended', reason: 'study-ended' })
    expect(ended?.next).toBeUndefined()
  })

  test('the last report is said even where nothing needs anybody and silence was asked for', async () => {
    tables.live()
    const jobs = openJobs(drawId(), { findEnd, hasNothing: () => true })
    await jobs.subscribe(undefined, { whenNothing: 'silence' })
    for (const day of ['2026-03-02', '2026-03-09']) await jobs.tickThrough(`${day}T07:00:00.000Z`, 60)
    expect(jobs.mails).toEqual(['2026-03-09 made'])
  })
})

describe('a worker that is killed', () => {
  /** What one undisturbed report asks of the tables. */
  let steps = 0
  beforeAll(async () => {
    const jobs = openJobs(drawId())
    await jobs.subscribe()
    jobs.time.now = '2026-03-02T07:50:00.000Z'
    tables.live()
    await runDueJobs(jobs.deps)
    await runDueJobs(jobs.deps)
    steps = tables.commands()
    expect(jobs.mails).toHaveLength(1)
    expect(steps).toBeGreaterThan(20)
  })

  async function expectOneReport(jobs: ReturnType<typeof openJobs>): Promise<ReportRun> {
    tables.live()
    await jobs.tickThrough('2026-03-02T07:51:00.000Z', 20)
    const runs = await jobs.listRuns()
    expect(runs).toHaveLength(1)
    const [run] = runs
    if (!run) throw new Error('no run')
    expect(run).toMatchObject({ state: 'made', parts: { made: 2, of: 2 } })
    expect(run.dueAt).toBeUndefined()
    // At most once, and where nothing is known of it, it stands so.
    expect(jobs.mails.length).toBe(run.notice === 'unknown' ? jobs.mails.length : 1)
    expect(jobs.mails.length).toBeLessThanOrEqual(1)
    const reports = [...jobs.bucket.objects].filter(([key]) => key.startsWith('reports/'))
    expect(reports).toHaveLength(1)
    if (!run.file) throw new Error('no file')
    expect(await jobs.deps.files.findReport(run.file)).toEqual(reports[0]?.[1])
    return run
  }

  test('at any command to the tables, before it or after it, leaves one file and at most one mail', async () => {
    for (let step = 0; step < steps; step += 1)
      for (const when of ['before', 'after'] as const) {
        tables.live()
        const jobs = openJobs(drawId())
        await jobs.subscribe()
        jobs.time.now = '2026-03-02T07:50:00.000Z'
        tables.crashDuringStep(step, when)
        await runDueJobs(jobs.deps).catch(() => undefined)
        await runDueJobs(jobs.deps).catch(() => undefined)
        await expectOneReport(jobs)
      }
  }, 240_000)

  test.each(['before-put', 'after-put', 'before-mail', 'after-mail'] as const)(
    '%s leaves one file and at most one mail',
    async (point) => {
      tables.live()
      const jobs = openJobs(drawId())
      await jobs.subscribe()
      jobs.time.now = '2026-03-02T07:50:00.000Z'
      await runDueJobs(jobs.deps)
      jobs.die(point)
      await runDueJobs(jobs.deps).catch(() => undefined)
      const run = await expectOneReport(jobs)
      expect(run.notice).toBe(point.endsWith('mail') ? 'unknown' : 'sent')
      expect(jobs.mails).toHaveLength(point === 'before-mail' ? 0 : 1)
    },
  )

  test('again and again is given up, and that is said once', async () => {
    tables.live()
    const jobs = openJobs(drawId())
    await jobs.subscribe()
    for (let minute = 50; minute < 60; minute += 3) {
      jobs.time.now = `2026-03-02T07:${minute}:00.000Z`
      tables.live()
      jobs.die('before-put')
      await runDueJobs(jobs.deps).catch(() => undefined)
      await runDueJobs(jobs.deps).catch(() => undefined)
    }
    tables.live()
    await jobs.tickThrough('2026-03-02T08:00:00.000Z', 10)
    expect(await jobs.listRuns()).toMatchObject([{ state: 'failed', reason: 'too-many-tries' }])
    expect(jobs.mails).toEqual(['2026-03-02 failed'])
  })
})

describe('workers beside each other', () => {
  test('make one report', async () => {
    tables.live()
    const jobs = openJobs(drawId())
    await jobs.subscribe()
    jobs.time.now = '2026-03-02T07:50:00.000Z'
    await Promise.all(Array.from({ length: 4 }, () => runDueJobs(jobs.deps)))
    await Promise.all(Array.from({ length: 4 }, () => runDueJobs(jobs.deps)))
    expect(jobs.mails).toEqual(['2026-03-02 made'])
    expect(jobs.made.toSorted()).toEqual(['harbor', 'mesa'])
  })

  test('of which one is slower than its lease leave what the other made', async () => {
    tables.live()
    let other: Promise<unknown> | undefined
    const jobs = openJobs(drawId(), {
      async makePart(_, part) {
        if (other === undefined) {
          // Three minutes later somebody else comes, while this one still reads.
          jobs.time.now = '2026-03-02T07:53:00.000Z'
          other = runDueJobs(jobs.deps)
          await other
          return Buffer.from(`slow ${part}`)
        }
        return Buffer.from(`quick ${part}`)
      },
    })
    await jobs.subscribe()
    jobs.time.now = '2026-03-02T07:50:00.000Z'
    await runDueJobs(jobs.deps)
    await runDueJobs(jobs.deps)
    const [run] = await jobs.listRuns()
    if (!run?.file) throw new Error('no file')
    expect((await jobs.deps.files.findReport(run.file))?.toString()).toBe('quick harborquick mesa')
    expect(jobs.mails).toEqual(['2026-03-02 made'])
  })
})

describe('what cannot be made', () => {
  test('is tried three times with pauses, fails, and that is said once', async () => {
    tables.live()
    const tries: string[] = []
    const jobs = openJobs(drawId(), {
      makePart: async () => {
        tries.push(jobs.time.now.slice(11, 16))
        throw new Error('no')
      },
    })
    await jobs.subscribe()
    await jobs.tickThrough('2026-03-02T07:50:00.000Z', 20)
    // Planned on the first tick and tried on the second; a minute later, and four after that.
    expect(tries).toEqual(['07:51', '07:52', '07:56'])
    expect(await jobs.listRuns()).toMatchObject([{ state: 'failed', reason: 'error', notice: 'sent' }])
    expect(jobs.mails).toEqual(['2026-03-02 failed'])
    expect(jobs.log).toContain('a report or an export is not made')
  })

  test('may not be seen any more, and nobody is mailed', async () => {
    tables.live()
    const jobs = openJobs(drawId(), { admit: async () => ({ kind: 'refused', reason: 'no-membership' }) })
    await jobs.subscribe()
    await jobs.tickThrough('2026-03-02T07:50:00.000Z', 5)
    expect(await jobs.listRuns()).toMatchObject([{ state: 'skipped', reason: 'no-membership', notice: null }])
    expect(jobs.mails).toEqual([])
  })

  test('differs from a file that stands under its name: nothing is replaced', async () => {
    tables.live()
    const id = drawId()
    const jobs = openJobs(id)
    await jobs.subscribe()
    await jobs.bucket.client.put(`reports/${id}/2026-03-02.html`, Buffer.from('another'))
    await jobs.tickThrough('2026-03-02T07:50:00.000Z', 5)
    expect(await jobs.listRuns()).toMatchObject([{ state: 'failed', reason: 'file-differs', file: null }])
    expect(jobs.bucket.objects.get(`reports/${id}/2026-03-02.html`)?.toString()).toBe('another')
  })
})

describe('a mail', () => {
  const answer = (...outcomes: MailOutcome[]) => {
    let at = 0
    return async () => outcomes[at++] ?? { kind: 'sent' as const, messageId: 'm' }
  }
  const passing = { kind: 'refused', passing: true, code: 'TooManyRequestsException' } as const

  test('that is refused for now goes out later, once', async () => {
    tables.live()
    const jobs = openJobs(drawId(), { notify: answer(passing, passing) })
    await jobs.subscribe()
    await jobs.tickThrough('2026-03-02T07:50:00.000Z', 15)
    expect(await jobs.listRuns()).toMatchObject([{ state: 'made', notice: 'sent', noticeTries: 3 }])
  })

  test('that is refused for good is not tried again, and the report stands', async () => {
    tables.live()
    const jobs = openJobs(drawId(), { notify: answer({ ...passing, passing: false }) })
    await jobs.subscribe()
    await jobs.tickThrough('2026-03-02T07:50:00.000Z', 15)
    expect(await jobs.listRuns()).toMatchObject([{ state: 'made', notice: 'refused', noticeTries: 1 }])
    expect(jobs.log).toContain('a report was not announced')
  })

  test('whose reply is lost is never sent again', async () => {
    tables.live()
    let count = 0
    const jobs = openJobs(drawId(), {
      notify: async () => {
        count += 1
        throw new Error('no reply')
      },
    })
    await jobs.subscribe()
    await jobs.tickThrough('2026-03-02T07:50:00.000Z', 30)
    expect(count).toBe(1)
    expect(await jobs.listRuns()).toMatchObject([{ state: 'made', notice: 'unknown' }])
  })
})

test('a run that nobody comes to for hours is reported', async () => {
  tables.live()
  const jobs = openJobs(drawId())
  await jobs.subscribe()
  jobs.time.now = '2026-03-02T10:00:00.000Z'
  await runDueJobs(jobs.deps)
  expect(jobs.log).toContain('a report or an export is not made')
})

test('a subscription that the sweep has lost is reported by the daily comparison', async () => {
  tables.live()
  const id = drawId()
  const jobs = openJobs(id)
  await jobs.subscribe()
  const key = { pk: { S: `STUDY#${STUDY}` }, sk: { S: `SUBSCRIPTION#${id}` } }
  await tables.dynamo.send(
    new UpdateItemCommand({ TableName: tables.jobs, Key: key, UpdateExpression: 'REMOVE duePk, dueSk' }),
  )
  await jobs.tickThrough('2026-03-02T07:30:00.000Z', 30)
  expect(await jobs.listRuns()).toEqual([])
  jobs.time.now = '2026-03-02T10:00:00.000Z'
  jobs.log.length = 0
  const { listSubscriptions } = jobs.deps.jobs
  const found = await watchReports({
    ...jobs.deps,
    library: { listStudies: async () => [{ study: STUDY, sites: [], timepoints: [] }] },
    // The table is shared with other tests.
    jobs: {
      listSubscriptions: async (study) => (await listSubscriptions(study)).filter((one) => one.id === id),
      listReports: (study) => jobs.deps.jobs.listReports(study, id),
      listExports: async () => [],
    },
  })
  expect(found).toEqual({ silent: 1 })
  expect(jobs.log).toEqual(['a report or an export is not made'])
})

test('every step of a run is in its audit chain', async () => {
  tables.live()
  const id = drawId()
  const jobs = openJobs(id)
  await jobs.subscribe()
  await jobs.tickThrough('2026-03-02T07:50:00.000Z', 5)
  const clock = { now: () => ({ epochMilliseconds: 0 }) }
  const audit = createAuditStore({ dynamo: tables.dynamo, table: tables.audit, clock })
  const chain = await audit.listChain(formatReportChain(STUDY, id))
  expect(chain.map(({ action }) => action)).toEqual(['report.planned', 'report.made', 'report.notified'])
})
