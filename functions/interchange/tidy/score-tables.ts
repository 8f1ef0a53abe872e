import { pickText } from '../../../surveys/instrument/vocabulary.ts'
import type { PublishedResponderDefinition } from '../../../surveys/responder/definition.ts'
import type { StoredScore } from '../../../web/api/participants/scale-score.ts'
import { VERDICT_REASONS } from '../../../web/api/schemas/verdict.ts'
import { createResponderEvaluator } from '../../analysis/responder/responder-evaluator.ts'
import type { Verdict } from '../../analysis/responder/verdict.ts'
import { computeLocalDay } from '../../analysis/timeline/local-day.ts'
import { compareTexts } from '../../platform/core/compare-texts.ts'
import type { ScoreSheet } from '../../records/score/score.ts'
import { buildPersonColumns, buildTimepointVariable, LABEL_LANGUAGE, labelCodes } from './shared-columns.ts'
import type { TidyPerson, TidySetting } from './tidy-person.ts'
import { buildTable, type TidyTable } from './tidy-table.ts'
import { buildTimeColumns } from './time-columns.ts'

type ScoreRow = { readonly person: TidyPerson; readonly sheet: ScoreSheet; readonly score: StoredScore }

/** One row a scale of every set of answers that was scored, by the newest scoring of it. */
export function buildScoresTable(setting: TidySetting): TidyTable {
  const { study, variant } = setting
  const notScored = 'see value_missing'
  return buildTable<ScoreRow>({
    ...{ name: 'scores', title: 'Scores', key: ['participant', 'timepoint', 'instrument', 'scale'] },
    refersTo: { table: 'assessments', variables: ['participant', 'timepoint'] },
    columns: [
      ...buildPersonColumns<ScoreRow>(setting),
      { ...buildTimepointVariable(study), read: ({ sheet }) => sheet.timepoint },
      {
        ...{ name: 'instrument', label: 'Questionnaire and version, as in scales', type: 'string' },
        read: ({ score }) => score.instrument,
      },
      {
        ...{ name: 'scale', label: 'Scale, as in scales', type: 'string' },
        read: ({ score }) => score.scale,
      },
      {
        ...{ name: 'value', label: 'Score', type: 'number', unit: 'as in scales', empty: notScored },
        read: ({ score }) => (score.kind === 'scored' ? score.value : null),
      },
      {
        ...{ name: 'value_exact', label: 'The same as a fraction of whole numbers', type: 'string' },
        ...{ unit: 'as in scales', empty: notScored },
        read: ({ score }) => (score.kind === 'scored' ? score.exact : null),
      },
      {
        ...{ name: 'value_missing', label: 'Why there is no score', type: 'string', isCounted: true },
        values: [
          { value: 'items-missing', label: 'Too many items without a value' },
          { value: 'unknown-code', label: 'A code that the question does not have' },
          { value: 'outside-table', label: 'Outside the printed table' },
          { value: 'divided-by-zero', label: 'Undefined: divided by zero' },
          { value: 'no-calibration', label: 'No calibration to estimate it with' },
        ],
        empty: 'there is a score',
        read: ({ score }) => (score.kind === 'not-scorable' ? score.reason : null),
      },
      {
        ...{ name: 'standard_error', label: 'Standard error of the score', type: 'number' },
        ...{ unit: 'as in scales', empty: 'none is known' },
        read: ({ score }) => (score.kind === 'scored' ? score.standardError : null),
      },
      {
        ...{ name: 'band', label: 'Band of the scale', type: 'string', empty: 'the scale has no bands' },
        read: ({ score }) => (score.kind === 'scored' ? score.band : null),
      },
      {
        ...{
          name: 'items_used',
          label: 'Items that the score is made of',
          type: 'integer',
          empty: notScored,
        },
        read: ({ score }) => (score.kind === 'scored' ? score.itemsUsed : null),
      },
      {
        ...{ name: 'items_missing', label: 'Items of the scale without a value', type: 'integer' },
        read: ({ score }) => score.itemsMissing.length,
      },
      {
        ...{
          name: 'submitted',
          label: 'Whether the answers were submitted',
          type: 'string',
          isCounted: true,
        },
        values: [
          { value: 'yes', label: 'Submitted' },
          { value: 'no', label: 'Never sent; scored when the window had closed' },
        ],
        read: ({ sheet }) => (sheet.notSubmitted ? 'no' : 'yes'),
      },
      ...buildTimeColumns<ScoreRow>(
        variant,
        { name: 'answered', label: 'Answered' },
        ({ sheet }) => sheet.answeredAt,
      ),
      {
        ...{ name: 'days_since_treatment', label: 'Since the last treatment before the answers' },
        ...{ type: 'integer', unit: 'calendar day', empty: 'no treatment before' },
        read: ({ person, sheet }) => countDaysSinceTreatment(person, sheet.answeredAt),
      },
      {
        ...{ name: 'algorithm', label: 'Version of the scoring program', type: 'string' },
        read: ({ score }) => score.algorithm,
      },
      {
        ...{ name: 'definition_sha256', label: 'SHA-256 of the questionnaire’s definition', type: 'string' },
        read: ({ score }) => score.hash,
      },
    ],
    listRecords: (person) =>
      [...person.sheets]
        .sort((a, b) => compareTexts(a.answeredAt, b.answeredAt) || compareTexts(a.timepoint, b.timepoint))
        .flatMap((sheet) => sheet.scores.map((score) => ({ person, sheet, score }))),
  })
}

function countDaysSinceTreatment({ treatments, timeZone }: TidyPerson, at: string): number | null {
  const last = treatments.findLast(({ givenAt }) => givenAt <= at)
  return last === undefined ? null : computeLocalDay(at, timeZone) - computeLocalDay(last.givenAt, timeZone)
}

type VerdictRow = {
  readonly person: TidyPerson
  readonly definition: PublishedResponderDefinition
  readonly timepoint: string
  readonly verdict: Verdict
}

/**
 * One row a responder definition and follow-up. A definition's policy for missing answers is not applied: what is missing is
 * not assessable here, with the reason, and an analysis decides how it counts.
 */
export function buildVerdictsTable(setting: TidySetting): TidyTable {
  const { study, measures, spread } = setting
  const evaluators = study.responderDefinitions.map((definition) => ({
    definition,
    evaluate: createResponderEvaluator({ ...definition, missing: 'not-assessable' }, measures, spread),
  }))
  return buildTable<VerdictRow>({
    ...{ name: 'verdicts', title: 'Responder definitions, met or not' },
    key: ['participant', 'definition', 'timepoint'],
    refersTo: { table: 'participants', variables: ['participant'] },
    columns: [
      ...buildPersonColumns<VerdictRow>(setting),
      {
        ...{ name: 'definition', label: 'Responder definition', type: 'string' },
        values: study.responderDefinitions.map(({ id, title }) => ({
          ...{ value: id, label: pickText(title, LABEL_LANGUAGE) || id },
        })),
        read: ({ definition }) => definition.id,
      },
      {
        ...{ name: 'definition_version', label: 'Version of the definition', type: 'string' },
        read: ({ definition }) => definition.version,
      },
      { ...buildTimepointVariable(study), read: ({ timepoint }) => timepoint },
      {
        ...{ name: 'result', label: 'Whether the definition is met', type: 'string', isCounted: true },
        values: [
          { value: 'met', label: 'Met' },
          { value: 'not-met', label: 'Not met' },
          { value: 'not-assessable', label: 'Not assessable, see result_missing' },
        ],
        read: ({ verdict }) => verdict.result,
      },
      {
        ...{ name: 'result_missing', label: 'Why it is not assessable; several are separated by a space' },
        ...{ type: 'string', values: labelCodes(VERDICT_REASONS), empty: 'it is met or not met' },
        read: ({ verdict }) => (verdict.result === 'not-assessable' ? verdict.reasons.join(' ') : null),
      },
    ],
    *listRecords(person) {
      if (person.timeline === null) return
      for (const { definition, evaluate } of evaluators)
        for (const { timepoint } of person.timeline.followUps)
          yield { person, definition, timepoint, verdict: evaluate(person.timeline, timepoint) }
    },
  })
}
