import { computeContentHash } from '../../../surveys/values/canonical.ts'

/** A FHIR R4 Reference: by an identifier, and where the resource goes along, by its address too. */
export type FhirReference = {
  readonly reference?: string
  readonly identifier: { readonly system: string; readonly value: string }
  readonly display?: string
}

/** The participant under the study ID. */
export function identifyParticipant(study: string, participant: string) {
  return { system: `urn:concord:study:${study}`, value: participant }
}

/** The assessment that something belongs to: the participant and the timepoint, or its occurrence. */
export function referToAssessment(study: string, participant: string, timepoint: string): FhirReference {
  return {
    identifier: { system: `urn:concord:study:${study}:assessment`, value: `${participant}/${timepoint}` },
    display: timepoint,
  }
}

/** The ID of a resource, which follows from what it names: what is sent twice is stored once. */
export function deriveResourceId(...named: readonly string[]): string {
  return computeContentHash(named).slice(0, 32)
}
