import type { Instruments } from '../../../surveys/library/library.ts'
import type { QuestionnaireResponse } from '../../records/response/response.ts'
import type { ScoreSheet } from '../../records/score/score.ts'
import { listPublishedInstruments } from '../responses/answer-rows.ts'
import { buildFhirAttributes } from './fhir-attribute.ts'
import { deriveResourceId, identifyParticipant } from './fhir-reference.ts'
import { buildResponseResource, buildScoreResources, findAuthored } from './response-resources.ts'

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
  const subject = { identifier: identifyParticipant(response.study, response.participant) }
  const state = response.state === 'submitted' ? 'submitted' : 'not-submitted'
  const context = { subject, state, instrumentsUrl } as const
  const resources = listPublishedInstruments(library, response).flatMap((published): readonly object[] => [
    buildResponseResource(published, response, context),
    ...(sheet ? buildScoreResources(published, sheet, response, context) : []),
  ])
  const kind = buildFhirAttributes(attributes.study, attributes.entries, subject, (attribute) =>
    deriveResourceId(response.study, response.participant, 'attribute', attribute),
  )
  return {
    resourceType: 'Bundle',
    type: 'collection',
    timestamp: findAuthored(response),
    entry: [...resources, ...kind].map((resource) => ({
      fullUrl: `urn:concord:${(resource as { id: string }).id}`,
      resource,
    })),
  }
}
