import type { KeyedItem } from '../../functions/platform/aws/dynamodb.ts'
import { buildVerifiedAssessmentScope } from '../../functions/platform/core/scope.ts'
import {
  buildAssessmentKey,
  buildParticipantKey,
} from '../../functions/records/assessment/assessment-keys.ts'
import { packAttributes } from '../../functions/records/assessment/packed-fields.ts'
import { formatScores } from '../../functions/records/score/compact-scores.ts'
import { HISTORY_BEGINS, type SiteHistory } from './random-histories.ts'

/** Items of the Study table that hold these histories, as they are stored, without those of texts. */
export function buildStoredItems(
  study: string,
  site: string,
  { rows, people }: SiteHistory,
): readonly KeyedItem[] {
  const scope = (participant: string, timepoint = '') =>
    buildVerifiedAssessmentScope({ study, site, participant, timepoint })
  const enrolledAt = new Date(HISTORY_BEGINS).toISOString()
  return [
    ...[...people].map(([participant, { arm, dispositions, attributes }]) => ({
      ...buildParticipantKey(scope(participant)),
      ...{ study, site, participant, locale: 'en', timeZone: 'UTC', enrolledAt, dispositions },
      ...(arm !== null && { arm }),
      ...(attributes && { attributes: attributes.map((one) => ({ ...one, by: 'somebody' })) }),
    })),
    ...rows.assessments.map(({ participant, timepoint, missedReasons, ...one }) => ({
      ...buildAssessmentKey(scope(participant, timepoint)),
      ...packAttributes({
        ...{ studyVersion: '1.0.0', locale: 'en', timeZone: 'UTC', anchoredAt: one.opensAt, battery: [] },
        ...one,
        ...(missedReasons && {
          missedReasons: missedReasons.map((entry) => ({ ...entry, by: 'somebody' })),
        }),
      }),
      ...{ revision: 0, head: '0 ' },
    })),
    ...rows.sheets.map(({ participant, timepoint, answeredAt, scores, recomputed, notSubmitted }) => ({
      ...buildParticipantKey(
        scope(participant),
        ...['SCORES', timepoint, ...(notSubmitted ? ['CLOSED', notSubmitted.closesAt] : [])],
        ...(recomputed ? [recomputed.algorithm] : []),
      ),
      ...{ answeredAt, scores: formatScores(scores) },
      ...(recomputed && { recomputed }),
      ...(notSubmitted && { notSubmitted }),
    })),
    ...rows.treatments.map((one) => ({
      ...buildParticipantKey(scope(one.participant), 'TREATMENT', one.givenAt, one.kind),
      ...one,
    })),
    ...rows.events.map(({ participant, at, entries }, id) => ({
      ...buildParticipantKey(scope(participant), 'EVENT', at, `e${id}`),
      ...{ study, site, participant, id: `e${id}`, at },
      entries: entries.map((entry) => ({ ...entry, by: 'somebody' })),
    })),
  ]
}
