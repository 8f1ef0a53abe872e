import type { StudyDefinition } from '../../surveys/study/definition.ts'

/**
 * The study with other timepoints. What looks at scores that may not be asked any more goes: endpoints, and every responder
 * definition but the one that asks people themselves how they have changed.
 */
export function withTimepoints(study: StudyDefinition, timepoints: readonly object[]): StudyDefinition {
  const clone = structuredClone(study)
  const responderDefinitions = clone.responderDefinitions.filter(({ id }) => id === 'much-improved')
  return { ...clone, timepoints, responderDefinitions, endpoints: undefined } as StudyDefinition
}
