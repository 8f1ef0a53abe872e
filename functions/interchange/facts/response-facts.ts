import { type Item, isValidAnswer } from '../../../surveys/instrument/item.ts'
import { formatRef } from '../../../surveys/instrument/vocabulary.ts'
import type { Instruments } from '../../../surveys/library/library.ts'
import type { AssessmentScope } from '../../platform/core/scope.ts'
import { buildStoredSurvey, type SurveyItem } from '../../records/assessment/survey.ts'
import { computeResponseStates, listPublishedInstruments } from '../responses/answer-rows.ts'
import { type Fact, toMilliseconds, toMillisecondsOrNull } from './fact.ts'

/**
 * A submitted response and its answers. Free text, and what is no code of its question, is left out: people write names there.
 * What was never sent is in no fact; its scores are, where the study counts them.
 */
export function listResponseFacts(
  scope: AssessmentScope,
  survey: SurveyItem,
  library: Instruments,
): readonly Fact[] {
  const { response } = buildStoredSurvey(scope, survey)
  if (response?.state !== 'submitted' || response.submittedAt === undefined) return []
  const { participant, timepoint } = scope
  const recorded = { entry: 0, recorded_ms: toMilliseconds(response.submittedAt) }
  const answers = listPublishedInstruments(library, response).flatMap((published) => {
    const { definition } = published
    const states = computeResponseStates(published, response)
    return definition.items.map((item): Fact => {
      const state = states.get(item.id) ?? 'not-reached'
      const code = response.answers[`${definition.id}/${item.id}`]
      return {
        ...{ table: 'answers', participant },
        values: {
          ...{ participant, timepoint, instrument: formatRef(definition), item: item.id, ...recorded },
          ...readAnswer(state, code, item, (written) => isValidAnswer(definition, item, written)),
        },
      }
    })
  })
  return [
    {
      ...{ table: 'responses', participant },
      values: {
        ...{ participant, timepoint, ...recorded, locale: survey.locale },
        ...{ instruments: response.battery.join(' '), definitions_hash: response.definitionsHash },
        provenances: [...response.provenances].sort().join(' '),
        started_ms: toMilliseconds(response.startedAt),
        submitted_ms: toMilliseconds(response.submittedAt),
        saved_ms: toMillisecondsOrNull(response.savedAt),
      },
    },
    ...answers,
  ]
}

function readAnswer(
  state: string,
  code: string | null | undefined,
  item: Item,
  isValid: (code: string) => boolean,
): { readonly state: string; readonly code: string | null } {
  if (state !== 'answered') return { state, code: null }
  if (item.type === 'text') return { state: 'free-text', code: null }
  return typeof code === 'string' && isValid(code) ? { state, code } : { state: 'unknown-code', code: null }
}
