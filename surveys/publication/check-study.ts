import type { InstrumentDefinition } from '../instrument/definition.ts'
import { formatRef } from '../instrument/vocabulary.ts'
import type { StudyDefinition } from '../study/definition.ts'
import type { DefinitionFault } from '../values/fault.ts'
import { compareScale } from '../versions/equivalence.ts'
import { findWithdrawal } from '../versions/withdrawn.ts'
import { checkAttributes } from './check-attributes.ts'
import { checkByText } from './check-by-text.ts'
import { checkChangeOverTime } from './check-change-over-time.ts'
import { checkEstimands } from './check-estimands.ts'
import { checkLocales } from './check-locales.ts'
import { checkResponderDefinitions } from './check-responder-definitions.ts'
import { checkSafety } from './check-safety.ts'
import { checkSchedule } from './check-schedule.ts'
import { checkSites } from './check-sites.ts'
import { checkTexts } from './check-texts.ts'

/**
 * What the schema cannot see in a study: names that lead nowhere, windows that are empty, texts and translations that
 * are missing, text messages that give something away, scores that nothing measures, safety rules that cannot fire,
 * versions that cannot be compared or were withdrawn, adaptive forms that nothing can choose for.
 *
 * @param calibrated the instruments (`id@version`) that a calibration is installed for
 */
export function checkStudy(
  study: StudyDefinition,
  instruments: readonly InstrumentDefinition[],
  calibrated: ReadonlySet<string> = new Set(),
): readonly DefinitionFault[] {
  const faults: DefinitionFault[] = []
  const byRef = new Map(instruments.map((instrument) => [formatRef(instrument), instrument]))
  const scores = new Set<string>()
  for (const [kind, ids] of Object.entries({
    sites: study.sites.map((site) => site.id),
    timepoints: study.timepoints.map((timepoint) => timepoint.id),
    anchors: study.anchors.map((anchor) => anchor.id),
  }))
    if (new Set(ids).size !== ids.length) faults.push({ pointer: `/${kind}`, detail: 'an id stands twice' })
  study.timepoints.forEach((timepoint, index) => {
    const pointer = `/timepoints/${index}`
    for (const ref of timepoint.battery) {
      const instrument = byRef.get(ref)
      const withdrawal = findWithdrawal(ref)
      if (withdrawal)
        faults.push({
          pointer: `${pointer}/battery`,
          detail: `${ref} was withdrawn, ask ${withdrawal.instead}: ${withdrawal.reason.en}`,
        })
      if (!instrument) faults.push({ pointer: `${pointer}/battery`, detail: `no instrument ${ref}` })
      if (instrument?.adaptive && !calibrated.has(ref))
        faults.push({ pointer: `${pointer}/battery`, detail: `${ref} is adaptive and has no calibration` })
      for (const scale of instrument?.scales ?? []) scores.add(`${instrument?.id}/${scale.id}`)
    }
  })
  for (const [domain, score] of Object.entries(study.domains))
    if (!scores.has(score))
      faults.push({ pointer: `/domains/${domain}`, detail: `nothing measures ${score}` })
  return [
    ...faults,
    ...checkResponderDefinitions(study, byRef),
    ...checkEstimands(study),
    ...checkAttributes(study),
    ...checkChangeOverTime(study, byRef),
    ...checkSites(study),
    ...checkSchedule(study, byRef),
    ...checkLocales(study, byRef),
    ...checkTexts(study, byRef),
    ...checkSafety(study, byRef),
    ...checkByText(study, byRef),
    ...checkVersions(study, byRef),
  ]
}

/** A battery that asks a version which cannot be compared with that of an earlier one, and an equivalence of what is not there. */
function checkVersions(
  study: StudyDefinition,
  byRef: ReadonlyMap<string, InstrumentDefinition>,
): readonly DefinitionFault[] {
  const faults: DefinitionFault[] = []
  study.equivalences.forEach(({ instrument, scale, versions }, index) => {
    for (const version of versions)
      if (!byRef.get(`${instrument}@${version}`)?.scales.some(({ id }) => id === scale))
        faults.push({
          pointer: `/equivalences/${index}`,
          detail: `no scale ${scale} in ${instrument}@${version}`,
        })
  })
  const askedFirst = new Map<string, InstrumentDefinition>()
  study.timepoints.forEach(({ battery }, index) => {
    for (const ref of battery) {
      const definition = byRef.get(ref)
      const first = definition && askedFirst.get(definition.id)
      if (definition && !first) askedFirst.set(definition.id, definition)
      if (!first || first === definition) continue
      for (const { id } of definition.scales.filter(({ id }) => first.scales.some((one) => one.id === id))) {
        const comparison = compareScale(id, first, definition, study.equivalences)
        if (comparison.kind === 'unlike')
          faults.push({
            pointer: `/timepoints/${index}/battery`,
            detail: `${ref} cannot be compared with ${first.version} in ${id}: ${comparison.reasons.join('; ')}`,
          })
      }
    }
  })
  return faults
}
