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
  readonly later?: readonly LaterSite[]
}

/** A site that follows a version later than others: from an instant, or once a lead moves it. */
export type LaterSite = {
  readonly site: string
  readonly from?: string | undefined
  /** `sub` of the lead who decided it; absent of what was decided before that was kept. */
  readonly by?: string | undefined
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
    ({ version, hash, from, later = [] }): StudyVersion => ({
      ...{ version, hash, ...(from !== undefined && { from }) },
      ...(later.length > 0 && { later: [...later] }),
    }),
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

/**
 * The head with a site let go to a version that it was held back from; `undefined` where it was not, or is no more: a site only
 * ever goes to newer versions, and to each once.
 *
 * @param from the instant of it, and `by` whom
 * @param now ISO 8601
 */
export function moveSite(
  head: StudyHead,
  {
    version,
    site,
    ...decided
  }: { readonly version: string; readonly site: string; readonly from: string; readonly by: string },
  now: string,
): StudyHead | undefined {
  const found = head.versions.find((one) => one.version === version)
  const held = findHeldSite(head, { version, site }, now)
  if (!found?.later || !held) return undefined
  const later = found.later.map((one) => (one === held ? { site, ...decided } : one))
  return { ...head, versions: head.versions.map((one) => (one === found ? { ...found, later } : one)) }
}

/** What was decided of a site that is held back from a version; `undefined` where it is not, or is no more. */
export function findHeldSite(
  { versions }: Pick<StudyHead, 'versions'>,
  { version, site }: { readonly version: string; readonly site: string },
  now: string,
): LaterSite | undefined {
  return versions
    .find((one) => one.version === version)
    ?.later?.find((one) => one.site === site && (one.from === undefined || one.from > now))
}

/**
 * Sites that the newest version was held back from, and that a further one does not reach sooner: the person who publishes
 * that speaks for their own sites alone.
 *
 * @param own sites that the publication decides for
 * @param from ISO 8601: when the further version is in force
 */
export function listSitesHeldBack(
  head: StudyHead | undefined,
  own: readonly string[],
  from: string,
): readonly LaterSite[] {
  const held = head?.versions.at(-1)?.later ?? []
  return held.filter((one) => !own.includes(one.site) && (one.from === undefined || one.from > from))
}

/** Every instant at which a version comes into force somewhere, in the order of time. */
export function listForcedInstants({ versions }: StudyHead): readonly string[] {
  return versions
    .flatMap(({ from, later = [] }) => [from, ...later.map((one) => one.from)])
    .filter((at) => at !== undefined)
    .sort()
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
