import type { Localised } from '../../../../surveys/instrument/vocabulary.ts'
import {
  type ImportedAnswer,
  type ImportedOption,
  LONGEST_CODE,
  LONGEST_TEXT,
  type Remarks,
} from '../form/form.ts'
import { numberAnswer } from '../form/number-answer.ts'
import { numbered } from '../form/option-values.ts'
import type { Row } from './dictionary.ts'
import { wordsOf } from './label-words.ts'

const MOST_SLIDER_STEPS = 1000
const MOST_DECIMALS = 3

type Context = { readonly locale: string; readonly remarks: Remarks }

/** What a field takes as its answer; `undefined` after a fault. */
export function answerFrom(row: Row, context: Context): ImportedAnswer | undefined {
  const { locale, remarks } = context
  const fault = (detail: string): undefined => {
    remarks.fault(row.at('type'), detail)
    return undefined
  }
  const type = row.cell('type').toLowerCase()
  if ((type === 'yesno' || type === 'truefalse') && !/^en\b/.test(locale))
    remarks.warn(row.at('type'), 'the file has no wording for its answers, so they are in English')
  switch (type) {
    case 'radio':
    case 'dropdown':
      return choiceFrom(row, context)
    case 'yesno':
      return twoOptions('Yes', 'No', locale)
    case 'truefalse':
      return twoOptions('True', 'False', locale)
    case 'slider':
      return sliderFrom(row, context)
    case 'notes':
      return { type: 'text', maximumLength: LONGEST_TEXT }
    case 'text':
      return writtenFrom(row, remarks)
    case 'checkbox':
      return fault('questions with more than one answer are not supported')
    case 'file':
    case 'signature':
    case 'sql':
      return fault('files, signatures and queries are not supported')
    default:
      return fault('the field type is unknown')
  }
}

function twoOptions(yes: string, no: string, locale: string): ImportedAnswer {
  const option = (value: number, label: string): ImportedOption => ({
    code: String(value),
    value,
    label: { [locale]: label },
    loinc: null,
  })
  return { type: 'choice', options: [option(1, yes), option(0, no)] }
}

/** `0, Never | 1, Often`. A code that is a whole number is its value; if any is not, options count from 0. */
function choiceFrom(row: Row, context: Context): ImportedAnswer | undefined {
  const { locale, remarks } = context
  const place = row.at('choices')
  const faultsBefore = remarks.faults.length
  const codes = new Set<string>()
  const choices = row
    .cell('choices')
    .split('|')
    .map((choice, at) => {
      const comma = choice.indexOf(',')
      const code = choice.slice(0, Math.max(comma, 0)).trim()
      const label = wordsOf(choice.slice(comma + 1), place, context)
      const fault = (detail: string): void => remarks.fault(place, `choice ${at + 1} ${detail}`)
      if (comma < 0) fault('has no comma between its code and its label')
      else if (code === '') fault('has no code')
      else if (codes.has(code)) fault('has a code that is not unique')
      if (comma >= 0 && label === '') fault('has no label')
      if (code.length > LONGEST_CODE) fault(`has a code of more than ${LONGEST_CODE} characters`)
      codes.add(code)
      return { code, label }
    })
  if (remarks.faults.length === faultsBefore && choices.length < 2)
    remarks.fault(place, 'a choice needs at least two options')
  if (remarks.faults.length > faultsBefore) return undefined
  const values = numbered(
    choices.map(({ code }) => code),
    place,
    remarks,
  )
  return {
    type: 'choice',
    options: choices.map(({ code, label }, at) => ({
      code,
      value: values[at] as number,
      label: { [locale]: label },
      loinc: null,
    })),
  }
}

/** 0 to 100 unless the file says otherwise; `low | middle | high` are its words. */
function sliderFrom(row: Row, context: Context): ImportedAnswer | undefined {
  const { locale, remarks } = context
  const faultsBefore = remarks.faults.length
  const bounds = boundsOf(row, { isWhole: true, isComma: false }, remarks)
  const minimum = bounds.minimum ?? 0
  const maximum = bounds.maximum ?? 100
  if (minimum >= maximum) remarks.fault(row.at('maximum'), 'the range is empty')
  if (maximum - minimum > MOST_SLIDER_STEPS)
    remarks.fault(row.at('maximum'), `a slider has at most ${MOST_SLIDER_STEPS} steps`)
  const place = row.at('choices')
  const labels = row.cell('choices') === '' ? [] : row.cell('choices').split('|')
  const words = labels.map((label) => wordsOf(label, place, context))
  if (words.length > 3) remarks.fault(place, 'a slider has at most three labels')
  if (words.length === 3 && words[1] !== '') remarks.warn(place, 'the middle label is ignored')
  if (remarks.faults.length > faultsBefore) return undefined
  const labelled = (label = ''): Localised | null => (label === '' ? null : { [locale]: label })
  return {
    type: 'numeric-scale',
    minimum,
    maximum,
    minimumLabel: labelled(words[0]),
    maximumLabel: words.length > 1 ? labelled(words.at(-1)) : null,
  }
}

function writtenFrom(row: Row, remarks: Remarks): ImportedAnswer | undefined {
  const place = row.at('validation')
  if (/^bioportal:/i.test(row.cell('choices')))
    remarks.fault(row.at('choices'), 'its answers are in a list outside the file')
  const validation = row.cell('validation').toLowerCase()
  const [isNumber, decimals, comma] =
    /^(?:integer|number(?:_(\d)dp)?(_comma_decimal)?)$/.exec(validation) ?? []
  if (isNumber !== undefined) {
    const most = validation === 'integer' ? 0 : Number(decimals ?? MOST_DECIMALS)
    if (most > MOST_DECIMALS) {
      remarks.fault(place, `a number may have at most ${MOST_DECIMALS} decimals`)
      return undefined
    }
    if (most > 0 && decimals === undefined)
      remarks.warn(place, `a number keeps at most ${MOST_DECIMALS} decimals`)
    return numberFrom(row, most, comma !== undefined, remarks)
  }
  if (validation === '' || validation === 'time') {
    for (const column of ['minimum', 'maximum'] as const)
      if (row.cell(column) !== '') remarks.warn(row.at(column), 'the bound is ignored')
    return validation === '' ? { type: 'text', maximumLength: LONGEST_TEXT } : { type: 'time' }
  }
  remarks.fault(
    place,
    /^(email|phone|ssn|mrn)/.test(validation)
      ? 'it identifies a person and cannot be imported'
      : 'answers of this kind are not supported',
  )
  return undefined
}

function numberFrom(
  row: Row,
  decimals: number,
  isComma: boolean,
  remarks: Remarks,
): ImportedAnswer | undefined {
  const faultsBefore = remarks.faults.length
  const bounds = boundsOf(row, { isWhole: decimals === 0, isComma }, remarks)
  if (remarks.faults.length > faultsBefore) return undefined
  return numberAnswer({ ...bounds, decimals }, (bound) => row.at(bound), remarks)
}

type Bounds = { readonly minimum: number | undefined; readonly maximum: number | undefined }

function boundsOf(
  row: Row,
  { isWhole, isComma }: { readonly isWhole: boolean; readonly isComma: boolean },
  remarks: Remarks,
): Bounds {
  const bound = (column: 'minimum' | 'maximum'): number | undefined => {
    const written = row.cell(column)
    if (written === '') return undefined
    const found = /^-?\d{1,9}(\.\d{1,9})?$/.test(isComma ? written.replace(',', '.') : written)
    const value = Number(isComma ? written.replace(',', '.') : written)
    if (found && (!isWhole || Number.isInteger(value))) return value
    remarks.fault(row.at(column), isWhole ? 'the bound is not a whole number' : 'the bound is not a number')
    return undefined
  }
  return { minimum: bound('minimum'), maximum: bound('maximum') }
}
