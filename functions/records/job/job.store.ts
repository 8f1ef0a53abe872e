import { type DynamoDBClient, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb'
import * as z from 'zod/mini'
import {
  buildPrefixRange,
  type ConditionalWrite,
  getItem,
  parseItem,
  readAll,
  requireExistingItem,
  toItem,
  writeTransaction,
} from '../../platform/aws/dynamodb.ts'
import { type ExportRun, exportRunSchema } from './export-run.ts'
import { partSchema, type ReportName, type ReportRun, type RunPart, reportRunSchema } from './report-run.ts'
import type { Run, RunName } from './run.ts'
import { type Subscription, subscriptionSchema } from './subscription.ts'

/*
 * Jobs table: what is to be made, and how far it is. It holds no name, number or answer of a participant; of members the
 * address that a report’s mail goes to.
 *
 * | access                        | request                                                              |
 * |-------------------------------|----------------------------------------------------------------------|
 * | one subscription              | Get pk STUDY#<study>, sk SUBSCRIPTION#<id>                             |
 * | all of a study                | Query pk STUDY#<study>, sk begins SUBSCRIPTION#                        |
 * | the study of a subscription   | Get pk SUBSCRIPTION#<id>, sk STUDY; written with it, never changed     |
 * | one report                    | Get pk STUDY#<study>, sk RUN#<subscription>#<date or test>             |
 * | reports of a study            | Query pk STUDY#<study>, sk begins RUN#                                 |
 * | one export                    | Get pk STUDY#<study>, sk EXPORT#<key>                                  |
 * | exports of a study            | Query pk STUDY#<study>, sk begins EXPORT#                              |
 * | parts of a report             | Query pk RUN#<subscription>#<key>, sk begins PART#                     |
 * | what is due                   | Query index due: duePk DUE, dueSk <= now; keys alone                   |
 * | plan a run                    | Put of the run, must be absent; Put of the subscription as it was read |
 * | work on a run                 | Put of the revision that was read                                     |
 * | keep a part                   | Put, must be absent                                                   |
 */

export const SUBSCRIPTION_UNCHANGED = 'subscription: as it was read'
export const RUN_ABSENT = 'run: not planned yet'
export const RUN_UNCHANGED = 'run: as it was read'

const DUE = 'DUE'
const PAGE_SIZE = 200
const revision = { revision: z.int() }
const storedSubscription = z.object({ ...subscriptionSchema.shape, ...revision })
const storedReport = z.object({ ...reportRunSchema.shape, ...revision })
const storedExport = z.object({ ...exportRunSchema.shape, ...revision })
const pointerSchema = z.object({ study: z.string() })
const keysSchema = z.object({ pk: z.string(), sk: z.string(), dueSk: z.string() })

/** As they were read. `revision` rises with every change. */
export type StoredSubscription = Subscription & { readonly revision: number }
export type StoredReport = ReportRun & { readonly revision: number }
export type StoredExport = ExportRun & { readonly revision: number }
export type StoredRun = StoredReport | StoredExport

export type DueJob = { readonly dueAt: string } & (
  | { readonly kind: 'subscription'; readonly study: string; readonly subscription: string }
  | { readonly kind: 'run'; readonly name: RunName }
)

type Parted = Pick<ReportName, 'subscription' | 'key'>

export type JobStore = {
  findSubscription(study: string, id: string): Promise<StoredSubscription | undefined>
  /** In the order of their ids, which is none. */
  listSubscriptions(study: string): Promise<readonly StoredSubscription[]>
  findStudy(subscription: string): Promise<string | undefined>
  findRun(name: RunName): Promise<StoredRun | undefined>
  findReport(study: string, name: Parted): Promise<StoredReport | undefined>
  findExport(study: string, key: string): Promise<StoredExport | undefined>
  /** @param subscription of one alone */
  listReports(study: string, subscription?: string): Promise<readonly StoredReport[]>
  listExports(study: string): Promise<readonly StoredExport[]>
  /** @returns as it then stands; `undefined` where somebody else has changed it since it was read */
  changeRun<R extends Run>(
    read: R & { readonly revision: number },
    run: R,
  ): Promise<(R & { readonly revision: number }) | undefined>
  listParts(run: Parted): Promise<readonly RunPart[]>
  /** @returns the part as it stands: the one that was kept first */
  keepPart(run: Parted, part: RunPart): Promise<RunPart>
  /** What is due by `now`, the oldest first, and when the next thing is. */
  readDue(now: string): Promise<{ readonly due: readonly DueJob[]; readonly nextDueAt: string | null }>
}

export function createJobStore(deps: { readonly dynamo: DynamoDBClient; readonly table: string }): JobStore {
  const { dynamo, table } = deps
  const queryDue = (condition: string, time: string, limit: number) =>
    dynamo.send(
      new QueryCommand({
        ...{ TableName: table, IndexName: 'due', Limit: limit },
        KeyConditionExpression: `duePk = :due AND ${condition}`,
        ExpressionAttributeValues: toItem({ ':due': DUE, ':time': time }),
      }),
    )
  return {
    findSubscription: (study, id) =>
      getItem(dynamo, table, buildSubscriptionKey(study, id), storedSubscription),
    listSubscriptions: (study) =>
      readAll(dynamo, table, buildPrefixRange(`STUDY#${study}`, 'SUBSCRIPTION#'), storedSubscription),
    findStudy: async (id) => (await getItem(dynamo, table, buildPointerKey(id), pointerSchema))?.study,
    findRun: (name) =>
      name.job === 'report'
        ? getItem(dynamo, table, buildRunKey(name), storedReport)
        : getItem(dynamo, table, buildRunKey(name), storedExport),
    findReport: (study, { subscription, key }) =>
      getItem(dynamo, table, buildRunKey({ job: 'report', study, subscription, key }), storedReport),
    findExport: (study, key) =>
      getItem(dynamo, table, buildRunKey({ job: 'export', study, key }), storedExport),
    listReports: (study, id) =>
      readAll(
        dynamo,
        table,
        buildPrefixRange(`STUDY#${study}`, id === undefined ? 'RUN#' : `RUN#${id}#`),
        storedReport,
      ),
    listExports: (study) =>
      readAll(dynamo, table, buildPrefixRange(`STUDY#${study}`, 'EXPORT#'), storedExport),
    async changeRun(read, run) {
      const { kind } = await writeTransaction(dynamo, [
        { ...putRun(table, run, read), provesTransaction: true },
      ])
      return kind === 'written' ? { ...run, revision: read.revision + 1 } : undefined
    },
    listParts: (run) => readAll(dynamo, table, buildPrefixRange(formatPartition(run), 'PART#'), partSchema),
    async keepPart(run, part) {
      const key = { pk: formatPartition(run), sk: `PART#${part.part}` }
      try {
        await dynamo.send(
          new PutItemCommand({
            ...{ TableName: table, Item: toItem({ ...key, ...part }) },
            ConditionExpression: 'attribute_not_exists(pk)',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        )
        return part
      } catch (error) {
        const existing = requireExistingItem(error)
        return existing ? parseItem(partSchema, existing) : part
      }
    },
    async readDue(now) {
      const [{ Items = [] }, later] = await Promise.all([
        queryDue('dueSk <= :time', now, PAGE_SIZE),
        queryDue('dueSk > :time', now, 1),
      ])
      const next = later.Items?.[0]
      return {
        due: Items.map((item) => parseDue(parseItem(keysSchema, item))),
        nextDueAt: next ? parseItem(keysSchema, next).dueSk : null,
      }
    },
  }
}

/** A new subscription, with what its mail’s links find its study by. */
export function putNewSubscription(
  table: string,
  subscription: Subscription,
): readonly ConditionalWrite<typeof SUBSCRIPTION_UNCHANGED>[] {
  const { id, study } = subscription
  const pointer = toItem({ ...buildPointerKey(id), study })
  return [
    putSubscription(table, subscription, undefined),
    {
      condition: SUBSCRIPTION_UNCHANGED,
      write: { Put: { TableName: table, Item: pointer, ConditionExpression: 'attribute_not_exists(pk)' } },
    },
  ]
}

/**
 * @param read as it was, or `undefined` where there was none
 * @param dueAt when its next run is planned; left out of one that is not active
 */
export function putSubscription(
  table: string,
  subscription: Subscription,
  read: StoredSubscription | undefined,
): ConditionalWrite<typeof SUBSCRIPTION_UNCHANGED> {
  const dueAt = subscription.state === 'active' ? subscription.next?.at : undefined
  const key = buildSubscriptionKey(subscription.study, subscription.id)
  return {
    condition: SUBSCRIPTION_UNCHANGED,
    write: { Put: { TableName: table, ...buildRevision({ ...key, ...subscription }, read, dueAt) } },
  }
}

/** @param read as it was, or `undefined` of one that is planned */
export function putRun(
  table: string,
  run: Run,
  read: { readonly revision: number } | undefined,
): ConditionalWrite<typeof RUN_ABSENT | typeof RUN_UNCHANGED> {
  return {
    condition: read ? RUN_UNCHANGED : RUN_ABSENT,
    write: {
      Put: { TableName: table, ...buildRevision({ ...buildRunKey(run), ...run }, read, run.dueAt) },
    },
  }
}

function buildRevision(
  item: object,
  read: { readonly revision: number } | undefined,
  dueAt: string | undefined,
) {
  const due = dueAt === undefined ? {} : { duePk: DUE, dueSk: dueAt }
  return {
    Item: toItem({ ...item, ...due, revision: (read?.revision ?? 0) + 1 }),
    ...(read
      ? {
          ConditionExpression: 'revision = :read',
          ExpressionAttributeValues: toItem({ ':read': read.revision }),
        }
      : { ConditionExpression: 'attribute_not_exists(pk)' }),
  }
}

function parseDue({ pk, sk, dueSk: dueAt }: z.infer<typeof keysSchema>): DueJob {
  const study = pk.split('#')[1] ?? ''
  const [entity, subscription = '', key = ''] = sk.split('#')
  if (entity === 'RUN') return { kind: 'run', name: { job: 'report', study, subscription, key }, dueAt }
  if (entity === 'EXPORT') return { kind: 'run', name: { job: 'export', study, key: subscription }, dueAt }
  return { kind: 'subscription', study, subscription, dueAt }
}

function buildSubscriptionKey(study: string, id: string) {
  return { pk: `STUDY#${study}`, sk: `SUBSCRIPTION#${id}` }
}

function buildPointerKey(id: string) {
  return { pk: `SUBSCRIPTION#${id}`, sk: 'STUDY' }
}

function buildRunKey(name: RunName) {
  const sk = name.job === 'report' ? `RUN#${name.subscription}#${name.key}` : `EXPORT#${name.key}`
  return { pk: `STUDY#${name.study}`, sk }
}

function formatPartition({ subscription, key }: Parted): string {
  return `RUN#${subscription}#${key}`
}
