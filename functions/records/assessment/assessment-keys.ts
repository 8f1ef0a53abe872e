import {
  type AssessmentScope,
  buildSiteKey,
  type Key,
  type ParticipantScope,
} from '../../platform/core/scope.ts'

/*
 * Study table, pk SITE#<study>#<site>. Two ranges of keys hold all that is known of a participant:
 *
 * | range                          | items                                                                  | read by             |
 * |--------------------------------|------------------------------------------------------------------------|---------------------|
 * | ASSESSMENT#<participant>#…     | one per assessment with its answers; behind it …#TEXTS, its text plan    | schedules, worklists |
 * | PARTICIPANT#<participant>…     | the participant; behind it …#TREATMENT#…, …#SCORES#…, …#EVENT#…          | schedules, analyses  |
 *
 * A site stays in the partition key, so that no query crosses it and its lists are read in order, consistently and without
 * an index to pay for at every answer. DynamoDB divides a partition key between its items where their number or their
 * traffic asks for it, since the table has no local index.
 */

/** Between the end of a participant's id and whatever follows in a key. */
const TEXTS = 'TEXTS'

export function buildAssessmentKey(scope: AssessmentScope): Key {
  return buildSiteKey(scope, 'ASSESSMENT', scope.participant, scope.timepoint)
}

/** Directly behind the assessment, and before any other: one range holds the two. */
export function buildTextPlanKey(scope: AssessmentScope): Key {
  return buildSiteKey(scope, 'ASSESSMENT', scope.participant, scope.timepoint, TEXTS)
}

/** What an item of the range `ASSESSMENT#` is of. */
export function parseAssessmentKey(sk: string): {
  readonly participant: string
  readonly timepoint: string
  readonly isTextPlan: boolean
} {
  const [, participant = '', timepoint = '', part] = sk.split('#')
  return { participant, timepoint, isTextPlan: part === TEXTS }
}

export function buildParticipantKey(scope: ParticipantScope, ...parts: string[]): Key {
  return buildSiteKey(scope, 'PARTICIPANT', scope.participant, ...parts)
}
