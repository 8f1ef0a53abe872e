import type { ResponderDefinition } from '../responder/definition.ts'
import { formatCanonicalJson } from '../values/canonical.ts'
import { compareVersions } from './compare-versions.ts'
import type { ChangeClass } from './diff.ts'
import { computeNextVersion } from './publication.ts'

export type DefinitionPublication =
  | { readonly kind: 'new' | 'next' }
  | { readonly kind: 'unchanged'; readonly from: string }
  | {
      readonly kind: 'wrong-version'
      readonly from: string
      readonly expected: string
      readonly class: ChangeClass
    }

/**
 * How much a responder definition changes against another version: another rule or other handling of answers is `breaking`, other
 * evidence `equivalent`, other words or source `cosmetic`. `null` for no change but the version.
 */
export function gradeDefinitionChange(
  before: ResponderDefinition,
  after: ResponderDefinition,
): ChangeClass | null {
  const isAlike = (...fields: (keyof ResponderDefinition)[]) =>
    fields.every((field) => formatCanonicalJson(before[field]) === formatCanonicalJson(after[field]))
  if (!isAlike('rule', 'missing', 'lateAnswers')) return 'breaking'
  if (!isAlike('evidence')) return 'equivalent'
  return isAlike('title', 'summary', 'source') ? null : 'cosmetic'
}

/**
 * Whether a definition may be published beside the versions of it that are published already: its number must say how much it
 * changes against the newest of its own major, or of all when it opens a new major.
 *
 * @param published of the same id
 */
export function checkDefinitionPublication(
  published: readonly ResponderDefinition[],
  definition: ResponderDefinition,
): DefinitionPublication {
  const versions = [...published].sort((a, b) => compareVersions(a.version, b.version))
  const parseMajor = (version: string) => version.split('.')[0]
  const newest =
    versions.findLast(({ version }) => parseMajor(version) === parseMajor(definition.version)) ??
    versions.at(-1)
  if (!newest) return { kind: 'new' }
  const from = newest.version
  const grade = gradeDefinitionChange(newest, definition)
  if (grade === null) return { kind: 'unchanged', from }
  const base = grade === 'breaking' ? (versions.at(-1)?.version ?? from) : from
  const expected = computeNextVersion(base, grade)
  return expected === definition.version
    ? { kind: 'next' }
    : { kind: 'wrong-version', from, expected, class: grade }
}
