import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import type { ListedTreatment } from '../../../web/console/index.ts'
import { findExposure, type Treatment } from '../../records/treatment/treatment.ts'

/** A treatment as pages list it. */
export function listTreatment(study: StudyDefinition, treatment: Treatment): ListedTreatment {
  const { kind, givenAt, voided, voidReason } = treatment
  const title = study.treatments.find((one) => one.kind === kind)?.title ?? kind
  return {
    ...{ kind, title, givenAt, exposure: findExposure(treatment) },
    voided: voided ? (voidReason ?? 'unknown') : null,
  }
}
