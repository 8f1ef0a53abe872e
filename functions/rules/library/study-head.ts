import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { compareVersions } from '../../../surveys/versions/compare-versions.ts'
import type { AskedInstrument, StudyHead, StudyVersion } from '../../records/library/catalogue.ts'

/** Hashes by `id@version`. */
export type PublishedHashes = {
  readonly instruments: ReadonlyMap<string, string>
  readonly calibrations: ReadonlyMap<string, string>
}

export type NewVersion = Pick<StudyDefinition, 'id' | 'version' | 'sites' | 'timepoints'> & {
  readonly hash: string
  readonly from?: string
}

/**
 * A study with versions added, and with the calibrations that its instruments have by now. Nothing of an earlier version goes:
 * a link leads to its sites and timepoints, and an assessment asks what it was planned with.
 *
 * @param head as it stands, or `undefined` of a new study
 * @param added versions that the head does not have
 * @throws Error where one asks an instrument that is not published
 */
export function extendHead(
  study: string,
  head: StudyHead | undefined,
  added: readonly NewVersion[],
  published: PublishedHashes,
): StudyHead {
  const versions = added.map(
    ({ version, hash, from }): StudyVersion => ({ version, hash, ...(from !== undefined && { from }) }),
  )
  const refs = added.flatMap(({ timepoints }) => timepoints.flatMap(({ battery }) => battery))
  return {
    study,
    versions: [...(head?.versions ?? []), ...versions].sort((a, b) => compareVersions(a.version, b.version)),
    sites: unite(
      head?.sites,
      added.flatMap(({ sites }) => sites.map(({ id }) => id)),
    ),
    timepoints: unite(
      head?.timepoints,
      added.flatMap(({ timepoints }) => timepoints.map(({ id }) => id)),
    ),
    instruments: unite(
      head?.instruments.map(({ ref }) => ref),
      refs,
    ).map((ref) => findAsked(ref, published)),
  }
}

function findAsked(ref: string, { instruments, calibrations }: PublishedHashes): AskedInstrument {
  const hash = instruments.get(ref)
  if (hash === undefined) throw new Error(`the study asks ${ref}, which is not published`)
  const calibrationHash = calibrations.get(ref)
  return { ref, hash, ...(calibrationHash !== undefined && { calibrationHash }) }
}

function unite(known: readonly string[] = [], added: readonly string[]): string[] {
  return [...new Set([...known, ...added])]
}
