import type { StudyDefinition } from '../../../surveys/study/definition.ts'

type Protections = Pick<StudyDefinition, 'blinding' | 'arms' | 'minimumCellSize'>

/** What a version of a study shows to somebody that the one before hid from them. */
export type LoosenedProtection = 'blinding' | 'arms' | 'minimum-cell-size'

/**
 * Protections that a version lifts. Those who are hidden something write the version too, so that nobody lifts one alone.
 *
 * @returns `blinding` where a role sees arms again; `arms` where there is none any more to be hidden from blinded members;
 * `minimum-cell-size` where smaller groups of other clinics are shown
 */
export function listLoosenedProtections(
  before: Protections,
  after: Protections,
): readonly LoosenedProtection[] {
  const blind = after.blinding?.roles ?? []
  const isShown = before.blinding?.roles.some((role) => !blind.includes(role)) ?? false
  return [
    ...(isShown ? (['blinding'] as const) : []),
    ...(before.arms.length > 0 && after.arms.length === 0 ? (['arms'] as const) : []),
    ...(after.minimumCellSize < before.minimumCellSize ? (['minimum-cell-size'] as const) : []),
  ]
}
