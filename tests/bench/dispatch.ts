import { BatchWriteItemCommand } from '@aws-sdk/client-dynamodb'
import type { SQSEvent } from 'aws-lambda'
import { Temporal } from 'temporal-polyfill'
import { type StoredItem, toItem } from '../../functions/platform/aws/dynamodb.ts'
import { buildVerifiedAssessmentScope } from '../../functions/platform/core/scope.ts'
import { createAlertStore } from '../../functions/records/alert/alert.store.ts'
import { putAssessment } from '../../functions/records/assessment/assessment.store.ts'
import type { Assessment } from '../../functions/records/assessment/assessment.ts'
import { createAuditStore } from '../../functions/records/audit/audit.store.ts'
import { FIRST_PREVIOUS } from '../../functions/records/audit/audit.ts'
import { findContact } from '../../functions/records/contact/contact.store.ts'
import { createDailyLimit } from '../../functions/records/daily-text-limit/daily-text-limit.store.ts'
import { createDueStore } from '../../functions/records/due/due.store.ts'
import type { Due } from '../../functions/records/due/due.ts'
import { createLinkTokens } from '../../functions/records/link/link.ts'
import { findOnCall } from '../../functions/records/on-call/on-call.store.ts'
import { createParticipantStore } from '../../functions/records/participant/participant.store.ts'
import { findPhone } from '../../functions/records/phone/phone.store.ts'
import { createSurveyStore } from '../../functions/records/survey/survey.store.ts'
import { createTextPlanStore, putTextPlan } from '../../functions/records/text-plan/text-plan.store.ts'
import { handleDue } from '../../functions/workflows/texting/handle-due.ts'
import { openDue } from '../../functions/workflows/texting/open-due.ts'
import { startDatabase } from '../../infra/local/runtime/dynamodb.ts'
import { type Library, openShippedLibrary } from '../../surveys/library/library.ts'
import { createTestTables, type TestTables } from '../support/test-tables.ts'
import { type CountingProxy, startCountingProxy } from './counting-proxy.ts'
import { runAll } from './run-all.ts'

const STUDY = 'ketamine-infusion-registry'
const NOW = Temporal.Instant.from('2026-03-03T17:00:00Z')
/** As the queue hands them out. */
const BATCH = 10
const AT_ONCE = 8
const ITEMS_PER_WRITE = 25

/**
 * Everything due at one moment, through the index, the queue's batches and the sender, to a text service that takes
 * every text at once: how long the tick takes to find it all, how many texts a second leave, and what one costs in
 * capacity units.
 */
export async function measureDispatch(counts: readonly number[]): Promise<unknown> {
  const runs: unknown[] = []
  for (const count of counts) {
    const database = await startDatabase(undefined)
    const proxy = await startCountingProxy(database.endpoint)
    try {
      runs.push(await run(count, database.endpoint, proxy))
    } finally {
      await proxy.close()
      await database.close()
    }
  }
  return runs
}

async function run(count: number, endpoint: string, proxy: CountingProxy): Promise<unknown> {
  const tables = await createTestTables(endpoint)
  await runAll(chunks(dueItems(tables, count), ITEMS_PER_WRITE), AT_ONCE, async (items) => {
    const RequestItems: Record<string, { PutRequest: { Item: StoredItem } }[]> = {}
    for (const { table, item } of items)
      RequestItems[table] = [...(RequestItems[table] ?? []), { PutRequest: { Item: item } }]
    await tables.dynamo.send(new BatchWriteItemCommand({ RequestItems }))
  })
  let sent = 0
  const deps = sender(tables, () => {
    sent += 1
  })

  const queue: Due[] = []
  const study = { dynamo: tables.dynamo, table: tables.study }
  const began = performance.now()
  await openDue({
    clock: deps.clock,
    due: createDueStore(study),
    queue: { add: async (due) => void queue.push(...due) },
  })
  const ticked = performance.now()
  const failures: number[] = []
  await runAll(chunks(queue, BATCH), AT_ONCE, async (batch) => {
    const { batchItemFailures } = await handleDue(deps, buildEvent(batch))
    failures.push(batchItemFailures.length)
  })
  const done = performance.now()
  if (sent !== count || failures.some((failed) => failed > 0))
    throw new Error(`${sent} of ${count} texts were sent`)
  const units = await unitsOfOne(tables, proxy)
  return {
    due: count,
    tickMs: Math.round(ticked - began),
    dispatchMs: Math.round(done - ticked),
    textsPerSecond: Math.round((count / (done - ticked)) * 1000),
    microsecondsPerText: Math.round(((done - began) / count) * 1000),
    unitsPerText: units,
  }
}

/** Of one more, seen through the proxy. */
async function unitsOfOne(tables: TestTables, proxy: CountingProxy): Promise<unknown> {
  const seen = await connectByProxy(tables, proxy.endpoint)
  const items = dueItems(tables, 1, 900_000_000)
  for (const { table, item } of items)
    await tables.dynamo.send(
      new BatchWriteItemCommand({ RequestItems: { [table]: [{ PutRequest: { Item: item } }] } }),
    )
  const queue: Due[] = []
  await openDue({
    clock: { now: () => NOW },
    due: createDueStore({ dynamo: tables.dynamo, table: tables.study }),
    queue: { add: async (due) => void queue.push(...due) },
  })
  proxy.take()
  await handleDue(
    sender(seen, () => {}),
    buildEvent(queue),
  )
  const { read, write, requests } = proxy.take()
  return { read, write, requests }
}

async function connectByProxy(tables: TestTables, endpoint: string): Promise<TestTables> {
  const { DynamoDBClient } = await import('@aws-sdk/client-dynamodb')
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }
  return { ...tables, dynamo: new DynamoDBClient({ endpoint, region: 'us-east-1', credentials }) }
}

/** Participants of the study's clinics with an invitation due: each assessment with its text plan and its contact. */
function* dueItems(
  tables: TestTables,
  count: number,
  from = 0,
): Generator<{ readonly table: string; readonly item: StoredItem }> {
  const sites = openShippedLibrary().findStudy(STUDY)?.definition.sites ?? []
  for (let index = from; index < from + count; index += 1) {
    const site = sites[index % sites.length]?.id ?? ''
    const participant = `${site}-${String(index).padStart(8, '0')}`
    const at = NOW.toString({ smallestUnit: 'millisecond' })
    const scope = buildVerifiedAssessmentScope({ study: STUDY, site, participant, timepoint: 'week-1' })
    const assessment: Assessment = {
      ...{ ...scope, studyVersion: '1.0.0', locale: 'en', battery: ['peg@1.0.0'] },
      ...{ timeZone: 'America/New_York', anchoredAt: at, opensAt: at, dueAt: '2026-03-05T14:00:00.000Z' },
      ...{ closesAt: '2026-03-09T14:00:00.000Z', progress: 'untouched' },
    }
    const plan = { texts: 0, textsBefore: 0, nextText: 0, nextTextAt: at }
    for (const { write } of [
      putAssessment(tables.study, scope, assessment, FIRST_PREVIOUS),
      putTextPlan(tables.study, scope, plan, FIRST_PREVIOUS),
    ])
      yield { table: tables.study, item: write.Put?.Item ?? {} }
    const pk = `SITE#${STUDY}#${site}`
    yield {
      table: tables.contacts,
      item: toItem({
        ...{ pk, sk: `CONTACT#${participant}`, revision: 0, smsConsent: true, smsConsentAt: at },
        phone: `+1202${String(index).padStart(9, '0')}`,
      }),
    }
  }
}

function sender(tables: TestTables, onSent: () => void): Parameters<typeof handleDue>[0] {
  const { dynamo } = tables
  const study = { dynamo, table: tables.study }
  const contacts = { dynamo, contactsTable: tables.contacts }
  const clock = { now: () => NOW }
  return {
    clock,
    log: { info: () => {}, error: () => {} },
    library: withoutDailyLimit(openShippedLibrary()),
    surveys: createSurveyStore(study),
    textPlans: createTextPlanStore(study),
    participants: createParticipantStore(study),
    alerts: createAlertStore(study),
    dailyLimit: createDailyLimit(study),
    findContact: findContact.bind(undefined, contacts),
    findPhone: findPhone.bind(undefined, contacts),
    findOnCall: findOnCall.bind(undefined, contacts),
    audit: createAuditStore({ dynamo, table: tables.audit, clock }),
    texts: {
      send: async () => {
        onSent()
        return { kind: 'sent', messageId: 'm' }
      },
    },
    links: createLinkTokens('x'.repeat(32), openShippedLibrary().directory),
    publicUrl: 'https://concord.example',
    studyTable: tables.study,
    contactsTable: tables.contacts,
  }
}

/** The limit is counted all the same. */
function withoutDailyLimit(library: Library): Library {
  const found = library.findStudy(STUDY)
  return {
    ...library,
    findStudy: () =>
      found && { ...found, definition: { ...found.definition, textsPerSitePerDay: 1_000_000 } },
  }
}

function buildEvent(batch: readonly Due[]): SQSEvent {
  const Records = batch.map((due, index) => ({
    messageId: String(index),
    body: JSON.stringify(due),
    attributes: { MessageGroupId: due.participant },
  }))
  return { Records } as unknown as SQSEvent
}

function chunks<T>(items: Iterable<T>, size: number): T[][] {
  const found: T[][] = []
  for (const item of items) {
    const last = found.at(-1)
    if (last && last.length < size) last.push(item)
    else found.push([item])
  }
  return found
}
