import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { compareVersions } from '../../../surveys/versions/compare-versions.ts'
import type { Assessment } from '../../records/assessment/assessment.ts'
import type { StudyLibrary } from '../../records/library/study-library.ts'
import type { Participant } from '../../records/participant/participant.ts'
import type { FollowedVersion, FollowedVersions } from '../../rules/schedule/versioned-plan.ts'

export type FollowedVersionDeps = { readonly library: Pick<StudyLibrary, 'findVersion'> }

type Followed = NonNullable<Participant['followedVersions']>

/** Which versions a participant has followed, by their names. Whoever was never moved is on what their assessments are of. */
export function listFollowed(
  inForce: string,
  read:
    | {
        readonly participant: Pick<Participant, 'followedVersions'>
        readonly assessments: readonly Pick<Assessment, 'studyVersion'>[]
      }
    | undefined,
): Followed {
  const written = read?.participant.followedVersions
  if (written && written.length > 0) return written
  const newest = read?.assessments
    .map(({ studyVersion }) => studyVersion)
    .sort(compareVersions)
    .at(-1)
  return [{ version: newest ?? inForce, since: '' }]
}

/**
 * The same with what they say.
 *
 * @param study as it is in force at the participant's site, where nobody has a plan yet
 * @throws Error where one is not in the library: what was published is never taken away
 */
export async function readFollowedVersions(
  { library }: FollowedVersionDeps,
  study: StudyDefinition,
  read: Parameters<typeof listFollowed>[1],
): Promise<FollowedVersions> {
  const [first, ...others] = await Promise.all(
    listFollowed(study.version, read).map(async ({ version, since }): Promise<FollowedVersion> => {
      const followed = version === study.version ? study : await library.findVersion(study.id, version)
      if (!followed) throw new Error('a version that a participant follows is not in the library')
      return { study: followed, since }
    }),
  )
  return first ? [first, ...others] : [{ study, since: '' }]
}
