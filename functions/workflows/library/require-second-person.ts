import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { compareVersions } from '../../../surveys/versions/compare-versions.ts'
import { type Clock, formatIso } from '../../platform/core/clock.ts'
import type { StudyHead } from '../../records/library/catalogue.ts'
import type { DefinitionStore } from '../../records/library/definition.store.ts'
import { findInForce } from '../../records/library/stored-library.ts'
import type { StudyHeadStore } from '../../records/library/study-head.store.ts'
import { listLoosenedProtections } from '../../rules/library/loosened-protections.ts'

export type SecondPersonDeps = {
  readonly clock: Clock
  readonly heads: Pick<StudyHeadStore, 'find'>
  readonly definitions: Pick<DefinitionStore, 'readFinished'>
}

/**
 * Whether a version of a study is published by a lead who has not written it: where the version in force, or one that will be,
 * wants that for each version, or where this one lifts a protection of theirs. The draft itself cannot lift either.
 *
 * @param next what is to be published; left out while it is no study yet
 */
export async function needsSecondPerson(
  deps: SecondPersonDeps,
  study: string,
  next: StudyDefinition | undefined,
): Promise<boolean> {
  // As it is now: a function that is warm may know the versions of half a minute ago.
  const head = await deps.heads.find(study)
  if (!head) return false
  const hashes = listStanding(head, formatIso(deps.clock.now()))
    .filter(({ version }) => version !== next?.version)
    .map(({ hash }) => hash)
  const standing = (await deps.definitions.readFinished(hashes)) as readonly StudyDefinition[]
  return standing.some(
    (before) =>
      before.publication.approval === 'second-person' ||
      (next !== undefined && listLoosenedProtections(before, next).length > 0),
  )
}

/** The version in force, and those that are published to follow it. */
function listStanding(head: StudyHead, now: string): StudyHead['versions'] {
  const inForce = findInForce(head, now)?.version
  return head.versions.filter(
    ({ version }) => inForce === undefined || compareVersions(version, inForce) >= 0,
  )
}
