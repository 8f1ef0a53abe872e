import type { Localised } from '../../../../surveys/instrument/vocabulary.ts'
import { echoed } from '../form/echoed.ts'
import { type ImportedAnswer, type ImportedOption, LONGEST_CODE, LONGEST_TEXT } from '../form/form.ts'
import { numberAnswer } from '../form/number-answer.ts'
import { numbered } from '../form/option-values.ts'
import { yesAndNo } from '../form/yes-and-no.ts'
import { type Context, inOrder, placeOf, wordsIn } from './metadata.ts'
import { answerOfFieldType, redcapField } from './redcap-extension.ts'
import { childrenOf, type Element } from './xml.ts'

/** Decimals of a number for which the file says none. */
const USUAL_DECIMALS = 2

/** What an item takes as its answer to a question; `undefined` after a fault. */
export function answerFrom(
  item: Element,
  question: Localised | null,
  context: Context,
): ImportedAnswer | undefined {
  const { remarks } = context
  const place = placeOf(item)
  const [reference, ...more] = childrenOf(item, 'CodeListRef')
  if (more.length > 0) remarks.fault(place, 'it refers to more than one code list')
  if (reference) return choiceFrom(reference.attributes.CodeListOID, place, context)
  const { fieldType } = redcapField(item)
  const ofFieldType = answerOfFieldType(fieldType, question)
  if (ofFieldType) {
    if (ofFieldType.type === 'choice') remarks.warn(place, 'yes and no get Concord’s wording')
    return ofFieldType
  }
  const type = item.attributes.DataType
  switch (type) {
    case 'integer':
      return numberFrom(item, 0, context)
    case 'float':
    case 'double':
    case 'decimal':
      return numberFrom(item, wholeIn(item, 'SignificantDigits', context) ?? USUAL_DECIMALS, context)
    case 'boolean':
      remarks.warn(place, 'yes and no get Concord’s wording')
      return { type: 'choice', options: yesAndNo(question) }
    case 'time':
    case 'partialTime':
      return { type: 'time' }
    case 'text':
    case 'string': {
      const longest = wholeIn(item, 'Length', context) ?? LONGEST_TEXT
      if (longest > LONGEST_TEXT) remarks.warn(place, `at most ${LONGEST_TEXT} characters are kept`)
      return { type: 'text', maximumLength: Math.min(Math.max(1, longest), LONGEST_TEXT) }
    }
    default:
      remarks.fault(
        place,
        type === undefined ? 'it has no data type' : `an answer of type ${echoed(type)} is not asked here`,
      )
      return undefined
  }
}

function wholeIn(item: Element, attribute: string, { remarks }: Context): number | undefined {
  const written = item.attributes[attribute]
  if (written === undefined) return undefined
  if (/^\d{1,9}$/.test(written)) return Number(written)
  remarks.fault(placeOf(item), `its ${attribute} is not a whole number`)
  return undefined
}

/**
 * A code that is a whole number is the value of its option. Where one is not, the ranks are, and without ranks the
 * options count from 0.
 */
function choiceFrom(oid: string | undefined, asked: string, context: Context): ImportedAnswer | undefined {
  const { remarks } = context
  const list = context.find('CodeList', oid, asked)
  if (!list) return undefined
  const place = placeOf(list)
  const faultsBefore = remarks.faults.length
  if (childrenOf(list, 'ExternalCodeList').length > 0)
    remarks.fault(place, 'its answers are in a list outside the file')
  const entries = inOrder(
    list.children.filter(({ name }) => name === 'CodeListItem' || name === 'EnumeratedItem'),
    place,
    remarks,
  )
  const codes = new Set<string>()
  const options = entries.map((entry) => {
    const code = (entry.attributes.CodedValue ?? '').trim()
    const at = `${place}, ${entry.name} ${echoed(code)}`.trim()
    if (code === '') remarks.fault(at, 'it has no coded value')
    else if (codes.has(code)) remarks.fault(at, 'its coded value is not unique')
    if (code.length > LONGEST_CODE) remarks.fault(at, `a code has at most ${LONGEST_CODE} characters`)
    codes.add(code)
    // An enumerated item is its own words.
    const label: Localised | null =
      entry.name === 'EnumeratedItem' ? { [context.locale]: code } : wordsIn(entry, 'Decode', at, context)
    if (!label) remarks.fault(at, 'it has no text')
    return { code, label: label ?? {}, loinc: loincOf(entry) }
  })
  if (remarks.faults.length === faultsBefore && options.length < 2)
    remarks.fault(place, 'a choice needs at least two options')
  const values = valuesOf(entries, place, context)
  if (remarks.faults.length > faultsBefore) return undefined
  return {
    type: 'choice',
    options: options.map((option, at): ImportedOption => ({ ...option, value: values[at] as number })),
  }
}

function valuesOf(entries: readonly Element[], place: string, { remarks }: Context): readonly number[] {
  const codes = entries.map(({ attributes }) => (attributes.CodedValue ?? '').trim())
  const ranks = entries.flatMap(({ attributes }) => (attributes.Rank === undefined ? [] : [attributes.Rank]))
  const isWhole = (written: string): boolean => /^-?\d{1,9}$/.test(written)
  const isByCode = codes.every(isWhole)
  if (ranks.length === 0) return numbered(codes, place, remarks)
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
function numberFrom(item: Element, decimals: number, context: Context): ImportedAnswer | undefined {
  const { remarks } = context
  const place = placeOf(item)
  const faultsBefore = remarks.faults.length
  const bounds: { minimum?: number; maximum?: number } = {}
  childrenOf(item, 'RangeCheck').forEach((check, index) => {
    const at = `${place}, RangeCheck ${index + 1}`
    const { Comparator: comparator = '', SoftHard: force } = check.attributes
    const [first, ...others] = childrenOf(check, 'CheckValue')
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
  const unit = unitOf(item, context)
  if (remarks.faults.length > faultsBefore) return undefined
  return numberAnswer(
    { minimum: bounds.minimum, maximum: bounds.maximum, decimals, unit },
    () => place,
    remarks,
  )
}

function unitOf(item: Element, context: Context): Localised | null {
  const place = placeOf(item)
  const [reference, ...more] = childrenOf(item, 'MeasurementUnitRef')
  if (more.length > 0) context.remarks.fault(place, 'a choice of units is not supported')
  if (!reference) return null
  const unit = context.find('MeasurementUnit', reference.attributes.MeasurementUnitOID, place)
  if (!unit) return null
  const name = unit.attributes.Name?.trim()
  return wordsIn(unit, 'Symbol', placeOf(unit), context) ?? (name ? { [context.locale]: name } : null)
}

/** The LOINC code among the other names of an item or an answer. */
export function loincOf(element: Element): string | null {
  const alias = childrenOf(element, 'Alias').find(({ attributes }) => /loinc/i.test(attributes.Context ?? ''))
  return alias?.attributes.Name?.trim() || null
}
