import { stringify } from 'csv-stringify/sync'
import type { AnswerState } from '../../../surveys/instrument/answer-states.ts'
import { findCodeValue } from '../../../surveys/instrument/item.ts'
import { formatRef } from '../../../surveys/instrument/vocabulary.ts'
import type { Library, PublishedInstrument } from '../../../surveys/library/library.ts'
import { compileInstrument } from '../../../surveys/scoring/compile.ts'
import { computePathStates } from '../../../surveys/scoring/score.ts'
import { toNumber } from '../../../surveys/values/rational.ts'
import { summarizeProvenance } from '../../records/response/provenance.ts'
import { hashDefinitions, pickAnswers, type QuestionnaireResponse } from '../../records/response/response.ts'

/** What became of one item. `code` and `value` are there only where it was answered; text has no value. */
export type ExportedAnswer = {
  readonly item: string
  readonly state: AnswerState
  readonly code: string | null
  readonly value: number | null
  /** The phone's own time, where the answer came later than it. */
  readonly claimedAt: string | null
}

export type ExportedInstrument = {
  readonly instrument: string
  readonly hash: string
  readonly answers: readonly ExportedAnswer[]
}

/** A response's answers by instrument, each item with what became of it: answered, declined, not shown, not reached. */
export function exportAnswers(
  library: Library,
  response: QuestionnaireResponse,
): readonly ExportedInstrument[] {
  return listPublishedInstruments(library, response).map((published) => {
    const { definition, hash } = published
    const answers = pickAnswers(definition, response.answers)
    const states = computeResponseStates(published, response)
    return {
      instrument: formatRef(definition),
      hash,
      answers: definition.items.map((item) => {
        const state = states.get(item.id) ?? 'not-reached'
        const code = (state === 'answered' && answers[item.id]) || null
        const value = code === null ? undefined : findCodeValue(definition, item, code)
        return {
          item: item.id,
          state,
          code,
          value: value === undefined ? null : toNumber(value),
          claimedAt: response.claimed[`${definition.id}/${item.id}`] ?? null,
        }
      }),
    }
  })
}

/**
 * Exactly the versions on which a response began, in the order of their names.
 * @throws Error when this checkout does not hold them, or holds one of them with other content
 */
export function listPublishedInstruments(
  library: Library,
  response: QuestionnaireResponse,
): readonly PublishedInstrument[] {
  const found = response.battery.map((ref) => {
    const instrument = library.findInstrument(ref)
    if (!instrument) throw new Error(`the library does not hold the version of ${ref} that was answered`)
    return instrument
  })
  if (hashDefinitions(found) !== response.definitionsHash)
    throw new Error('the library holds other content than was answered under one of these versions')
  return found.sort((a, b) => (a.definition.id < b.definition.id ? -1 : 1))
}

export function computeResponseStates(
  { definition, calibration }: PublishedInstrument,
  response: QuestionnaireResponse,
): ReadonlyMap<string, AnswerState> {
  return computePathStates(
    compileInstrument(definition, calibration?.items),
    pickAnswers(definition, response.answers),
  )
}

const COLUMNS = [
  'study',
  'site',
  'participant',
  'timepoint',
  'response_state',
  'started_at',
  'submitted_at',
  'answered_by',
  'mode',
  'instrument',
  'definition_hash',
  'item',
  'item_state',
  'code',
  'value',
  'claimed_at',
] as const

/**
 * One row per item, as CSV (RFC 4180, UTF-8). A cell that a spreadsheet would take for a formula begins with an
 * apostrophe.
 */
export function formatAnswersCsv(library: Library, responses: readonly QuestionnaireResponse[]): string {
  const rows = responses.flatMap((response) => {
    const { answeredBy, mode } = summarizeProvenance(response)
    return exportAnswers(library, response).flatMap(({ instrument, hash, answers }) =>
      answers.map(
        (answer): Record<(typeof COLUMNS)[number], string | number | null | undefined> => ({
          study: response.study,
          site: response.site,
          participant: response.participant,
          timepoint: response.timepoint,
          response_state: response.state,
          started_at: response.startedAt,
          submitted_at: response.submittedAt,
          answered_by: answeredBy,
          mode,
          instrument,
          definition_hash: hash,
          item: answer.item,
          item_state: answer.state,
          code: answer.code,
          value: answer.value,
          claimed_at: answer.claimedAt,
        }),
      ),
    )
  })
  return stringify(rows, {
    header: true,
    columns: [...COLUMNS],
    record_delimiter: 'windows',
    escape_formulas: true,
  })
}
