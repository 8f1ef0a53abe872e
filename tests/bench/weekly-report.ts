import { PutItemCommand } from '@aws-sdk/client-dynamodb'
import { toItem } from '../../functions/platform/aws/dynamodb.ts'
import { randomIds } from '../../functions/platform/core/ids.ts'
import { buildParticipantScope, buildSiteKey, type SiteScope } from '../../functions/platform/core/scope.ts'
import { grantMembership } from '../../functions/workflows/access/change-members.ts'
import { requireMembership, requireSite } from '../../functions/workflows/access/staff-access.ts'
import { runDueJobs } from '../../functions/workflows/jobs/run-due-jobs.ts'
import { makeTestRun } from '../../functions/workflows/reports/change-report-run.ts'
import { subscribe } from '../../functions/workflows/reports/change-subscription.ts'
import { openShippedLibrary } from '../../surveys/library/library.ts'
import { wireFunctions } from '../support/functions.ts'
import { createMakers } from '../support/job-makers.ts'
import { storeMadeUpSite } from '../support/store-cohort.ts'
import { createTestTables, type TestTables } from '../support/test-tables.ts'

const STUDY = 'ketamine-infusion-registry'
const SITE = 'harbor'
const OWNER = 'coordinator'
const TIMEPOINTS = ['baseline', 'week-1', 'week-4', 'week-12', 'week-24']
/** In the middle of the cohort: windows are open, overdue, closed and still to come. */
const NOW = '2026-04-20T12:00:00.000Z'
const RUNS = 3

export interface ReportTime {
  readonly participants: number
  /** Milliseconds from the tick that finds it due to the mail; the median of three. */
  readonly ms: number
  /** Milliseconds of processor time of the function alone, the median of three: the database is another process. */
  readonly cpuMs: number
  readonly fileBytes: number
}

/** The weekly report of a clinic of so many participants, from the tables to the file and its mail. */
export async function measureWeeklyReport(
  endpoint: string,
  counts: readonly number[],
): Promise<ReportTime[]> {
  const times: ReportTime[] = []
  for (const participants of counts) {
    const tables = await createTestTables(endpoint)
    try {
      times.push(await measureOne(tables, participants))
    } finally {
      await tables.drop()
    }
  }
  return times
}

async function measureOne(tables: TestTables, participants: number): Promise<ReportTime> {
  let sent = 0
  const log = { info: () => undefined, error: () => undefined }
  const { deps } = wireFunctions({
    ...{ tables, log, library: openShippedLibrary(), ids: randomIds, createLinkId: () => '' },
    clock: { now: () => ({ epochMilliseconds: Date.parse(NOW) }) },
    texts: { send: () => Promise.reject(new Error('nothing is texted')) },
  })
  const mail = {
    send: async () => {
      sent += 1
      return { kind: 'sent', messageId: String(sent) } as const
    },
  }
  await grantMembership(
    deps,
    { kind: 'operator', by: 'bench' },
    {
      ...{ sub: OWNER, name: OWNER, study: STUDY, role: 'coordinator', sites: [SITE] },
      ...{ administers: false, blinded: false },
    },
  )
  const membership = await requireMembership(deps, { sub: OWNER }, STUDY)
  await storeMadeUpSite(tables, STUDY, SITE, participants, TIMEPOINTS)
  await storeContacts(tables, requireSite(membership, SITE), participants)
  const { id } = await subscribe(deps, membership, {
    ...{ content: 'weekly-site', sites: [SITE], format: 'html', language: 'en', email: 'a@example.org' },
    whenNothing: 'mail',
    schedule: { every: { kind: 'week', weekday: 1 }, time: '07:30', timeZone: 'America/New_York' },
  })
  const worker = { ...deps, makers: createMakers({ ...deps, mail }) }
  const all: number[] = []
  const cpu: number[] = []
  let fileBytes = 0
  for (let run = 0; run < RUNS; run += 1) {
    const asked = await makeTestRun(deps, membership, id)
    const began = performance.now()
    const before = process.cpuUsage()
    await runDueJobs(worker)
    all.push(performance.now() - began)
    const { user, system } = process.cpuUsage(before)
    cpu.push((user + system) / 1000)
    const made = await deps.jobs.findReport(asked.study, asked)
    if (made?.state !== 'made' || made.isIncomplete || made.notice !== 'sent')
      throw new Error('the report was not made')
    fileBytes = made.file?.bytes ?? 0
  }
  return { participants, ms: findMedian(all), cpuMs: findMedian(cpu), fileBytes }
}

function findMedian(values: readonly number[]): number {
  return Math.round([...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0)
}

async function storeContacts(
  { dynamo, contacts }: TestTables,
  site: SiteScope,
  count: number,
): Promise<void> {
  for (let at = 0; at < count; at += 1) {
    const scope = buildParticipantScope(site, `${SITE}-${String(at).padStart(8, '0')}`)
    const contact = {
      ...{ revision: 1, phone: `+1202555${String(at).padStart(4, '0')}`, name: `Participant ${at}` },
      ...{ smsConsent: true, smsConsentAt: '2026-01-05T12:00:00.000Z' },
    }
    const key = buildSiteKey(scope, 'CONTACT', scope.participant)
    await dynamo.send(new PutItemCommand({ TableName: contacts, Item: toItem({ ...key, ...contact }) }))
  }
}
