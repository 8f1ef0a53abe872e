import { MAX_CODE_LENGTH } from '../../../../surveys/instrument/item-schema.ts'
import type { Localised } from '../../../../surveys/instrument/vocabulary.ts'
import { countDays } from '../../../../surveys/instrument/written-answer.ts'
import { type ImportedAnswer, type ImportedOption, MAX_TEXT_LENGTH } from '../form/form.ts'
import { buildNumberAnswer } from '../form/number-answer.ts'
import { assignOptionValues } from '../form/option-values.ts'
import { shortenEcho } from '../form/shorten-echo.ts'
import { buildYesNoOptions } from '../form/yes-no-options.ts'
import { formatPlace, type OdmContext, readWords, sortReferences } from './metadata.ts'
import { type Element, listChildren } from './xml.ts'

/** Decimals of a number for which the file says none. */
const DEFAULT_DECIMALS = 2

/** What an item takes as its answer to a question; `undefined` after a fault. */
export function readOdmAnswer(
  item: Element,
  question: Localised | null,
  context: OdmContext,
): ImportedAnswer | undefined {
  const { remarks } = context
  const place = formatPlace(item)
  const [reference, ...more] = listChildren(item, 'CodeListRef')
  if (more.length > 0) remarks.fault(place, 'it refers to more than one code list')
  if (reference) return readChoice(reference.attributes.CodeListOID, place, context)
  const type = item.attributes.DataType
  switch (type) {
    case 'integer':
      return readNumber(item, 0, context)
    case 'float':
    case 'double':
    case 'decimal':
      return readNumber(
        item,
        readWholeNumber(item, 'SignificantDigits', context) ?? DEFAULT_DECIMALS,
        context,
      )
    case 'boolean':
      remarks.warn(place, 'yes and no get Concord’s wording')
      return { type: 'choice', options: buildYesNoOptions(question) }
    case 'date':
      return readDate(item, context)
    case 'time':
    case 'partialTime':
      return { type: 'time' }
    case 'text':
    case 'string': {
      const longest = readWholeNumber(item, 'Length', context) ?? MAX_TEXT_LENGTH
      if (longest > MAX_TEXT_LENGTH) remarks.warn(place, `at most ${MAX_TEXT_LENGTH} characters are kept`)
      return { type: 'text', maximumLength: Math.min(Math.max(1, longest), MAX_TEXT_LENGTH) }
    }
    default:
      remarks.fault(
        place,
        type === undefined
          ? 'it has no data type'
          : `an answer of type ${shortenEcho(type)} is not asked here`,
      )
      return undefined
  }
}

function readWholeNumber(item: Element, attribute: string, { remarks }: OdmContext): number | undefined {
  const written = item.attributes[attribute]
  if (written === undefined) return undefined
  if (/^\d{1,9}$/.test(written)) return Number(written)
  remarks.fault(formatPlace(item), `its ${attribute} is not a whole number`)
  return undefined
}

/**
 * A code that is a whole number is the value of its option. Where one is not, the ranks are, and without ranks the
 * options count from 0.
 */
function readChoice(oid: string | undefined, asked: string, context: OdmContext): ImportedAnswer | undefined {
  const { remarks } = context
  const list = context.find('CodeList', oid, asked)
  if (!list) return undefined
  const place = formatPlace(list)
  const faultsBefore = remarks.faults.length
  if (listChildren(list, 'ExternalCodeList').length > 0)
    remarks.fault(place, 'its answers are in a list outside the file')
  const entries = sortReferences(
    list.children.filter(({ name }) => name === 'CodeListItem' || name === 'EnumeratedItem'),
    place,
    remarks,
  )
  const codes = new Set<string>()
  const options = entries.map((entry) => {
    const code = (entry.attributes.CodedValue ?? '').trim()
    const at = `${place}, ${entry.name} ${shortenEcho(code)}`.trim()
    if (code === '') remarks.fault(at, 'it has no coded value')
    else if (codes.has(code)) remarks.fault(at, 'its coded value is not unique')
    if (code.length > MAX_CODE_LENGTH) remarks.fault(at, `a code has at most ${MAX_CODE_LENGTH} characters`)
    codes.add(code)
    // An enumerated item is its own words.
    const label: Localised | null =
      entry.name === 'EnumeratedItem' ? { [context.locale]: code } : readWords(entry, 'Decode', at, context)
    if (!label) remarks.fault(at, 'it has no text')
    return { code, label: label ?? {}, loinc: findLoinc(entry) }
  })
  if (remarks.faults.length === faultsBefore && options.length < 2)
    remarks.fault(place, 'a choice needs at least two options')
  const values = readValues(entries, place, context)
  if (remarks.faults.length > faultsBefore) return undefined
  return {
    type: 'choice',
    options: options.map((option, at): ImportedOption => ({ ...option, value: values[at] as number })),
  }
}

function readValues(entries: readonly Element[], place: string, { remarks }: OdmContext): readonly number[] {
  const codes = entries.map(({ attributes }) => (attributes.CodedValue ?? '').trim())
  const ranks = entries.flatMap(({ attributes }) => (attributes.Rank === undefined ? [] : [attributes.Rank]))
  const isWhole = (written: string): boolean => /^-?\d{1,9}$/.test(written)
  const isByCode = codes.every(isWhole)
  if (ranks.length === 0) return assignOptionValues(codes, place, remarks)
  if (isByCode) {
    if (codes.some((code, at) => Number(code) !== Number(ranks[at])))
      remarks.warn(place, 'its codes are whole numbers and become the values. Its ranks are ignored')
    return codes.map(Number)
  }
  if (ranks.length < codes.length) remarks.fault(place, 'only some of its answers have a rank')
  else if (!ranks.every(isWhole)) remarks.fault(place, 'a rank is not a whole number')
  return ranks.map(Number)
}

/** Bounds are those that an answer must keep; one that it may break after a question is left out. */
function readNumber(item: Element, decimals: number, context: OdmContext): ImportedAnswer | undefined {
  const { remarks } = context
  const place = formatPlace(item)
  const faultsBefore = remarks.faults.length
  const bounds: { minimum?: number; maximum?: number } = {}
  listChildren(item, 'RangeCheck').forEach((check, index) => {
    const at = `${place}, RangeCheck ${index + 1}`
    const { Comparator: comparator = '', SoftHard: force } = check.attributes
    const [first, ...others] = listChildren(check, 'CheckValue')
    if (force !== 'Hard' || !/^[GL][ET]$/.test(comparator) || !first) {
      remarks.warn(at, 'the check is ignored')
      return
    }
    const value = Number(first.text.trim())
    if (others.length > 0 || !/^-?\d{1,9}(\.\d{1,9})?$/.test(first.text.trim())) {
      remarks.fault(at, 'the bound is not a single number')
      return
    }
    const isStrict = comparator.endsWith('T')
    if (decimals > 0 && isStrict) remarks.fault(at, 'an exclusive bound with decimals is not supported')
    if (decimals === 0 && !Number.isInteger(value)) remarks.fault(at, 'the bound is not a whole number')
    if (comparator.startsWith('G'))
      bounds.minimum = Math.max(bounds.minimum ?? -Infinity, value + (isStrict ? 1 : 0))
    else bounds.maximum = Math.min(bounds.maximum ?? Infinity, value - (isStrict ? 1 : 0))
  })
  const unit = readUnit(item, context)
  if (remarks.faults.length > faultsBefore) return undefined
  return buildNumberAnswer(
    { minimum: bounds.minimum, maximum: bounds.maximum, decimals, unit },
    () => place,
    remarks,
  )
}

/** A date is asked within the dates of its checks. */
function readDate(item: Element, { remarks }: OdmContext): ImportedAnswer | undefined {
  const faultsBefore = remarks.faults.length
  const bounds: { minimum: string | null; maximum: string | null } = { minimum: null, maximum: null }
  listChildren(item, 'RangeCheck').forEach((check, index) => {
    const at = `${formatPlace(item)}, RangeCheck ${index + 1}`
    const { Comparator: comparator, SoftHard: force } = check.attributes
    const [first, ...others] = listChildren(check, 'CheckValue')
    if (force !== 'Hard' || !first || (comparator !== 'GE' && comparator !== 'LE')) {
      remarks.warn(at, 'the check is ignored')
      return
    }
    const bound = first.text.trim()
    if (others.length > 0 || countDays(bound) === undefined)
      remarks.fault(at, 'the bound is not a date such as 2026-03-15')
    else if (comparator === 'GE') bounds.minimum = bound
    else bounds.maximum = bound
  })
  return remarks.faults.length > faultsBefore ? undefined : { type: 'date', ...bounds }
}

function readUnit(item: Element, context: OdmContext): Localised | null {
  const place = formatPlace(item)
  const [reference, ...more] = listChildren(item, 'MeasurementUnitRef')
  if (more.length > 0) context.remarks.fault(place, 'a choice of units is not supported')
  if (!reference) return null
  const unit = context.find('MeasurementUnit', reference.attributes.MeasurementUnitOID, place)
  if (!unit) return null
  const name = unit.attributes.Name?.trim()
  return readWords(unit, 'Symbol', formatPlace(unit), context) ?? (name ? { [context.locale]: name } : null)
}

/** The LOINC code among the other names of an item or an answer. */
export function findLoinc(element: Element): string | null {
  const alias = listChildren(element, 'Alias').find(({ attributes }) =>
    /loinc/i.test(attributes.Context ?? ''),
  )
  return alias?.attributes.Name?.trim() || null
}
