import type { PublishedResponderDefinition } from '../../../surveys/responder/definition.ts'
import { buildStudyMeasures } from '../../../surveys/study/measures.ts'
import { studyDraftProblems } from '../../../web/api/problems/study-draft-problems.ts'
import type {
  DefinitionPreviewQuery,
  DefinitionPreviewReply,
} from '../../../web/api/responder-definitions/definition-preview.ts'
import { previewDefinition } from '../../analysis/definition-comparison/preview-definition.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import type { StudyMember } from '../access/staff-access.ts'
import { findComputable, type ReviewedDefinition } from '../library/definition-drafts.ts'
import {
  type AnalysisDeps,
  readRequestedCohort,
  requireEstimand,
  requireFollowUp,
} from './analysis-request.ts'

/**
 * The draft of a definition on the study's present data, blind to arms for everybody. Only the member's own sites are seen whole,
 * although a lead's other analyses are: a rule that somebody writes can be made to single out one person.
 *
 * @throws ProblemError `draft-faulty` for a rule with problems; 422 for a timepoint or estimand that the study does not have
 */
export async function readDefinitionPreview(
  deps: AnalysisDeps,
  membership: StudyMember,
  review: ReviewedDefinition,
  query: DefinitionPreviewQuery,
): Promise<DefinitionPreviewReply> {
  const computable = findComputable(review)
  if (!computable) throw new ProblemError(studyDraftProblems.draftFaulty, review.ruleProblems)
  const study = { ...membership.study, arms: [] }
  const first = study.timepoints.find(({ id }) => id !== study.baseline)?.id ?? ''
  const timepoint = query.timepoint ?? study.endpoints?.primary.timepoint ?? first
  requireFollowUp(study, timepoint)
  // Of the study as it is published, so that its first estimand is the same for who is blinded.
  const estimand = requireEstimand(membership.published, query.estimand)
  const blind = { ...membership, study }
  const { cohort } = await readRequestedCohort(deps, blind, {})
  const { member } = membership
  const viewer = { sites: member.sites, minimumCellSize: study.minimumCellSize, naming: [] }
  const { definition: id } = review.draft
  return previewDefinition(
    cohort,
    {
      ...{ study, measures: buildStudyMeasures(study, membership.library), timepoint, estimand },
      draft: { ...DRAFT, ...computable, id },
      others: study.responderDefinitions.filter((one) => one.id !== id),
      cut: query.cut,
    },
    viewer,
  )
}

/** What a computation never looks at. A draft has no hash yet. */
const DRAFT: Omit<PublishedResponderDefinition, 'id' | 'rule' | 'missing' | 'lateAnswers'> = {
  ...{ version: '0.0.0', title: {}, summary: {}, evidence: 'unvalidated', source: '', hash: '' },
}
