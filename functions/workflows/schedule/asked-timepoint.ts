import type { StudyDefinition, Timepoint } from '../../../surveys/study/definition.ts'
import { findTimepoint } from '../../../surveys/study/occurrence.ts'
import type { Assessment } from '../../records/assessment/assessment.ts'
import type { StudyLibrary } from '../../records/library/study-library.ts'

/**
 * What an assessment asks and when it is texted about, by the version that planned it: a later one, which may have dropped it,
 * leaves alone what is open. `undefined` where the version is gone and the one in force does not ask this.
 *
 * @param inForce at the site, where it is at hand
 */
export async function findAskedTimepoint(
  library: Pick<StudyLibrary, 'findStudy' | 'findVersion'>,
  { study, site, studyVersion, timepoint }: Pick<Assessment, 'study' | 'site' | 'studyVersion' | 'timepoint'>,
  inForce?: StudyDefinition,
): Promise<Timepoint | undefined> {
  const current = inForce ?? (await library.findStudy(study, site))
  const planned = current?.version === studyVersion ? current : await library.findVersion(study, studyVersion)
  const asked = planned ?? current
  return asked && findTimepoint(asked, timepoint)
}
