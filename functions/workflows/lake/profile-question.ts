import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import type { Measures } from '../../../surveys/study/measures.ts'
import type { OutcomeInputs } from '../../interchange/lake/outcome-inputs.ts'
import type { ArmReading, ProfileQuestion } from '../../interchange/lake/profile-query.ts'

/** A question with all that the scores of the study may be named by. */
export function buildProfileQuestion(
  study: StudyDefinition,
  inputs: OutcomeInputs,
  measures: Measures,
  arms: ArmReading,
): ProfileQuestion {
  const refs = [...new Set(study.timepoints.flatMap(({ battery }) => battery))]
  return {
    ...{ inputs, arms },
    vocabularies: inputs.scores.map(({ instrument, scale }) => ({
      ...{ instrument, scale, algorithm: inputs.algorithm },
      versions: refs.filter((ref) => ref.startsWith(`${instrument}@`)),
      bands: measures.get(`${instrument}/${scale}`)?.bands.map(({ id }) => id) ?? [],
    })),
  }
}
