import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { formatTreatmentTitle } from '../../../surveys/study/treatment-title.ts'
import type { ListedTreatment } from '../../../web/console/index.ts'
import { findExposure, type Treatment } from '../../records/treatment/treatment.ts'

/** A treatment as pages list it. @param locale of its title */
export function listTreatment(study: StudyDefinition, treatment: Treatment, locale: string): ListedTreatment {
  const { kind, givenAt, voided, voidReason } = treatment
  const title = formatTreatmentTitle(study.treatments.find((one) => one.kind === kind)?.title ?? kind, locale)
  return {
    ...{ kind, title, givenAt, exposure: findExposure(treatment) },
    voided: voided ? (voidReason ?? 'unknown') : null,
  }
}
