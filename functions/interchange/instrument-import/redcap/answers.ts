import { MAX_CODE_LENGTH } from '../../../../surveys/instrument/item-schema.ts'
import { splitCodes } from '../../../../surveys/instrument/several-answer.ts'
import type { Localised } from '../../../../surveys/instrument/vocabulary.ts'
import { countDays } from '../../../../surveys/instrument/written-answer.ts'
import { type ImportedAnswer, type ImportedOption, MAX_TEXT_LENGTH, type Remarks } from '../form/form.ts'
import { buildNumberAnswer } from '../form/number-answer.ts'
import { assignOptionValues } from '../form/option-values.ts'
import { buildSeveralAnswer } from '../form/several-answer.ts'
import type { Row } from './dictionary.ts'
import { readLabelText } from './label-words.ts'

const MAX_SLIDER_STEPS = 1000
const MAX_DECIMALS = 3

type Context = { readonly locale: string; readonly remarks: Remarks }

/** What a field takes as its answer; `undefined` after a fault. */
export function readRedcapAnswer(row: Row, context: Context): ImportedAnswer | undefined {
  const { locale, remarks } = context
  const addFault = (detail: string): undefined => {
    remarks.fault(row.formatPlace('type'), detail)
    return undefined
  }
  const type = row.readCell('type').toLowerCase()
  if ((type === 'yesno' || type === 'truefalse') && !/^(en|es)\b/.test(locale))
    remarks.warn(row.formatPlace('type'), 'the file has no wording for its answers, so they are in English')
  switch (type) {
    case 'radio':
    case 'dropdown': {
      const choices = readChoices(row, context)
      return choices && buildChoice(choices, row, context)
    }
    case 'yesno':
      return /^es\b/.test(locale) ? buildTwoOptions('Sí', 'No', locale) : buildTwoOptions('Yes', 'No', locale)
    case 'truefalse':
      return /^es\b/.test(locale)
        ? buildTwoOptions('Verdadero', 'Falso', locale)
        : buildTwoOptions('True', 'False', locale)
    case 'slider':
      return readSlider(row, context)
    case 'notes':
      return { type: 'text', maximumLength: MAX_TEXT_LENGTH }
    case 'text':
      return readTextAnswer(row, remarks)
    case 'checkbox':
      return readCheckbox(row, context)
    case 'file':
    case 'signature':
    case 'sql':
      return addFault('files, signatures and queries are not supported')
    default:
      return addFault('the field type is unknown')
  }
}

function buildTwoOptions(yes: string, no: string, locale: string): ImportedAnswer {
  const buildOption = (value: number, label: string): ImportedOption => ({
    code: String(value),
    value,
    label: { [locale]: label },
    loinc: null,
  })
  return { type: 'choice', options: [buildOption(1, yes), buildOption(0, no)] }
}

type Choice = { readonly code: string; readonly label: string }

/** `0, Never | 1, Often`; `undefined` after a fault. */
function readChoices(row: Row, context: Context, least = 2): readonly Choice[] | undefined {
  const { remarks } = context
  const place = row.formatPlace('choices')
  const faultsBefore = remarks.faults.length
  const codes = new Set<string>()
  const written = row.choices ?? row.readCell('choices').split('|').map(splitChoice)
  const choices = written.map((choice, at) => {
    const code = choice.code?.trim() ?? ''
    const label = readLabelText(choice.label, place, context)
    const addFault = (detail: string): void => remarks.fault(place, `choice ${at + 1} ${detail}`)
    if (choice.code === undefined) addFault('has no comma between its code and its label')
    else if (code === '') addFault('has no code')
    else if (codes.has(code)) addFault('has a code that is not unique')
    if (choice.code !== undefined && label === '') addFault('has no label')
    if (splitCodes(code).length > 1) addFault('has a code that holds |')
    if (code.length > MAX_CODE_LENGTH) addFault(`has a code of more than ${MAX_CODE_LENGTH} characters`)
    codes.add(code)
    return { code, label }
  })
  if (remarks.faults.length === faultsBefore && choices.length < least)
    remarks.fault(place, 'a choice needs at least two options')
  return remarks.faults.length > faultsBefore ? undefined : choices
}

function splitChoice(choice: string): { readonly code: string | undefined; readonly label: string } {
  const comma = choice.indexOf(',')
  return { code: comma < 0 ? undefined : choice.slice(0, comma), label: choice.slice(comma + 1) }
}

/** A code that is a whole number is its value; if any is not, options count from 0. */
function buildChoice(choices: readonly Choice[], row: Row, { locale, remarks }: Context): ImportedAnswer {
  const values = assignOptionValues(
    choices.map(({ code }) => code),
    row.formatPlace('choices'),
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

/** `@NONEOFTHEABOVE='99'`, or several of them, `@NONEOFTHEABOVE='98,99'`. */
const EXCLUSIVE = /@NONEOFTHEABOVE\s*=\s*(?:'([^']*)'|"([^"]*)"|([^\s'"]+))/i

function readCheckbox(row: Row, context: Context): ImportedAnswer | undefined {
  const { locale, remarks } = context
  const choices = readChoices(row, context, 1)
  if (!choices) return undefined
  const question = { [locale]: row.readCell('label') }
  const options = choices.map(
    ({ code, label }): ImportedOption => ({
      ...{ code, value: null, loinc: null },
      label: { [locale]: label },
    }),
  )
  const exclusive = listExclusive(row)
  for (const code of exclusive)
    if (!choices.some((choice) => choice.code === code))
      remarks.fault(row.formatPlace('annotation'), '@NONEOFTHEABOVE names a choice that is not there')
  return buildSeveralAnswer(options, exclusive, false, question, row.formatPlace('choices'), remarks)
}

function listExclusive(row: Row): readonly string[] {
  const [found, ...written] = EXCLUSIVE.exec(row.readCell('annotation')) ?? []
  if (found === undefined) return []
  return (written.find((one) => one !== undefined) ?? '').split(',').map((code) => code.trim())
}

/** Whether an action tag was read as the answer that stands alone. */
export function isExclusionTag(tag: string, row: Row): boolean {
  const isCheckbox = row.readCell('type').toLowerCase() === 'checkbox'
  return isCheckbox && /^@NONEOFTHEABOVE$/i.test(tag) && listExclusive(row).length > 0
}

/** 0 to 100 unless the file says otherwise; `low | middle | high` are its words. */
function readSlider(row: Row, context: Context): ImportedAnswer | undefined {
  const { locale, remarks } = context
  const faultsBefore = remarks.faults.length
  const bounds = readBounds(row, { isWhole: true, isComma: false }, remarks)
  const minimum = bounds.minimum ?? 0
  const maximum = bounds.maximum ?? 100
  if (minimum >= maximum) remarks.fault(row.formatPlace('maximum'), 'the range is empty')
  if (maximum - minimum > MAX_SLIDER_STEPS)
    remarks.fault(row.formatPlace('maximum'), `a slider has at most ${MAX_SLIDER_STEPS} steps`)
  const place = row.formatPlace('choices')
  const labels = row.readCell('choices') === '' ? [] : row.readCell('choices').split('|')
  const words = labels.map((label) => readLabelText(label, place, context))
  if (words.length > 3) remarks.fault(place, 'a slider has at most three labels')
  if (words.length === 3 && words[1] !== '') remarks.warn(place, 'the middle label is ignored')
  if (remarks.faults.length > faultsBefore) return undefined
  const buildLabel = (label = ''): Localised | null => (label === '' ? null : { [locale]: label })
  return {
    type: 'numeric-scale',
    minimum,
    maximum,
    minimumLabel: buildLabel(words[0]),
    maximumLabel: words.length > 1 ? buildLabel(words.at(-1)) : null,
  }
}

function readTextAnswer(row: Row, remarks: Remarks): ImportedAnswer | undefined {
  const place = row.formatPlace('validation')
  if (/^bioportal:/i.test(row.readCell('choices')))
    remarks.fault(row.formatPlace('choices'), 'its answers are in a list outside the file')
  const validation = row.readCell('validation').toLowerCase()
  const [isNumber, decimals, comma] =
    /^(?:integer|number(?:_(\d)dp)?(_comma_decimal)?)$/.exec(validation) ?? []
  if (isNumber !== undefined) {
    const most = validation === 'integer' ? 0 : Number(decimals ?? MAX_DECIMALS)
    if (most > MAX_DECIMALS) {
      remarks.fault(place, `a number may have at most ${MAX_DECIMALS} decimals`)
      return undefined
    }
    if (most > 0 && decimals === undefined)
      remarks.warn(place, `a number keeps at most ${MAX_DECIMALS} decimals`)
    return readNumber(row, most, comma !== undefined, remarks)
  }
  if (/^date_(ymd|mdy|dmy)$/.test(validation))
    return {
      type: 'date',
      minimum: readDateBound(row, 'minimum', remarks),
      maximum: readDateBound(row, 'maximum', remarks),
    }
  if (validation === '' || validation === 'time') {
    for (const column of ['minimum', 'maximum'] as const)
      if (row.readCell(column) !== '') remarks.warn(row.formatPlace(column), 'the bound is ignored')
    return validation === '' ? { type: 'text', maximumLength: MAX_TEXT_LENGTH } : { type: 'time' }
  }
  remarks.fault(
    place,
    /^(email|phone|ssn|mrn)/.test(validation)
      ? 'it identifies a person and cannot be imported'
      : 'answers of this kind are not supported',
  )
  return undefined
}

/** A dictionary writes bounds year first, whatever the order in which the date is shown. */
function readDateBound(row: Row, column: 'minimum' | 'maximum', remarks: Remarks): string | null {
  const written = row.readCell(column)
  if (written === '') return null
  if (countDays(written) !== undefined) return written
  if (/^(today|now)$/i.test(written)) remarks.warn(row.formatPlace(column), `the bound ${written} is ignored`)
  else remarks.fault(row.formatPlace(column), 'the bound is not a date such as 2026-03-15')
  return null
}

function readNumber(
  row: Row,
  decimals: number,
  isComma: boolean,
  remarks: Remarks,
): ImportedAnswer | undefined {
  const faultsBefore = remarks.faults.length
  const bounds = readBounds(row, { isWhole: decimals === 0, isComma }, remarks)
  if (remarks.faults.length > faultsBefore) return undefined
  return buildNumberAnswer({ ...bounds, decimals }, (bound) => row.formatPlace(bound), remarks)
}

type Bounds = { readonly minimum: number | undefined; readonly maximum: number | undefined }

function readBounds(
  row: Row,
  { isWhole, isComma }: { readonly isWhole: boolean; readonly isComma: boolean },
  remarks: Remarks,
): Bounds {
  const readBound = (column: 'minimum' | 'maximum'): number | undefined => {
    const written = row.readCell(column)
    if (written === '') return undefined
    const found = /^-?\d{1,9}(\.\d{1,9})?$/.test(isComma ? written.replace(',', '.') : written)
    const value = Number(isComma ? written.replace(',', '.') : written)
    if (found && (!isWhole || Number.isInteger(value))) return value
    remarks.fault(
      row.formatPlace(column),
      isWhole ? 'the bound is not a whole number' : 'the bound is not a number',
    )
    return undefined
  }
  return { minimum: readBound('minimum'), maximum: readBound('maximum') }
}
