import { releaseProblems } from '../../../web/api/problems/release-problems.ts'
import type { ReleaseHeader, ReleaseIndex, ReleaseRef } from '../../../web/api/releases/release.ts'
import type { ReleaseContent } from '../../../web/api/releases/release-content.ts'
import { parseDefinitionId } from '../../analysis/release/shown-before.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import type { ReleaseStore } from '../../records/release/release.store.ts'
import { buildNotFound, requireUnblinded, type StudyMember } from '../access/staff-access.ts'

/* Reading a release takes its own items and nothing of a participant's. */

export type ReadReleaseDeps = { readonly releases: Pick<ReleaseStore, 'list' | 'find' | 'readContent'> }

/** A release with what it says. */
export type Release = { readonly header: ReleaseHeader; readonly content: ReleaseContent }

/**
 * A release as a member reads it. It has numbers by arm, so that who is blinded does not.
 *
 * @throws ProblemError 403 for who is blinded; 404 for a number that the study has not released
 */
export async function readRelease(
  { releases }: ReadReleaseDeps,
  membership: StudyMember,
  number: number,
): Promise<Release> {
  requireUnblinded(membership)
  const header = await releases.find(membership.study.id, number)
  if (!header) throw buildNotFound()
  return { header, content: await releases.readContent(header) }
}

/** With which number, name and hash a number of a release is given. */
export function pickReleaseRef({ number, name, sha256 }: ReleaseHeader): ReleaseRef {
  return { number, name, sha256 }
}

export function buildReleaseIndex(content: ReleaseContent): ReleaseIndex {
  return {
    responderRate: content.responderRates.map(({ definition, timepoint, estimand }) => ({
      ...{ definition: parseDefinitionId(definition), timepoint, estimand: estimand.id },
    })),
    definitionComparison: content.definitionComparisons.map(({ timepoint }) => ({ timepoint })),
    meanChange: content.meanChanges.map(({ domain, analysis }) => ({
      ...{ measure: domain, timepoint: analysis.timepoint },
    })),
    repeatedMeasures: content.repeatedMeasures.map(({ domain }) => ({ measure: domain })),
    meaningfulChange: content.meaningfulChanges.map(({ domain, analysis }) => ({
      ...{ measure: domain, timepoint: analysis.timepoint },
    })),
  }
}

type ByTimepoint = { readonly timepoint: string }
type ByDomain = { readonly measure: string }

/** Under the estimand that is asked for, or the first. @throws ProblemError 404 `not-in-release` */
export function findReleasedRate(
  { content, header }: Release,
  asked: ByTimepoint & { readonly definition: string; readonly estimand?: string | undefined },
) {
  const found = content.responderRates.filter(
    ({ definition, timepoint }) =>
      parseDefinitionId(definition) === asked.definition && timepoint === asked.timepoint,
  )
  const first = content.definitionComparisons[0]?.estimand.id
  return requireReleased(
    header,
    found.find(({ estimand }) => estimand.id === (asked.estimand ?? first)),
  )
}

/** @throws ProblemError 404 `not-in-release` */
export function findReleasedComparison({ content, header }: Release, asked: ByTimepoint) {
  return requireReleased(
    header,
    content.definitionComparisons.find(({ timepoint }) => timepoint === asked.timepoint),
  )
}

/** @throws ProblemError 404 `not-in-release` */
export function findReleasedMeanChange({ content, header }: Release, asked: ByDomain & ByTimepoint) {
  return requireReleased(
    header,
    content.meanChanges.find(
      ({ domain, analysis }) => domain === asked.measure && analysis.timepoint === asked.timepoint,
    )?.analysis,
  )
}

/** @throws ProblemError 404 `not-in-release` */
export function findReleasedRepeatedMeasures({ content, header }: Release, asked: ByDomain) {
  return requireReleased(
    header,
    content.repeatedMeasures.find(({ domain }) => domain === asked.measure)?.analysis,
  )
}

/** @throws ProblemError 404 `not-in-release` */
export function findReleasedMeaningfulChange({ content, header }: Release, asked: ByDomain & ByTimepoint) {
  return requireReleased(
    header,
    content.meaningfulChanges.find(
      ({ domain, analysis }) => domain === asked.measure && analysis.timepoint === asked.timepoint,
    )?.analysis,
  )
}

/** Of the whole study: there is nothing to ask for. */
export function findReleasedAdverseEvents({ content, header }: Release) {
  return requireReleased(header, content.adverseEvents)
}

function requireReleased<Analysis extends object>(
  header: ReleaseHeader,
  analysis: Analysis | undefined,
): Analysis & { readonly release: ReleaseRef } {
  if (!analysis) throw new ProblemError(releaseProblems.notInRelease)
  return { ...analysis, release: pickReleaseRef(header) }
}
