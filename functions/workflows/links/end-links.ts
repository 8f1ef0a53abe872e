import type { ConditionalWrite } from '../../platform/aws/dynamodb.ts'
import { buildAssessmentScope, type ParticipantScope } from '../../platform/core/scope.ts'
import type { AssessmentStore, ReadAssessment } from '../../records/assessment/assessment.store.ts'
import { findStateAtIso } from '../../records/assessment/assessment.ts'
import type { SurveyStore } from '../../records/assessment/survey.store.ts'
import { endLink, type LINKS_ENDED } from '../../records/assessment/survey-links.store.ts'

/*
 * A link belongs to the telephone that it was sent to: it ends where the number turns out to be somebody else's, where the
 * participant has another one, and where the participation ends. What is texted later holds a new link.
 */

export type LinkDeps = {
  readonly assessments: Pick<AssessmentStore, 'listByParticipant'>
  readonly surveys: Pick<SurveyStore, 'endLink'>
  readonly studyTable: string
}

/** In one transaction with what ends them: so many surveys that can be answered at this moment. */
const MAX_AT_ONCE = 40

/**
 * Ends the links that a participant was sent. Those that open questions are ended by the writes that are given back, in the
 * transaction of whatever ends them; those that only say thank you, or that their time has passed, are ended before it, so
 * that whoever tries again after a crash ends them all.
 */
export async function endSentLinks(
  deps: LinkDeps,
  scope: ParticipantScope,
  at: string,
): Promise<readonly ConditionalWrite<typeof LINKS_ENDED>[]> {
  const sent = await listSent(deps, scope)
  const open = sent.filter((one) => isOpen(one, at)).slice(0, MAX_AT_ONCE)
  const others = sent.filter((one) => !open.includes(one))
  await endEach(deps, scope, others, { at, since: at })
  return open.map(({ timepoint }) => endLink(deps.studyTable, buildAssessmentScope(scope, timepoint), at))
}

/**
 * Ends every link that a participant was sent, where what ends them is written already. May run again.
 *
 * @param since when that was: a link that was ended since is not ended again
 */
export async function endAllLinks(
  deps: LinkDeps,
  scope: ParticipantScope,
  when: { readonly at: string; readonly since: string },
): Promise<void> {
  await endEach(deps, scope, await listSent(deps, scope), when)
}

async function listSent(
  { assessments }: Pick<LinkDeps, 'assessments'>,
  scope: ParticipantScope,
): Promise<readonly ReadAssessment[]> {
  return (await assessments.listByParticipant(scope)).filter(({ texts }) => texts > 0)
}

async function endEach(
  { surveys }: Pick<LinkDeps, 'surveys'>,
  scope: ParticipantScope,
  assessments: readonly ReadAssessment[],
  { at, since }: { readonly at: string; readonly since: string },
): Promise<void> {
  for (const { timepoint } of assessments)
    await surveys.endLink(buildAssessmentScope(scope, timepoint), at, since)
}

function isOpen(assessment: ReadAssessment, at: string): boolean {
  return ['open', 'started'].includes(findStateAtIso(assessment, at))
}
