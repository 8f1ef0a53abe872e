import { type DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb'
import * as z from 'zod/mini'
import { MEMBER_ROLES } from '../../../web/api/members/member-roles.ts'
import {
  type ConditionalWrite,
  parseItem,
  readAll,
  type TransactionResult,
  toItem,
  writeTransaction,
} from '../../platform/aws/dynamodb.ts'
import { type Clock, formatIso } from '../../platform/core/clock.ts'
import {
  CONFLICT,
  type Pause,
  pauseRandomly,
  retryOnConflict,
} from '../../platform/core/retry-on-conflict.ts'
import { type AuditEntry, type AuditEvent, buildChainEntry, type ChainHead } from './audit.ts'
import { AUDIT_ACTIONS } from './audit-actions.ts'

/*
 * Audit table: append-only hash chains. A chain is what one writer at a time adds to:
 *
 * | chain                               | what stands in it                                    | its first entry stands on |
 * |-------------------------------------|------------------------------------------------------|---------------------------|
 * | <study>                             | versions, memberships, on-call lists, restores         | nothing                   |
 * | LIBRARY                             | definitions that were published                       | nothing                   |
 * | <study>#<participant>               | enrolment, treatments, contact, calls, alerts handled | nothing                   |
 * | <study>#<participant>#<timepoint>   | answers, the submission, alerts that they raise        | the entry that made it    |
 * | …#<timepoint>#TEXTS                 | texts                                                | the same                  |
 * | <study>#ERASURES                    | erasures confirmed and done: the ledger that is        | nothing                   |
 * |                                     | replayed after a restore of another table              |                           |
 * | <study>#READS#<sub>#<date>          | what one person read of names and numbers, or exported | nothing                   |
 * |                                     | on one day (UTC): see identified-data.ts               |                           |
 * | ORGANISATION#<organisation>         | an organisation                                       | nothing                   |
 * | <study>#RELEASES                    | releases                                              | nothing                   |
 * | <study>#REPORTS#<subscription>      | a subscription of reports, and its runs                | nothing                   |
 * | <study>#EXPORTS#<run>               | an export that is made in the background               | nothing                   |
 * | <study>#PANELS#<panel>              | what staff do with a consensus panel; no vote           | nothing                   |
 *
 * | access                              | key                                                                   |
 * |-------------------------------------|-----------------------------------------------------------------------|
 * | head of a participant's chain       | Query pk = scope, newest first, limit 1; of the others, on their item   |
 * | whole chain                         | Query pk = scope                                                       |
 * | append, with the write it records   | Put (pk, sk = next number), must be absent; of a reading, the Put alone  |
 * | was it we who appended? (lost reply)| Get (pk, sk)                                                            |
 *
 * Two writers that read the same head make the same sort key; one transaction fails whole, reads the new
 * head and tries again. So no chain can fork, and no write stands without its entry.
 */

export const auditEntrySchema = z.object({
  scope: z.string(),
  sequence: z.number(),
  at: z.string(),
  action: z.enum(AUDIT_ACTIONS),
  actor: z.union([
    z.strictObject({ kind: z.enum(['participant', 'operator', 'system']) }),
    z.strictObject({ kind: z.enum(['administrator', ...MEMBER_ROLES]), sub: z.string() }),
  ]),
  about: z.optional(z.record(z.string(), z.union([z.string(), z.number()]))),
  previous: z.string(),
  hash: z.string(),
})

const NEXT_ENTRY = 'audit: the next entry is not yet written'
const MAX_ATTEMPTS = 12

export type Writes<Condition extends string> =
  | readonly ConditionalWrite<Condition>[]
  | ((entry: AuditEntry) => readonly ConditionalWrite<Condition>[])

export type AuditStore = {
  /**
   * Writes all of `writes` together with the audit entry of `event`, or nothing. Writes that name the entry, as a chain
   * that it begins does, are built from it.
   * A condition that does not hold comes back as `refused` with its condition; a lost race for the chain is
   * tried again. @throws ProblemError `busy` when the races do not end.
   */
  write<Condition extends string>(
    scope: string,
    event: AuditEvent,
    writes: Writes<Condition>,
  ): Promise<TransactionResult<Condition>>
  /**
   * Adds an entry that records no write: what somebody reads. The head is read while `event` is made.
   *
   * @throws ProblemError `busy` when the races do not end
   */
  append(scope: string, event: Promise<AuditEvent>): Promise<void>
  /**
   * The same as `write` for a chain whose head was read with what is written: no read, and one attempt, since whoever lost the race
   * has to read both anew. Of a record whose table alone was restored, the head is older than the chain though nothing else
   * has changed: the entry then stands behind the newest one, with `unknown`, how many entries the record did not know.
   *
   * @param buildWrites of the new head, which one of them stores
   */
  extend<Condition extends string>(
    chain: { readonly scope: string; readonly head: ChainHead },
    event: AuditEvent,
    buildWrites: (head: ChainHead) => readonly ConditionalWrite<Condition>[],
  ): Promise<ExtendResult<Condition>>
  listChain(scope: string): Promise<readonly AuditEntry[]>
}

/** `stale`: the head is no longer the head. */
export type ExtendResult<Condition extends string> = TransactionResult<Condition> | { readonly kind: 'stale' }

export function formatParticipantChain(scope: { study: string; participant: string }): string {
  return `${scope.study}#${scope.participant}`
}

/** Of the answers to an assessment. */
export function formatAssessmentChain(scope: {
  study: string
  participant: string
  timepoint: string
}): string {
  return `${formatParticipantChain(scope)}#${scope.timepoint}`
}

/** Of the texts about an assessment. */
export function formatTextChain(scope: { study: string; participant: string; timepoint: string }): string {
  return `${formatAssessmentChain(scope)}#TEXTS`
}

/** Of definitions that were published, whichever study asks them. No study has its name. */
export function formatLibraryChain(): string {
  return 'LIBRARY'
}

/** Of versions, memberships, on-call lists and restores. */
export function formatStudyChain(study: string): string {
  return study
}

/** Of who administers an organisation, and its studies. No study’s id has a capital letter. */
export function formatOrganisationChain(organisation: string): string {
  return `ORGANISATION#${organisation}`
}

/** Of what one person read or exported on a day, `2026-07-05` in UTC: a chain that nobody else waits for. */
export function formatReadsChain(study: string, sub: string, day: string): string {
  return `${study}#READS#${sub}#${day}`
}

/** Of what was erased in a study: the ledger that outlives a restore of the other tables. */
export function formatErasureChain(study: string): string {
  return `${study}#ERASURES`
}

/** Of what a study has released. */
export function formatReleaseChain(study: string): string {
  return `${study}#RELEASES`
}

/** Of a subscription of reports and its runs. */
export function formatReportChain(study: string, subscription: string): string {
  return `${study}#REPORTS#${subscription}`
}

/** Of what staff do with a consensus panel. What panelists do is in no chain: a vote has no author there either. */
export function formatPanelChain(study: string, panel: string): string {
  return `${study}#PANELS#${panel}`
}

/** Of an export that is made in the background. */
export function formatExportChain(study: string, run: string): string {
  return `${study}#EXPORTS#${run}`
}

export function createAuditStore(deps: {
  dynamo: DynamoDBClient
  table: string
  clock: Clock
  pause?: Pause
}): AuditStore {
  const { dynamo, table, clock, pause = pauseRandomly } = deps

  async function readHead(scope: string): Promise<AuditEntry | undefined> {
    const { Items } = await dynamo.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: toItem({ ':pk': scope }),
        ScanIndexForward: false,
        Limit: 1,
        ConsistentRead: true,
      }),
    )
    const [newest] = Items ?? []
    return newest && (parseItem(auditEntrySchema, newest) as AuditEntry)
  }

  function buildAppend(entry: AuditEntry): ConditionalWrite<typeof NEXT_ENTRY> {
    return {
      condition: NEXT_ENTRY,
      provesTransaction: true,
      write: {
        Put: {
          TableName: table,
          Item: toItem({ pk: entry.scope, sk: String(entry.sequence).padStart(10, '0'), ...entry }),
          ConditionExpression: 'attribute_not_exists(pk)',
        },
      },
    }
  }

  return {
    write: <Condition extends string>(scope: string, event: AuditEvent, writes: Writes<Condition>) =>
      retryOnConflict(
        async () => {
          const entry = buildChainEntry(scope, await readHead(scope), event, formatIso(clock.now()))
          // The entry comes last: when both fail, the refusal of the write is the one that means something.
          const result = await writeTransaction<Condition | typeof NEXT_ENTRY>(dynamo, [
            ...(typeof writes === 'function' ? writes(entry) : writes),
            buildAppend(entry),
          ])
          if (result.kind === 'written') return result
          if (result.kind === 'refused' && result.condition !== NEXT_ENTRY)
            return { ...result, condition: result.condition as Condition }
          return CONFLICT
        },
        { maxAttempts: MAX_ATTEMPTS, pause },
      ),
    async append(scope, pending) {
      const [first, event] = await Promise.all([readHead(scope), pending])
      let head = first
      await retryOnConflict(
        async (made) => {
          if (made > 0) head = await readHead(scope)
          const entry = buildChainEntry(scope, head, event, formatIso(clock.now()))
          const result = await writeTransaction(dynamo, [buildAppend(entry)])
          return result.kind === 'written' ? undefined : CONFLICT
        },
        { maxAttempts: MAX_ATTEMPTS, pause },
      )
    },
    async extend<Condition extends string>(
      { scope, head }: { readonly scope: string; readonly head: ChainHead },
      event: AuditEvent,
      buildWrites: (head: ChainHead) => readonly ConditionalWrite<Condition>[],
    ): Promise<ExtendResult<Condition>> {
      const append = (from: ChainHead, of: AuditEvent) => {
        const entry = buildChainEntry(scope, from, of, formatIso(clock.now()))
        return writeTransaction<Condition | typeof NEXT_ENTRY>(dynamo, [
          ...buildWrites(entry),
          buildAppend(entry),
        ])
      }
      const result = await append(head, event)
      if (result.kind !== 'refused' || result.condition !== NEXT_ENTRY)
        return result as ExtendResult<Condition>
      // What was read stands as it was read, and only its head is behind: its table was restored.
      const newest = await readHead(scope)
      const unknown = newest ? newest.sequence - head.sequence : 0
      const again =
        newest && unknown > 0
          ? await append(newest, { ...event, about: { ...event.about, unknown } })
          : result
      if (again.kind !== 'refused' || again.condition !== NEXT_ENTRY) return again as ExtendResult<Condition>
      return { kind: 'stale' }
    },
    listChain: (scope) =>
      readAll(dynamo, table, { pk: scope, from: '0', to: '9' }, auditEntrySchema) as Promise<AuditEntry[]>,
  }
}
