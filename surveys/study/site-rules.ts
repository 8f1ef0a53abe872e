import type { StudyDefinition } from './definition.ts'
import type { StudySite } from './site.ts'

/** What a site has in place of what the study says of every site. Pure: what only follows studies loads no schema. */

type Sites = Pick<StudyDefinition, 'sites'>

function findSite({ sites }: Sites, site: string): StudySite | undefined {
  return sites.find(({ id }) => id === site)
}

/** Whether anyone can be enrolled there now. */
export function isOpenToEnrolment(study: Sites, site: string): boolean {
  return findSite(study, site)?.enrolment !== 'closed'
}

/** The languages in which it takes participants. */
export function listSiteLanguages(
  study: Pick<StudyDefinition, 'sites' | 'locales'>,
  site: string,
): readonly string[] {
  return findSite(study, site)?.languages ?? study.locales
}

/** Texts to its participants in a day, at most. */
export function findTextsPerDay(
  study: Pick<StudyDefinition, 'sites' | 'textsPerSitePerDay'>,
  site: string,
): number {
  return findSite(study, site)?.textsPerDay ?? study.textsPerSitePerDay
}

/** How long its alerts wait, and how often its on-call list is texted again. */
export function findSiteSafety(
  study: Pick<StudyDefinition, 'sites' | 'safety'>,
  site: string,
): StudyDefinition['safety'] {
  const own = findSite(study, site)?.onCall
  return {
    ...study.safety,
    ...(own?.acknowledgeWithin !== undefined && { acknowledgeWithin: own.acknowledgeWithin }),
    ...(own?.escalateEvery !== undefined && { escalateEvery: own.escalateEvery }),
  }
}

export function findQuietHours(study: Sites, site: string): StudySite['quietHours'] {
  return findSite(study, site)?.quietHours
}

/**
 * Whether a time of day (`HH:MM`) lies in quiet hours: from the first until before the last, over midnight where the first is
 * the later one.
 */
export function isQuiet({ from, until }: NonNullable<StudySite['quietHours']>, time: string): boolean {
  return from < until ? time >= from && time < until : time >= from || time < until
}
