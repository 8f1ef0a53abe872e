import type { AnswerState } from '../../../surveys/instrument/answer-states.ts'
import { findCodeValue, listCodeLabels } from '../../../surveys/instrument/item.ts'
import { formatRef, type Localised, pickText } from '../../../surveys/instrument/vocabulary.ts'
import type { Instruments, PublishedInstrument } from '../../../surveys/library/library.ts'
import { compileInstrument } from '../../../surveys/scoring/compile.ts'
import { computePathStates } from '../../../surveys/scoring/score.ts'
import { toNumber } from '../../../surveys/values/rational.ts'
import type { AttributeCodes } from '../../records/participant/participant-attributes.ts'
import { summarizeProvenance } from '../../records/response/provenance.ts'
import {
  findResponseState,
  hashDefinitions,
  pickAnswers,
  type QuestionnaireResponse,
} from '../../records/response/response.ts'
import { type Cell, formatCsv } from '../csv/format-csv.ts'

/**
 * What became of one item. `code`, `label` and `value` are there only where it was answered; text has no value. `question`
 * and `label` are null where the definition holds no wording.
 */
export type ExportedAnswer = {
  readonly item: string
  readonly question: string | null
  readonly state: AnswerState
  readonly code: string | null
  readonly label: string | null
  readonly value: number | null
  /** The phone's own time, where the answer came later than it. */
  readonly claimedAt: string | null
}

export type ExportedInstrument = {
  readonly instrument: string
  readonly hash: string
  readonly answers: readonly ExportedAnswer[]
}

/**
 * A response's answers by instrument, each item with what became of it: answered, declined, not shown, not reached.
 *
 * @param language of the questions and labels, where the definition has it
 */
export function exportAnswers(
  library: Instruments,
  response: QuestionnaireResponse,
  language: string,
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
          question: pickText(item.text, language) || null,
          state,
          code,
          label: code === null ? null : formatLabels(listCodeLabels(definition, item, code), language),
          value: value === undefined ? null : toNumber(value),
          claimedAt: response.claimed[`${definition.id}/${item.id}`] ?? null,
        }
      }),
    }
  })
}

/** Of several answers that were given together, the label of each, as the question's list has them. */
function formatLabels(labels: readonly Localised[], language: string): string | null {
  return labels.map((label) => pickText(label, language)).join('; ') || null
}

/**
 * Exactly the versions on which a response began, in the order of their names.
 * @throws Error when this checkout does not hold them, or holds one of them with other content
 */
export function listPublishedInstruments(
  library: Instruments,
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
  'question',
  'item_state',
  'code',
  'label',
  'value',
  'claimed_at',
] as const

/** @property now ISO 8601, by which what was never sent is told from what is still being answered */
export type AnswersCsvSettings = {
  /** IDs of the study's attributes, each a column at the end; one that is missing of a participant is empty. */
  readonly attributes?: readonly string[]
  readonly findAttributes?: FindAttributes
  readonly language: string
  readonly now: string
  readonly isForSpreadsheet?: boolean
}

/** The codes of a participant's attributes. */
export type FindAttributes = (participant: string) => AttributeCodes

/** One row per item, as CSV: see `formatCsv` for how text is written. */
export function formatAnswersCsv(
  library: Instruments,
  responses: readonly QuestionnaireResponse[],
  {
    language,
    now,
    isForSpreadsheet = false,
    attributes = [],
    findAttributes = () => new Map(),
  }: AnswersCsvSettings,
): string {
  const rows = responses.flatMap((response) => {
    const { answeredBy, mode } = summarizeProvenance(response)
    const codes = findAttributes(response.participant)
    const kind = Object.fromEntries(attributes.map((id) => [formatColumn(id), codes.get(id)]))
    return exportAnswers(library, response, language).flatMap(({ instrument, hash, answers }) =>
      answers.map((answer): Record<(typeof COLUMNS)[number], Cell> & Readonly<Record<string, Cell>> => ({
        study: response.study,
        site: response.site,
        participant: response.participant,
        timepoint: response.timepoint,
        response_state: findResponseState(response, now),
        started_at: response.startedAt,
        submitted_at: response.submittedAt,
        answered_by: answeredBy,
        mode,
        instrument,
        definition_hash: hash,
        item: answer.item,
        question: answer.question,
        item_state: answer.state,
        code: answer.code,
        label: answer.label,
        value: answer.value,
        claimed_at: answer.claimedAt,
        ...kind,
      })),
    )
  })
  return formatCsv([...COLUMNS, ...attributes.map(formatColumn)], rows, { isForSpreadsheet })
}

/** `age-group` → `attribute_age_group`: a name that statistics programs take as it is. */
function formatColumn(attribute: string): string {
  return `attribute_${attribute.replaceAll('-', '_')}`
}
