import { describe, expect, test } from 'vitest'
import { computeHash } from '../../functions/records/job/job-files.ts'
import { addReportJitter } from '../../functions/rules/jobs/run-times.ts'
import { runDueJobs } from '../../functions/workflows/jobs/run-due-jobs.ts'
import type { ReportSchedule } from '../../web/api/reports/report-schedule.ts'
import { createCrashingTables } from '../support/crashing-tables.ts'
import { openJobs, START } from '../support/report-jobs.ts'
import { Random } from './random.ts'
import { listExpectedReports } from './report-calendar.ts'

const ENDS = '2028-03-20T00:00:00.000Z'
const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
const DEATHS = ['before-put', 'after-put', 'before-mail', 'after-mail'] as const

const week = (weekday: number, time: string, timeZone: string): ReportSchedule => ({
  ...{ every: { kind: 'week', weekday }, time, timeZone },
})
const month = (day: number, time: string, timeZone: string): ReportSchedule => ({
  ...{ every: { kind: 'month', day }, time, timeZone },
})
/** Clocks that jump at night, by half an hour, at midnight, or never. */
const SCHEDULES: readonly ReportSchedule[] = [
  week(7, '02:30', 'America/New_York'),
  week(7, '01:30', 'America/New_York'),
  week(7, '02:15', 'Australia/Lord_Howe'),
  week(7, '00:00', 'America/Santiago'),
  week(1, '07:30', 'Asia/Kolkata'),
  month(31, '01:15', 'Europe/London'),
  { every: { kind: 'once', date: '2027-03-14' }, time: '02:30', timeZone: 'America/New_York' },
]

async function live(schedule: ReportSchedule, seed: number) {
  const random = new Random(seed)
  const tables = await createCrashingTables()
  const jobs = openJobs(tables, `simulated${String(seed).padStart(7, '0')}`)
  await jobs.subscribe(schedule)
  /** Instants of ticks that nothing disturbed. */
  const quiet: string[] = []
  let kills = 0
  let now = Date.parse(START)
  while (now < Date.parse(ENDS)) {
    jobs.time.now = new Date(now).toISOString()
    const isKilled = random.chance(0.25)
    if (isKilled) {
      kills += 1
      if (random.chance(0.3)) jobs.die(random.pick(DEATHS))
      else tables.crashDuringStep(random.below(24), random.pick(['before', 'after']))
    }
    const ticks = Array.from({ length: random.chance(0.25) ? 2 : 1 }, () => runDueJobs(jobs.deps))
    const results = await Promise.allSettled(ticks)
    tables.live()
    if (!isKilled && results.every(({ status }) => status === 'fulfilled')) quiet.push(jobs.time.now)
    const { due, nextDueAt } = await jobs.deps.jobs.readDue(jobs.time.now)
    const soon = now + (1 + random.below(3)) * MINUTE_MS
    now = due.length > 0 ? soon : Math.max(soon, Date.parse(nextDueAt ?? ENDS))
    // An outage: from some hours to four weeks.
    if (random.chance(0.02)) now += random.below(28 * 24) * 3_600_000
  }
  // What was on its way comes to its end.
  for (let minute = 0; minute < 30; minute += 1) {
    jobs.time.now = new Date(now + minute * MINUTE_MS).toISOString()
    await runDueJobs(jobs.deps)
  }
  const runs = await jobs.listRuns()
  return { jobs, tables, quiet, kills, runs, endedAt: jobs.time.now }
}

describe('two years of clock changes, outages, doubled ticks and kills', () => {
  test.each(SCHEDULES.map((schedule, at) => [JSON.stringify(schedule), schedule, at + 1] as const))(
    'leave one file and one notice of each date: %s',
    async (_, schedule, seed) => {
      const { jobs, tables, quiet, kills, runs, endedAt } = await live(schedule, seed)
      try {
        const expected = listExpectedReports(schedule, START, endedAt)
        const superseded = runs.flatMap((run) => run.superseded.map((date) => ({ date, by: run })))

        // Every date is a run or is named by a later one, and none is both or twice.
        const settled = [...runs.map(({ key }) => key), ...superseded.map(({ date }) => date)]
        expect(settled.sort()).toEqual([...expected.keys()].sort())
        for (const run of runs) expect([run.key, run.asOf]).toEqual([run.key, expected.get(run.key)])
        for (const { date, by } of superseded) {
          const at = expected.get(date) ?? ''
          expect(by.asOf > at).toBe(true)
          // Nobody came through between that date and the next one.
          const dates = [...expected.values()]
          const next = dates[dates.indexOf(at) + 1] ?? ''
          expect(quiet.filter((tick) => tick >= at && tick < next)).toEqual([])
        }

        for (const run of runs) {
          const mails = jobs.mails.filter((mail) => mail.startsWith(`${run.key} `))
          // One that killed its worker three times is given up, and says so.
          expect([run.key, run.state, run.reason]).toEqual(
            run.state === 'made' ? [run.key, 'made', null] : [run.key, 'failed', 'too-many-tries'],
          )
          expect(mails.length).toBeLessThanOrEqual(1)
          if (run.notice === 'sent') expect(mails).toEqual([`${run.key} ${run.state}`])
          else expect(run.notice).toBe('unknown')
          if (!run.isLate) expect(run.createdAt >= run.asOf).toBe(true)
          if (run.madeAt !== null && !run.isLate)
            expect(run.madeAt >= addReportJitter(run.asOf, run.subscription)).toBe(true)
        }
        const files = [...jobs.bucket.objects].filter(([key]) => key.startsWith('reports/'))
        expect(files.map(([key]) => key).filter((key) => !isOfRun(key, runs))).toEqual([])
        for (const run of runs.filter(({ state }) => state === 'made')) {
          const [, bytes] = files.find(([key]) => key === run.file?.key) ?? []
          expect(bytes && computeHash(bytes)).toBe(run.file?.sha256)
        }
        if (schedule.every.kind === 'once') return
        // The disturbances were there, and most reports came through them on the day.
        expect(kills).toBeGreaterThan(runs.length / 8)
        if (schedule.every.kind === 'week') expect(superseded.length).toBeGreaterThan(0)
        expect(runs.filter(({ state }) => state === 'made').length / runs.length).toBeGreaterThan(0.9)
        expect(runs.filter(({ madeAt, asOf }) => isWithinDay(madeAt, asOf)).length).toBeGreaterThan(
          runs.length / 2,
        )
      } finally {
        await tables.drop()
      }
    },
  )
})

function isOfRun(key: string, runs: readonly { readonly subscription: string; readonly key: string }[]) {
  return runs.some((run) => key === `reports/${run.subscription}/${run.key}.html`)
}

function isWithinDay(madeAt: string | null, asOf: string): boolean {
  return madeAt !== null && Date.parse(madeAt) - Date.parse(asOf) < DAY_MS
}
