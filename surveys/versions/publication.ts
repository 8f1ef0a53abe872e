import type { InstrumentDefinition } from '../instrument/definition.ts'
import { compareVersions } from './compare-versions.ts'
import { type Change, type ChangeClass, diffInstruments, findGravest } from './diff.ts'

/** The number that a version must have: breaking raises the first part, equivalent the second, cosmetic the third. */
export function computeNextVersion(version: string, change: ChangeClass): string {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number)
  switch (change) {
    case 'breaking':
      return `${major + 1}.0.0`
    case 'equivalent':
      return `${major}.${minor + 1}.0`
    case 'cosmetic':
      return `${major}.${minor}.${patch + 1}`
  }
}

export type Publication =
  | { readonly kind: 'new' }
  | {
      readonly kind: 'next'
      readonly from: string
      readonly class: ChangeClass
      readonly changes: readonly Change[]
    }
  | { readonly kind: 'unchanged'; readonly from: string }
  | {
      readonly kind: 'wrong-version'
      readonly from: string
      readonly expected: string
      readonly class: ChangeClass
      readonly changes: readonly Change[]
    }

/**
 * Whether a definition may be published beside the versions of it that are published already: its number must say how
 * much it changes against the newest of its own major, or of all when it opens a new major.
 */
export function checkPublication(
  published: readonly InstrumentDefinition[],
  definition: InstrumentDefinition,
): Publication {
  const versions = published
    .filter(({ id }) => id === definition.id)
    .sort((a, b) => compareVersions(a.version, b.version))
  const parseMajor = (version: string) => version.split('.')[0]
  const newest =
    versions.findLast(({ version }) => parseMajor(version) === parseMajor(definition.version)) ??
    versions.at(-1)
  if (!newest) return { kind: 'new' }
  const from = newest.version
  const changes = diffInstruments(newest, definition)
  const grade = findGravest(changes)
  if (grade === null) return { kind: 'unchanged', from }
  const base = grade === 'breaking' ? (versions.at(-1)?.version ?? from) : from
  const expected = computeNextVersion(base, grade)
  return expected === definition.version
    ? { kind: 'next', from, class: grade, changes }
    : { kind: 'wrong-version', from, expected, class: grade, changes }
}
