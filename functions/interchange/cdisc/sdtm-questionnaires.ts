import type { InstrumentDefinition, Scale } from '../../../surveys/instrument/definition.ts'
import { listCodeLabels } from '../../../surveys/instrument/item.ts'
import { pickText } from '../../../surveys/instrument/vocabulary.ts'
import type { StoredScore } from '../../../web/api/participants/scale-score.ts'
import type { AskedResponse } from '../../records/assessment/survey.store.ts'
import { type AnswerFact, createAnswerReader, MISSING_VALUES } from '../tidy/answer-facts.ts'
import { LABEL_LANGUAGE } from '../tidy/shared-columns.ts'
import type { TidyPerson, TidySetting } from '../tidy/tidy-person.ts'
import {
  ASSIGNED,
  BY_PROTOCOL,
  BY_SUBJECT,
  buildDataset,
  type CdiscDataset,
  cutText,
  DERIVED,
} from './cdisc-dataset.ts'
import { buildDateColumns, buildSubjectColumns } from './sdtm-columns.ts'
import { createTestNames, type TestCode, type TestNames } from './test-codes.ts'
import { findVisit, findVisitNumber, formatEvaluationInterval } from './visit.ts'

/** A row of QS before it is written. */
type Finding = {
  readonly person: TidyPerson
  readonly response: AskedResponse
  readonly instrument: InstrumentDefinition
  readonly test: TestCode
  /** As collected: the words of the answer. */
  readonly original: string | null
  readonly standard: string | null
  readonly number: number | null
  readonly notDone: string | null
}

type NumberedFinding = Finding & { readonly sequence: number; readonly isLastBefore: boolean }

const MISSING_WORDS: ReadonlyMap<string, string> = new Map(
  MISSING_VALUES.map(({ value, label }) => [value, label]),
)

/**
 * QS: one row an item and a score of every set of answers, answered or not. An instrument’s terms are CDISC’s where they were
 * verified, and the sponsor’s own elsewhere.
 */
export function buildQuestionnaires(setting: TidySetting): CdiscDataset {
  const { study, variant, instruments } = setting
  const readAnswers = createAnswerReader(instruments, variant)
  const names = createTestNames(instruments)
  const listFindings = (person: TidyPerson): readonly Finding[] =>
    person.responses.flatMap((response) =>
      readAnswers(response, person).flatMap(({ definition, ref, answers }) => [
        ...answers.map((answer) => buildAnswer(names, person, response, definition, answer)),
        ...listScores(names, person, response, definition, ref),
      ]),
    )
  return buildDataset<NumberedFinding>({
    ...{ name: 'QS', domain: 'QS', label: 'Questionnaires', class: 'FINDINGS', model: 'SDTM' },
    structure: 'One record per questionnaire finding per visit per subject',
    keys: ['STUDYID', 'USUBJID', 'QSTESTCD', 'VISITNUM', 'VISIT'],
    columns: [
      ...buildSubjectColumns<NumberedFinding>(setting, { name: 'DOMAIN', value: 'QS' }),
      {
        ...{ name: 'QSSEQ', label: 'Sequence Number', type: 'integer', origin: DERIVED, role: 'Identifier' },
        ...{ method: 'The number of the subject’s record, from 1', isMandatory: true },
        read: ({ sequence }) => sequence,
      },
      {
        ...{ name: 'QSTESTCD', label: 'Question Short Name', type: 'text', origin: ASSIGNED, role: 'Topic' },
        ...{ terms: listTests(setting, names), isMandatory: true },
        read: ({ test }) => test.code,
      },
      {
        ...{ name: 'QSTEST', label: 'Question Name', type: 'text', origin: ASSIGNED },
        ...{ role: 'Synonym Qualifier', isMandatory: true },
        read: ({ test }) => test.name,
      },
      {
        ...{ name: 'QSCAT', label: 'Category of Question', type: 'text', origin: ASSIGNED },
        ...{ role: 'Grouping Qualifier', isMandatory: true },
        read: ({ instrument }) => names.findCategory(instrument),
      },
      {
        ...{ name: 'QSORRES', label: 'Finding in Original Units', type: 'text', origin: BY_SUBJECT },
        role: 'Result Qualifier',
        read: ({ original }) => original,
      },
      {
        ...{
          name: 'QSSTRESC',
          label: 'Character Result/Finding in Std Format',
          type: 'text',
          origin: ASSIGNED,
        },
        ...{ role: 'Result Qualifier', method: 'The value of the answer; its words where it has no number' },
        read: ({ standard }) => standard,
      },
      {
        ...{ name: 'QSSTRESN', label: 'Numeric Finding in Standard Units', type: 'float', origin: ASSIGNED },
        ...{ role: 'Result Qualifier', method: 'QSSTRESC as a number' },
        read: ({ number }) => number,
      },
      {
        ...{ name: 'QSSTAT', label: 'Completion Status', type: 'text', origin: ASSIGNED },
        ...{ role: 'Record Qualifier', terms: [{ value: 'NOT DONE', decode: 'Not Done' }] },
        read: ({ notDone }) => (notDone === null ? null : 'NOT DONE'),
      },
      {
        ...{ name: 'QSREASND', label: 'Reason Not Performed', type: 'text', origin: ASSIGNED },
        role: 'Record Qualifier',
        read: ({ notDone }) => notDone,
      },
      {
        ...{
          name: 'QSLOBXFL',
          label: 'Last Observation Before Exposure Flag',
          type: 'text',
          origin: DERIVED,
        },
        ...{ role: 'Record Qualifier', terms: [{ value: 'Y', decode: 'Yes', nci: 'C49488' }] },
        method: 'Y for the last finding of a question that has a result, before the first treatment',
        read: ({ isLastBefore }) => (isLastBefore ? 'Y' : null),
      },
      {
        ...{ name: 'VISITNUM', label: 'Visit Number', type: 'float', origin: BY_PROTOCOL, role: 'Timing' },
        read: ({ response }) => findVisitNumber(study, response.timepoint),
      },
      {
        ...{ name: 'VISIT', label: 'Visit Name', type: 'text', origin: BY_PROTOCOL, role: 'Timing' },
        read: ({ response }) => findVisit(study, response.timepoint),
      },
      ...buildDateColumns<NumberedFinding>(variant, 'QS', 'Finding', ({ response }) =>
        findAnswerTime(response),
      ),
      {
        ...{ name: 'QSEVLINT', label: 'Evaluation Interval', type: 'text', origin: ASSIGNED, role: 'Timing' },
        read: ({ instrument }) => formatEvaluationInterval(instrument.recallDays),
      },
    ],
    listRecords: (person) => numberFindings(person, listFindings(person)),
  })
}

/** Of answers that were never sent that of the last one, as their scores have it. */
function findAnswerTime({ submittedAt, savedAt }: AskedResponse): string {
  return submittedAt ?? savedAt
}

function buildAnswer(
  names: TestNames,
  person: TidyPerson,
  response: AskedResponse,
  instrument: InstrumentDefinition,
  { item, code, value, missing }: AnswerFact,
): Finding {
  const test = names.findItem(instrument, item)
  const about = { person, response, instrument, test }
  // An option without a score was chosen all the same.
  if (code === null && value === null)
    return {
      ...{ ...about, original: null, standard: null, number: null },
      notDone: MISSING_WORDS.get(missing ?? '') ?? missing,
    }
  const words =
    code === null
      ? null
      : cutText(
          listCodeLabels(instrument, item, code)
            .map((label) => pickText(label, LABEL_LANGUAGE))
            .filter((label) => label !== '')
            .join('; ') || code,
        )
  const number = test.isText ? null : value
  return {
    ...{ ...about, original: words ?? String(value), number, notDone: null },
    standard: number === null ? words : String(number),
  }
}

function listScores(
  names: TestNames,
  person: TidyPerson,
  response: AskedResponse,
  instrument: InstrumentDefinition,
  ref: string,
): readonly Finding[] {
  const sheet = person.sheets.find(({ timepoint }) => timepoint === response.timepoint)
  const scores = new Map(
    (sheet?.scores ?? []).flatMap((score) => (score.instrument === ref ? [[score.scale, score]] : [])),
  )
  return instrument.scales.flatMap((scale) => {
    const score = scores.get(scale.id)
    if (score === undefined || isItemItself(instrument, scale)) return []
    return [
      {
        ...{ person, response, instrument, test: names.findScale(instrument, scale) },
        ...describeScore(score),
      },
    ]
  })
}

/** A scale that is the item of its own name: the number stands in the item’s row. */
function isItemItself({ items }: InstrumentDefinition, { id, rule }: Scale): boolean {
  return rule.op === 'value' && rule.of === id && items.some((item) => item.id === id)
}

function describeScore(score: StoredScore): Pick<Finding, 'original' | 'standard' | 'number' | 'notDone'> {
  if (score.kind === 'not-scorable')
    return { original: null, standard: null, number: null, notDone: `No score: ${score.reason}` }
  const written = String(score.value)
  return { original: written, standard: written, number: score.value, notDone: null }
}

function numberFindings(
  { treatments: [first] }: TidyPerson,
  findings: readonly Finding[],
): readonly NumberedFinding[] {
  const last = new Map<string, Finding>()
  if (first !== undefined)
    for (const finding of findings) {
      const at = findAnswerTime(finding.response)
      const before = last.get(finding.test.code)
      if (finding.original === null || at >= first.givenAt) continue
      if (before === undefined || findAnswerTime(before.response) <= at) last.set(finding.test.code, finding)
    }
  return findings.map((finding, at) => ({
    ...finding,
    sequence: at + 1,
    isLastBefore: last.get(finding.test.code) === finding,
  }))
}

/** The questions and scales that the study asks, each once. */
function listTests({ study, instruments }: TidySetting, names: TestNames) {
  const tests = new Map<string, { value: string; decode: string; nci?: string | undefined }>()
  const add = ({ code, name, nci }: TestCode) => tests.set(code, { value: code, decode: name, nci })
  for (const ref of new Set(study.timepoints.flatMap(({ battery }) => battery))) {
    const definition = instruments.findInstrument(ref)?.definition
    if (definition === undefined) continue
    for (const item of definition.items) add(names.findItem(definition, item))
    for (const scale of definition.scales)
      if (!isItemItself(definition, scale)) add(names.findScale(definition, scale))
  }
  return [...tests.values()]
}
