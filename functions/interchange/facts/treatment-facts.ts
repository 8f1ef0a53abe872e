import { listChangeTimes, type Treatment } from '../../records/treatment/treatment.ts'
import { type Fact, toMilliseconds } from './fact.ts'

/** That it was recorded, taken back, recorded again; and what was given, as it was recorded in turn. */
export function listTreatmentFacts(treatment: Treatment): readonly Fact[] {
  const { participant, kind, givenAt, exposures = [] } = treatment
  const key = { participant, kind, given_ms: toMilliseconds(givenAt) }
  return [
    ...listChangeTimes(treatment).map(
      (at, entry): Fact => ({
        ...{ table: 'treatments', participant },
        values: { ...key, entry, recorded_ms: toMilliseconds(at), stands: entry % 2 === 0 },
      }),
    ),
    ...exposures.map(
      ({ recordedAt, dose, route }, entry): Fact => ({
        ...{ table: 'exposures', participant },
        values: {
          ...{ ...key, entry, recorded_ms: toMilliseconds(recordedAt) },
          dose: dose ? String(dose.value) : null,
          dose_unit: dose?.unit ?? null,
          route: route ?? null,
        },
      }),
    ),
  ]
}
