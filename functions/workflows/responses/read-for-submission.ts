import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import type { AssessmentScope } from '../../platform/core/scope.ts'
import type { AnswerHistory } from '../../rules/safety/alert-signals.ts'
import type { ScheduleRecord } from '../schedule/record-plan.ts'
import { buildAnswerHistory } from './answer-history.ts'
import { buildSurvey, type Survey } from './load-survey.ts'
import type { ResponseDeps } from './response.deps.ts'

/** A survey with all that its submission looks at. */
export type ReadForSubmission = {
  readonly survey: Survey
  readonly history: AnswerHistory
  /** Where the study plans assessments by what was submitted. */
  readonly schedule: ScheduleRecord | undefined
}

/**
 * One read where the study looks at nothing but the answers; else two at once, of the participant's assessments and of
 * their record, whatever the study's rules look at.
 *
 * @throws ProblemError `link-unknown` when there is no such survey
 */
export async function readForSubmission(
  deps: ResponseDeps,
  scope: AssessmentScope,
): Promise<ReadForSubmission> {
  // Whoever submits may follow any of them.
  const versions = await deps.library.listVersions(scope.study)
  if (!versions.some(isLookingBack)) {
    const stored = await deps.surveys.find(scope)
    return {
      survey: await buildSurvey(deps, scope, stored),
      history: { treatments: [], sheets: [] },
      schedule: undefined,
    }
  }
  const [{ stored, assessments }, record] = await Promise.all([
    deps.assessments.findAmongAll(scope),
    deps.participantRecords.find(scope),
  ])
  const { participant } = record
  const history = buildAnswerHistory(record)
  return {
    survey: await buildSurvey(deps, scope, stored),
    history,
    schedule: participant && {
      ...{ participant, assessments },
      treatments: record.treatments.filter(({ voided }) => voided !== true),
    },
  }
}

function isLookingBack({ safety, spacing, anchors }: StudyDefinition): boolean {
  return (
    spacing.length > 0 ||
    anchors.some(({ kind }) => kind === 'completion') ||
    safety.rules.some(({ op }) => op !== 'level')
  )
}
