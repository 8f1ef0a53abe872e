import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { isOpenToEnrolment, listSiteLanguages } from '../../../surveys/study/site-rules.ts'
import { participantProblems } from '../../../web/api/problems/participant-problems.ts'
import { findSiteTimeZone } from '../../analysis/timeline/timeline.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import { isAfterStudyEnd } from '../../rules/schedule/study-end.ts'

/** @throws ProblemError 422 for a language in which the site takes nobody */
export function requireSiteLanguage(study: StudyDefinition, site: string, locale: string): void {
  const isOffered = study.locales.includes(locale) && listSiteLanguages(study, site).includes(locale)
  if (!isOffered) throw new ProblemError(participantProblems.unknownLocale)
}

/**
 * Of somebody new: who is enrolled already goes on.
 *
 * @param now ISO instant
 * @throws ProblemError 409 `study-ended`, `site-closed`
 */
export function requireOpenSite(study: StudyDefinition, site: string, now: string): void {
  if (isAfterStudyEnd(study, now, findSiteTimeZone(study, site)))
    throw new ProblemError(participantProblems.studyEnded)
  if (!isOpenToEnrolment(study, site)) throw new ProblemError(participantProblems.siteClosed)
}
