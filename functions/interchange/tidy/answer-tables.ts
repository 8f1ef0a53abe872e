import type { AskedResponse } from '../../records/assessment/survey.store.ts'
import { summarizeProvenance } from '../../records/response/provenance.ts'
import { findResponseState } from '../../records/response/response.ts'
import {
  type AnsweredInstrument,
  type AnswerFact,
  createAnswerReader,
  MISSING_VALUES,
} from './answer-facts.ts'
import { buildPersonColumns, buildTimepointVariable } from './shared-columns.ts'
import type { TidyPerson, TidySetting } from './tidy-person.ts'
import { buildTable, type TidyColumn, type TidyTable } from './tidy-table.ts'
import { buildTimeColumns } from './time-columns.ts'

type ResponseRow = { readonly person: TidyPerson; readonly response: AskedResponse }

export const RESPONSE_STATES = [
  { value: 'draft', label: 'Begun, and the window is still open' },
  { value: 'submitted', label: 'Submitted' },
  { value: 'not-submitted', label: 'The window closed on answers that were never sent' },
] as const

/** One row a set of answers that was begun. */
export function buildResponsesTable(setting: TidySetting): TidyTable {
  const { study, variant, asOf } = setting
  return buildTable<ResponseRow>({
    ...{ name: 'responses', title: 'Sets of answers that were begun', key: ['participant', 'timepoint'] },
    refersTo: { table: 'assessments', variables: ['participant', 'timepoint'] },
    columns: [
      ...buildPersonColumns<ResponseRow>(setting),
      { ...buildTimepointVariable(study), read: ({ response }) => response.timepoint },
      {
        ...{ name: 'state', label: 'State of the answers', type: 'string', isCounted: true },
        values: RESPONSE_STATES,
        read: ({ response }) => findResponseState(response, asOf),
      },
      {
        ...{ name: 'language', label: 'Language in which it was asked', type: 'string' },
        read: ({ response }) => response.locale,
      },
      {
        ...{ name: 'answered_by', label: 'Who gave the answers', type: 'string', isCounted: true },
        values: [
          { value: 'self', label: 'The participant' },
          { value: 'proxy', label: 'Somebody else for the participant' },
          { value: 'mixed', label: 'Some the participant, some somebody else' },
        ],
        read: ({ response }) => summarizeProvenance(response).answeredBy,
      },
      {
        ...{ name: 'mode', label: 'How the answers were given', type: 'string', isCounted: true },
        values: [
          { value: 'web', label: 'On the web' },
          { value: 'text', label: 'By text message' },
          { value: 'phone', label: 'On the telephone' },
          { value: 'mixed', label: 'In more than one way' },
        ],
        read: ({ response }) => summarizeProvenance(response).mode,
      },
      ...buildTimeColumns<ResponseRow>(
        variant,
        { name: 'started', label: 'First answer' },
        ({ response }) => response.startedAt,
      ),
      ...buildTimeColumns<ResponseRow>(
        variant,
        { name: 'submitted', label: 'Submitted', empty: 'not submitted' },
        ({ response }) => response.submittedAt,
      ),
      {
        ...{
          name: 'definitions_sha256',
          label: 'SHA-256 of the definitions that were asked',
          type: 'string',
        },
        read: ({ response }) => response.definitionsHash,
      },
    ],
    listRecords: (person) => person.responses.map((response) => ({ person, response })),
  })
}

type AnswerRow = ResponseRow & {
  readonly instrument: AnsweredInstrument
  readonly answer: AnswerFact
  readonly number: number
}

/** One row an item of every set of answers, answered or not. */
export function buildAnswersTable(setting: TidySetting): TidyTable {
  const { study, variant, instruments } = setting
  const readAnswers = createAnswerReader(instruments, variant)
  const late: readonly TidyColumn<AnswerRow>[] =
    variant === 'study-days'
      ? []
      : [
          {
            ...{
              name: 'claimed_at',
              label: 'The phone’s own time, of an answer that came late',
              type: 'datetime',
            },
            empty: 'the answer came at once',
            read: ({ response, instrument, answer }) =>
              response.claimed[`${instrument.definition.id}/${answer.item.id}`] ?? null,
          },
        ]
  return buildTable<AnswerRow>({
    ...{ name: 'answers', title: 'Answers, one row an item' },
    key: ['participant', 'timepoint', 'instrument', 'item'],
    refersTo: { table: 'responses', variables: ['participant', 'timepoint'] },
    columns: [
      ...buildPersonColumns<AnswerRow>(setting),
      { ...buildTimepointVariable(study), read: ({ response }) => response.timepoint },
      {
        ...{ name: 'instrument', label: 'Questionnaire and version, as in items', type: 'string' },
        read: ({ instrument }) => instrument.ref,
      },
      {
        ...{ name: 'item', label: 'Item, as in items', type: 'string' },
        read: ({ answer }) => answer.item.id,
      },
      {
        ...{ name: 'item_number', label: 'Place of the item in the questionnaire, from 1', type: 'integer' },
        read: ({ number }) => number,
      },
      {
        ...{ name: 'state', label: 'What became of the item', type: 'string', isCounted: true },
        values: [
          { value: 'answered', label: 'Answered' },
          ...MISSING_VALUES.filter(({ value }) => ['declined', 'not-shown', 'not-reached'].includes(value)),
        ],
        read: ({ answer }) => answer.state,
      },
      {
        ...{ name: 'code', label: 'Code of the answer, as in options', type: 'string' },
        empty: 'see value_missing; of a date in study days the value alone is there',
        read: ({ answer }) => answer.code,
      },
      {
        ...{ name: 'value', label: 'Value of the answer, before any scoring', type: 'number' },
        ...{ unit: 'as in items', empty: 'see value_missing' },
        read: ({ answer }) => answer.value,
      },
      {
        ...{ name: 'value_missing', label: 'Why there is no value', type: 'string', isCounted: true },
        ...{ values: MISSING_VALUES, empty: 'there is a value' },
        read: ({ answer }) => answer.missing,
      },
      ...late,
    ],
    *listRecords(person) {
      for (const response of person.responses)
        for (const instrument of readAnswers(response, person))
          for (const [at, answer] of instrument.answers.entries())
            yield { person, response, instrument, answer, number: at + 1 }
    },
  })
}
