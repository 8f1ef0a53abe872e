import { formatRef } from '../../../surveys/instrument/vocabulary.ts'
import type { PublishedInstrument } from '../../../surveys/library/library.ts'
import { summarizeProvenance } from '../../records/response/provenance.ts'
import { pickAnswers, type QuestionnaireResponse } from '../../records/response/response.ts'
import type { ScoreSheet } from '../../records/score/score.ts'
import { computeResponseStates } from '../responses/answer-rows.ts'
import { buildFhirObservation } from './fhir-observation.ts'
import { deriveResourceId, type FhirReference, referToAssessment } from './fhir-reference.ts'
import { buildFhirResponse, type ResponseFacts } from './fhir-response.ts'

/** Whose resources, and how they are written. */
export type ResourceContext = Pick<ResponseFacts, 'state' | 'masksFreeText'> & {
  readonly subject: FhirReference
  /** Where definitions are published, without a trailing slash. */
  readonly instrumentsUrl: string
}

/** When the answers were given, as their resources say. */
export function findAuthored({ submittedAt, savedAt }: QuestionnaireResponse): string {
  return submittedAt ?? savedAt
}

/** The answers to one questionnaire of a response as a QuestionnaireResponse. */
export function buildResponseResource(
  published: PublishedInstrument,
  response: QuestionnaireResponse,
  { state, subject, instrumentsUrl, masksFreeText = false }: ResourceContext,
): object {
  const { definition } = published
  const { study, participant, timepoint } = response
  return buildFhirResponse(
    definition,
    pickAnswers(definition, response.answers),
    computeResponseStates(published, response),
    `${instrumentsUrl}/${definition.id}`,
    {
      id: deriveResourceId(study, participant, timepoint, definition.id),
      ...{ subject, state, masksFreeText, authored: findAuthored(response) },
      encounter: referToAssessment(study, participant, timepoint),
      answeredBy: summarizeProvenance(response).answeredBy,
    },
  )
}

/**
 * The scores of one questionnaire as Observations, in the order of its scales.
 *
 * @param response left out: the answers are not there, and nothing is said of them
 */
export function buildScoreResources(
  { definition }: Pick<PublishedInstrument, 'definition'>,
  { study, participant, timepoint, answeredAt, scores }: ScoreSheet,
  response: QuestionnaireResponse | undefined,
  { state, subject }: Pick<ResourceContext, 'state' | 'subject'>,
): readonly object[] {
  const ref = formatRef(definition)
  return definition.scales.flatMap((scale) => {
    const score = scores.find((one) => one.instrument === ref && one.scale === scale.id)
    if (!score) return []
    return buildFhirObservation(scale, score, {
      id: deriveResourceId(study, participant, timepoint, definition.id, scale.id),
      ...{ subject, encounter: referToAssessment(study, participant, timepoint) },
      effective: response ? findAuthored(response) : answeredAt,
      isPreliminary: state !== 'submitted',
      response: response && deriveResourceId(study, participant, timepoint, definition.id),
    })
  })
}
