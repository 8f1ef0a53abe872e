import type { InstrumentDefinition } from '../../../surveys/instrument/definition.ts'
import { type Item, listCodeLabels, listOptions } from '../../../surveys/instrument/item.ts'
import { formatRef, pickText } from '../../../surveys/instrument/vocabulary.ts'
import type { AskedResponse } from '../../records/assessment/survey.store.ts'
import { findResponseState } from '../../records/response/response.ts'
import { type AnswerFact, createAnswerReader, MISSING_VALUES } from './answer-facts.ts'
import { RESPONSE_STATES } from './answer-tables.ts'
import { buildColumnNames } from './column-names.ts'
import { buildPersonColumns, buildTimepointVariable, LABEL_LANGUAGE } from './shared-columns.ts'
import type { TidyPerson, TidySetting } from './tidy-person.ts'
import {
  buildTable,
  type TidyColumn,
  type TidyTable,
  type TidyValue,
  type TidyVariable,
} from './tidy-table.ts'

type WideRow = {
  readonly person: TidyPerson
  readonly response: AskedResponse
  readonly answers: ReadonlyMap<string, AnswerFact>
}

/** Behind the name of an item, that of the column which says why it has no value. */
const MISSING_SUFFIX = '_missing'

/** The file of a questionnaire: `phq-9@1.1.0` is `items_phq_9_v1_1_0`. */
export function formatInstrumentTableName({ id, version }: { id: string; version: string }): string {
  return `items_${`${id}_v${version}`.replace(/\W+/g, '_')}`
}

/**
 * The answers to one version of a questionnaire, one row a set of answers and two columns an item: its value, and why there is
 * none. A convenience made of the table of answers; the versions of a questionnaire stand apart, since their options may
 * differ.
 */
export function buildInstrumentTable(setting: TidySetting, definition: InstrumentDefinition): TidyTable {
  const { study, variant, asOf, instruments } = setting
  const ref = formatRef(definition)
  const readAnswers = createAnswerReader(instruments, variant)
  const ids = definition.items.map(({ id }) => id)
  const names = buildColumnNames(ids, [MISSING_SUFFIX], ['participant', 'site', 'timepoint', 'state'])
  return buildTable<WideRow>({
    ...{ name: formatInstrumentTableName(definition), key: ['participant', 'timepoint'] },
    title: `Answers to ${pickText(definition.title, LABEL_LANGUAGE)}, version ${definition.version}`,
    refersTo: { table: 'responses', variables: ['participant', 'timepoint'] },
    columns: [
      ...buildPersonColumns<WideRow>(setting),
      { ...buildTimepointVariable(study), read: ({ response }) => response.timepoint },
      {
        ...{ name: 'state', label: 'State of the answers', type: 'string', values: RESPONSE_STATES },
        read: ({ response }) => findResponseState(response, asOf),
      },
      ...definition.items.flatMap((item): readonly TidyColumn<WideRow>[] => {
        const name = names.get(item.id) ?? item.id
        const variable = describeItem(definition, item, name, setting)
        const missing: TidyColumn<WideRow> = {
          ...{ name: name + MISSING_SUFFIX, label: `Why ${name} has no value`, type: 'string' },
          ...{ values: MISSING_VALUES, empty: 'there is a value' },
          read: ({ answers }) => readMissing(answers.get(item.id), variable),
        }
        if (variable === undefined) return [missing]
        const isCode = variable.type === 'string' || variable.type === 'date'
        return [
          {
            ...variable,
            read: ({ answers }) => answers.get(item.id)?.[isCode ? 'code' : 'value'] ?? null,
          },
          missing,
        ]
      }),
    ],
    *listRecords(person) {
      for (const response of person.responses) {
        if (!response.battery.includes(ref)) continue
        const found = readAnswers(response, person).find((one) => one.ref === ref)
        if (found)
          yield { person, response, answers: new Map(found.answers.map((one) => [one.item.id, one])) }
      }
    },
  })
}

/** A code stands in the column of an item that is written by its code, also where it has no value. */
function readMissing(answer: AnswerFact | undefined, variable: TidyVariable | undefined): string | null {
  if (!answer) return 'not-reached'
  return variable?.type === 'string' && answer.code !== null ? null : answer.missing
}

/** The variable of an item; nothing of one that is free text. */
function describeItem(
  definition: InstrumentDefinition,
  item: Item,
  name: string,
  { variant }: TidySetting,
): TidyVariable | undefined {
  const words = pickText(item.text, LABEL_LANGUAGE)
  const about = {
    ...{ name, label: words || item.id, empty: `see ${name}${MISSING_SUFFIX}` },
    ...{ source: definition.source, evidence: definition.evidence },
  }
  switch (item.type) {
    case 'text':
      return undefined
    case 'choice':
      return describeChoice(definition, item, about)
    case 'several':
      return { ...about, label: `${about.label} (codes, separated by |)`, type: 'string' }
    case 'numeric-scale':
      return { ...about, type: 'integer', values: labelEnds(definition, item) }
    case 'number':
      return {
        ...{ ...about, type: item.decimals === 0 ? 'integer' : 'number' },
        unit: pickText(item.unit, LABEL_LANGUAGE) || undefined,
      }
    case 'time':
      return { ...about, type: 'integer', unit: 'minute after midnight' }
    case 'date':
      return variant === 'dates'
        ? { ...about, type: 'date' }
        : { ...about, type: 'integer', unit: 'study day' }
  }
}

/** By its values where each option has one of its own, else by its codes. */
function describeChoice(
  definition: InstrumentDefinition,
  item: Item,
  about: Omit<TidyVariable, 'type'>,
): TidyVariable {
  const options = listOptions(definition, item)
  const values = options.flatMap(({ value }) => (value === null ? [] : [value]))
  const isNumeric = values.length > 1 && new Set(values).size === values.length
  const label = (option: (typeof options)[number]) => pickText(option.label, LABEL_LANGUAGE) || option.code
  return isNumeric
    ? {
        ...{ ...about, type: 'integer' },
        values: options.flatMap((one) =>
          one.value === null ? [] : [{ value: one.value, label: label(one) }],
        ),
      }
    : { ...about, type: 'string', values: options.map((one) => ({ value: one.code, label: label(one) })) }
}

/** The words at both ends of a scale of numbers. */
function labelEnds(definition: InstrumentDefinition, item: Item): readonly TidyValue[] | undefined {
  const ends = listOptions(definition, item).flatMap(({ code, value }) => {
    const [words] = listCodeLabels(definition, item, code)
    return words && value !== null ? [{ value, label: pickText(words, LABEL_LANGUAGE) }] : []
  })
  return ends.length === 0 ? undefined : ends
}
