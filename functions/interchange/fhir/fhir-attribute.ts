import { pickText } from '../../../surveys/instrument/vocabulary.ts'
import type { StudyAttribute } from '../../../surveys/study/attribute.ts'
import type { AttributeEntry } from '../../records/participant/participant-attributes.ts'
import type { FhirReference } from './fhir-reference.ts'

/**
 * What a participant is, as FHIR R4 Observations: one for each attribute that is recorded, with the code of the study and its
 * words. One that is missing is none: that nobody recorded it says nothing of the participant. An option such as `unknown` is
 * a value like any other.
 *
 * @param deriveId the same for the same attribute of the same participant, whatever it is exported with
 */
export function buildFhirAttributes(
  { id: study, attributes }: { readonly id: string; readonly attributes: readonly StudyAttribute[] },
  entries: readonly Omit<AttributeEntry, 'by'>[],
  subject: FhirReference,
  deriveId: (attribute: string) => string,
): readonly object[] {
  return attributes.flatMap(({ id, title, options }): readonly object[] => {
    const own = entries.filter(({ attribute }) => attribute === id)
    const last = own.at(-1)
    if (!last || last.code === null) return []
    const option = options.find(({ code }) => code === last.code)
    const [name, words] = [pickText(title, 'en'), pickText(option?.title, 'en') || last.code]
    const system = `urn:concord:study:${study}:attribute`
    return [
      {
        resourceType: 'Observation',
        id: deriveId(id),
        status: own.length > 1 ? 'corrected' : 'final',
        code: { coding: [{ system, code: id, display: name }], text: name },
        subject,
        issued: last.recordedAt,
        valueCodeableConcept: {
          coding: [{ system: `${system}:${id}`, code: last.code, display: words }],
          text: words,
        },
      },
    ]
  })
}
