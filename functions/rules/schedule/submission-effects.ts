import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { parseTimepointId } from '../../../surveys/study/occurrence.ts'

/**
 * Whether the submission of an assessment can move another one: one that counts from it, or one that asks an instrument
 * which this one asks and which must not be asked again too soon. Before a treatment is recorded nothing that counts from
 * treatments can be there to be moved. Never false where the plan would change by this submission; the plan itself says
 * what does.
 *
 * @param timepoint of the assessment, `week-1`, `day-after.3`
 * @param battery its `instrument@version` references
 */
export function canSubmissionMove(
  { anchors, spacing, timepoints }: StudyDefinition,
  timepoint: string,
  battery: readonly string[],
  treatments: readonly { readonly kind: string }[],
): boolean {
  if (anchors.some((anchor) => anchor.kind === 'completion' && anchor.timepoint === timepoint)) return true
  const asked = new Set(battery.map(findInstrument))
  const spaced = new Set(spacing.map(({ instrument }) => instrument).filter((id) => asked.has(id)))
  if (spaced.size === 0) return false
  return timepoints.some((other) => {
    if (other.id === parseTimepointId(timepoint) && timepoint === other.id) return false
    const anchor = anchors.find(({ id }) => id === other.anchor)
    const isAhead = anchor?.kind !== 'treatment' || treatments.some(({ kind }) => kind === anchor.treatment)
    return isAhead && other.battery.some((ref) => spaced.has(findInstrument(ref)))
  })
}

function findInstrument(ref: string): string {
  return ref.split('@')[0] ?? ref
}
