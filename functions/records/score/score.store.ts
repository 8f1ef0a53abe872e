import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import * as z from 'zod/mini'
import {
  buildPrefixRange,
  type ConditionalWrite,
  readAll,
  readPage,
  toItem,
} from '../../platform/aws/dynamodb.ts'
import {
  type AssessmentScope,
  formatSitePartition,
  type ParticipantScope,
  type SiteScope,
} from '../../platform/core/scope.ts'
import { buildParticipantKey } from '../assessment/assessment-keys.ts'
import { formatScores, parseScores } from './compact-scores.ts'
import type { ScoreSheet } from './score.ts'
import { splitSuperseded } from './superseded-scores.ts'

/*
 * Study table: scores, one sheet per response and algorithm (keys: assessment-keys.ts). Change, time since
 * treatment and verdicts are not stored: they follow from sheets and treatments whenever they are asked for, so they are
 * never stale. A site's sheets are read with its participants and treatments, see participant-record.store.ts.
 *
 * | access                | key                                                                        |
 * |-----------------------|----------------------------------------------------------------------------|
 * | of a participant      | Query PARTICIPANT#<participant>#SCORES#                                      |
 * | with the submission   | Put PARTICIPANT#<participant>#SCORES#<timepoint>, must be absent             |
 * | of answers never sent | Put PARTICIPANT#<participant>#SCORES#<timepoint>#CLOSED#<closesAt>, must be absent; once more for answers that were taken in later |
 * | with a newer algorithm| Put …#<algorithm> behind any of them, must be absent                       |
 */

export const SCORES_NEW = 'scores: must be new'

const SCORES = 'SCORES'

const sheetItemSchema = z.object({
  sk: z.string(),
  answeredAt: z.string(),
  /** See `formatScores`. */
  scores: z.string(),
  recomputed: z.optional(z.object({ algorithm: z.string(), at: z.string() })),
  notSubmitted: z.optional(
    z.object({ at: z.string(), closesAt: z.string(), withLate: z.optional(z.literal(true)) }),
  ),
})

export function isScoreKey(sk: string): boolean {
  return sk.split('#')[2] === SCORES
}

/** A sheet from its item; its key says whose it is. */
export function parseSheet({ study, site }: SiteScope, item: unknown): ScoreSheet {
  const { sk, answeredAt, scores, recomputed, notSubmitted } = sheetItemSchema.parse(item)
  const [, participant = '', , timepoint = ''] = sk.split('#')
  return {
    ...{ study, site, participant, timepoint, answeredAt, scores: parseScores(scores) },
    ...(recomputed && { recomputed }),
    ...(notSubmitted && { notSubmitted }),
  }
}

/** A sheet is in force unless a newer algorithm has made another from the same answers. */
export type ScoreStore = {
  /** The sheets in force. */
  listByParticipant(scope: ParticipantScope): Promise<readonly ScoreSheet[]>
  /** Every sheet, those that are no longer in force too. */
  listAllByParticipant(scope: ParticipantScope): Promise<readonly ScoreSheet[]>
  /** The sheets that were made with their submissions or at the end of their windows, some at a time. */
  readSubmittedPage(
    scope: SiteScope,
    after: string | null,
  ): Promise<{
    readonly sheets: readonly { readonly sheet: ScoreSheet; readonly position: string }[]
    readonly next: string | null
  }>
}

export function createScoreStore(deps: { dynamo: DynamoDBClient; table: string }): ScoreStore {
  const { dynamo, table } = deps
  const listByParticipant = async (scope: ParticipantScope) => {
    const range = buildPrefixRange(formatSitePartition(scope), `${buildParticipantKey(scope, SCORES).sk}#`)
    const items = await readAll(dynamo, table, range, sheetItemSchema)
    return items.map((item) => parseSheet(scope, item))
  }
  return {
    listByParticipant: async (scope) => splitSuperseded(await listByParticipant(scope)).sheets,
    listAllByParticipant: listByParticipant,
    async readSubmittedPage(scope, after) {
      const range = buildPrefixRange(formatSitePartition(scope), 'PARTICIPANT#')
      const page = await readPage(dynamo, table, range, sheetItemSchema, after, { isWanted: isScoreKey })
      const sheets = page.found.flatMap(({ value, sk }) =>
        value.recomputed ? [] : [{ sheet: parseSheet(scope, value), position: sk }],
      )
      return { sheets, next: page.next }
    },
  }
}

export function putScores(
  table: string,
  scope: AssessmentScope,
  sheet: ScoreSheet,
): ConditionalWrite<typeof SCORES_NEW> {
  return putSheet(table, scope, sheet, [])
}

/** Beside the sheet of the submission, which stays. */
export function putRecomputedScores(
  table: string,
  scope: AssessmentScope,
  sheet: ScoreSheet,
  algorithm: string,
): ConditionalWrite<typeof SCORES_NEW> {
  return putSheet(table, scope, sheet, [algorithm])
}

function putSheet(
  table: string,
  scope: AssessmentScope,
  { answeredAt, scores, recomputed, notSubmitted }: ScoreSheet,
  algorithm: readonly string[],
): ConditionalWrite<typeof SCORES_NEW> {
  // A window that was moved may close a second time.
  const closed = notSubmitted
    ? ['CLOSED', notSubmitted.closesAt, ...(notSubmitted.withLate ? [notSubmitted.at] : [])]
    : []
  return {
    condition: SCORES_NEW,
    write: {
      Put: {
        TableName: table,
        Item: toItem({
          ...buildParticipantKey(scope, SCORES, scope.timepoint, ...closed, ...algorithm),
          ...{ answeredAt, scores: formatScores(scores), recomputed, notSubmitted },
        }),
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    },
  }
}
