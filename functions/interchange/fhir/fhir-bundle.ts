import { refOf } from '../../../surveys/instrument/vocabulary.ts'
import type { Library } from '../../../surveys/library/library.ts'
import { contentHash } from '../../../surveys/values/canonical.ts'
import { answeredIn } from '../../records/response/provenance.ts'
import { answersOf, type Response } from '../../records/response/response.ts'
import type { ScoreSheet } from '../../records/score/score.ts'
import { instrumentsOf, statesOf } from '../responses/answer-rows.ts'
import { observationOf } from './fhir-observation.ts'
import { questionnaireResponseOf } from './fhir-response.ts'

/**
 * A submitted response and its scores as a FHIR R4 Bundle: a QuestionnaireResponse per instrument, an Observation per
 * scale. Ids follow from what they name, so that the same bundle sent twice is stored once.
 *
 * @param instrumentsUrl where definitions are published, without a trailing slash
 */
export function fhirBundle(
  library: Library,
  response: Response,
  sheet: ScoreSheet | undefined,
  instrumentsUrl: string,
): object {
  const subject = { system: `urn:concord:study:${response.study}`, value: response.participant }
  const authored = response.submittedAt ?? response.savedAt
  const idOf = (...named: readonly string[]) =>
    contentHash([response.study, response.participant, response.timepoint, ...named]).slice(0, 32)
  const resources = instrumentsOf(library, response).flatMap((published): readonly object[] => {
    const { definition } = published
    const ref = refOf(definition)
    const answers = questionnaireResponseOf(
      definition,
      answersOf(definition, response.answers),
      statesOf(published, response),
      `${instrumentsUrl}/${definition.id}`,
      { id: idOf(definition.id), subject, authored, answeredBy: answeredIn(response).answeredBy },
    )
    const scores = definition.scales.flatMap((scale) => {
      const score = sheet?.scores.find((one) => one.instrument === ref && one.scale === scale.id)
      if (!score) return []
      const facts = { id: idOf(definition.id, scale.id), subject, effective: authored }
      return [observationOf(scale, score, { ...facts, response: idOf(definition.id) })]
    })
    return [answers, ...scores]
  })
  return {
    resourceType: 'Bundle',
    type: 'collection',
    timestamp: authored,
    entry: resources.map((resource) => ({
      fullUrl: `urn:concord:${(resource as { id: string }).id}`,
      resource,
    })),
  }
}
