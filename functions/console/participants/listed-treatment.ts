import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import type { ListedTreatment } from '../../../web/console/index.ts'
import type { Treatment } from '../../records/treatment/treatment.ts'

/** A treatment as pages list it. */
export function listTreatment(
  study: StudyDefinition,
  { kind, givenAt, voided, voidReason }: Treatment,
): ListedTreatment {
  const title = study.treatments.find((treatment) => treatment.kind === kind)?.title ?? kind
  return { kind, title, givenAt, voided: voided ? (voidReason ?? 'unknown') : null }
}
