import { PutItemCommand } from '@aws-sdk/client-dynamodb'
import type { TimelineRows } from '../../functions/analysis/timeline/timeline.ts'
import { toItem } from '../../functions/platform/aws/dynamodb.ts'
import { buildVerifiedAssessmentScope } from '../../functions/platform/core/scope.ts'
import {
  buildAssessmentKey,
  buildParticipantKey,
  buildTextPlanKey,
} from '../../functions/records/assessment/assessment-keys.ts'
import { packAttributes } from '../../functions/records/assessment/packed-fields.ts'
import type { AttributeEntry } from '../../functions/records/participant/participant-attributes.ts'
import { formatScores } from '../../functions/records/score/compact-scores.ts'
import { madeUpSite } from './generated-cohort.ts'
import type { TestTables } from './test-tables.ts'

const AT_ONCE = 25

type FindAttributes = (at: number) => readonly AttributeEntry[] | undefined

/** Puts a made-up site into the Study table: participants, assessments, scores and treatments. */
export function storeMadeUpSite(
  tables: TestTables,
  study: string,
  site: string,
  count: number,
  timepoints: readonly string[],
  findAttributes?: FindAttributes,
): Promise<void> {
  return storeRows(tables, study, site, madeUpSite(site, count, timepoints), undefined, findAttributes)
}

/**
 * Puts rows as they are into the Study table, with a participant for everybody who has an assessment.
 *
 * @param arms by participant, where they have one
 * @param findAttributes what was recorded of a participant, by their place in the site
 */
export async function storeRows(
  { dynamo, study: table }: TestTables,
  study: string,
  site: string,
  { assessments, sheets, treatments }: TimelineRows,
  arms: ReadonlyMap<string, string | null> = new Map(),
  findAttributes: FindAttributes = () => undefined,
): Promise<void> {
  const buildScope = (participant: string, timepoint = '') =>
    buildVerifiedAssessmentScope({ study, site, participant, timepoint })
  const participants = [...new Set(assessments.map(({ participant }) => participant))]
  const items = [
    ...participants.map((participant, at) => ({
      ...buildParticipantKey(buildScope(participant)),
      ...{ study, site, participant, locale: 'en', timeZone: 'UTC', enrolledAt: '2026-01-01T00:00:00.000Z' },
      arm: arms.get(participant) ?? undefined,
      attributes: findAttributes(at),
    })),
    ...assessments.flatMap((one) => {
      const scope = buildScope(one.participant, one.timepoint)
      return [
        { ...buildAssessmentKey(scope), ...packAttributes(one), revision: 0, head: '0 ' },
        {
          ...buildTextPlanKey(scope),
          ...{ texts: 0, textsBefore: 0, nextText: 0, attempts: [], unsent: [], head: '0 ' },
        },
      ]
    }),
    ...sheets.map(({ answeredAt, scores, recomputed, ...one }) => ({
      ...buildParticipantKey(buildScope(one.participant), 'SCORES', one.timepoint),
      ...{ answeredAt, scores: formatScores(scores), recomputed },
    })),
    ...treatments.map((one) => ({
      ...buildParticipantKey(buildScope(one.participant), 'TREATMENT', one.givenAt, one.kind),
      ...one,
    })),
  ]
  for (let at = 0; at < items.length; at += AT_ONCE)
    await Promise.all(
      items
        .slice(at, at + AT_ONCE)
        .map((item) => dynamo.send(new PutItemCommand({ TableName: table, Item: toItem(item) }))),
    )
}
