import { formatRef } from '../../../surveys/instrument/vocabulary.ts'
import type { Instruments } from '../../../surveys/library/library.ts'
import { computeContentHash } from '../../../surveys/values/canonical.ts'
import { summarizeProvenance } from '../../records/response/provenance.ts'
import { pickAnswers, type QuestionnaireResponse } from '../../records/response/response.ts'
import type { ScoreSheet } from '../../records/score/score.ts'
import { computeResponseStates, listPublishedInstruments } from '../responses/answer-rows.ts'
import { buildFhirAttributes } from './fhir-attribute.ts'
import { buildFhirObservation } from './fhir-observation.ts'
import { buildFhirResponse } from './fhir-response.ts'

/** What a study asks of participants, and what was recorded of this one. */
export type ParticipantAttributes = {
  readonly study: Parameters<typeof buildFhirAttributes>[0]
  readonly entries: Parameters<typeof buildFhirAttributes>[1]
}
const NO_ATTRIBUTES: ParticipantAttributes = { study: { id: '', attributes: [] }, entries: [] }

/**
 * A response that is submitted, or that was never sent before its window closed, and its scores as a FHIR R4 Bundle: a QuestionnaireResponse per instrument, an Observation per
 * scale and, for what the participant is, one per attribute. Ids follow from what they name, so that the same bundle sent twice is stored once.
 *
 * @param instrumentsUrl where definitions are published, without a trailing slash
 */
export function buildFhirBundle(
  library: Instruments,
  response: QuestionnaireResponse,
  sheet: ScoreSheet | undefined,
  instrumentsUrl: string,
  attributes: ParticipantAttributes = NO_ATTRIBUTES,
): object {
  const subject = { system: `urn:concord:study:${response.study}`, value: response.participant }
  const authored = response.submittedAt ?? response.savedAt
  const isStopped = response.state !== 'submitted'
  const deriveResourceId = (...named: readonly string[]) =>
    computeContentHash([response.study, response.participant, response.timepoint, ...named]).slice(0, 32)
  const resources = listPublishedInstruments(library, response).flatMap((published): readonly object[] => {
    const { definition } = published
    const ref = formatRef(definition)
    const answers = buildFhirResponse(
      definition,
      pickAnswers(definition, response.answers),
      computeResponseStates(published, response),
      `${instrumentsUrl}/${definition.id}`,
      {
        id: deriveResourceId(definition.id),
        subject,
        authored,
        answeredBy: summarizeProvenance(response).answeredBy,
        isStopped,
      },
    )
    const scores = definition.scales.flatMap((scale) => {
      const score = sheet?.scores.find((one) => one.instrument === ref && one.scale === scale.id)
      if (!score) return []
      const facts = {
        ...{ id: deriveResourceId(definition.id, scale.id), subject, effective: authored },
        isPreliminary: isStopped,
      }
      return [buildFhirObservation(scale, score, { ...facts, response: deriveResourceId(definition.id) })]
    })
    return [answers, ...scores]
  })
  const kind = buildFhirAttributes(attributes.study, attributes.entries, subject, (attribute) =>
    computeContentHash([response.study, response.participant, 'attribute', attribute]).slice(0, 32),
  )
  return {
    resourceType: 'Bundle',
    type: 'collection',
    timestamp: authored,
    entry: [...resources, ...kind].map((resource) => ({
      fullUrl: `urn:concord:${(resource as { id: string }).id}`,
      resource,
    })),
  }
}
