import type { Localised } from '../../../../surveys/instrument/vocabulary.ts'
import { type ImportedAnswer, MAX_TEXT_LENGTH, type Remarks } from '../form/form.ts'
import { buildNumberAnswer } from '../form/number-answer.ts'
import { buildSeveralAnswer } from '../form/several-answer.ts'
import { buildYesNoOptions } from '../form/yes-no-options.ts'
import type { FhirContext } from './context.ts'
import { findControl, findDate, findInteger, findNumber, has, ORDINALS } from './extensions.ts'
import { readItemText } from './item-text.ts'
import { readOptions } from './options.ts'
import type { FhirItem } from './types.ts'

/** How a question is answered; `undefined`, with a fault, where Concord has no such answer. */
export function readAnswer(item: FhirItem, place: string, context: FhirContext): ImportedAnswer | undefined {
  const { remarks, locale } = context
  switch (item.type) {
    case 'choice':
    case 'coding': {
      const read = readOptions(item, place, context)
      if (!item.repeats) return read && { type: 'choice', options: read.options }
      const { options, hasValues } = read ?? { options: [], hasValues: false }
      const text = readItemText(item, locale)
      return read && buildSeveralAnswer(options, listExclusive(item), hasValues, text, place, remarks)
    }
    case 'boolean':
      remarks.warn(place, 'yes and no get Concord’s wording')
      return { type: 'choice', options: buildYesNoOptions(readItemText(item, locale)) }
    case 'integer':
    case 'decimal':
    case 'quantity':
      return readNumber(item, place, remarks, locale)
    case 'time':
      return { type: 'time' }
    case 'date':
      return { type: 'date', minimum: findDate(item, 'minValue'), maximum: findDate(item, 'maxValue') }
    case 'string':
    case 'text': {
      const longest = item.maxLength ?? MAX_TEXT_LENGTH
      if (longest > MAX_TEXT_LENGTH)
        remarks.warn(`${place}/maxLength`, `at most ${MAX_TEXT_LENGTH} characters are kept`)
      return { type: 'text', maximumLength: Math.min(Math.max(1, longest), MAX_TEXT_LENGTH) }
    }
    default:
      remarks.fault(`${place}/type`, `questions of type ${item.type.slice(0, 40)} are not supported`)
      return undefined
  }
}

/** The codes of options that the file marks as excluding all others. */
function listExclusive({ answerOption = [] }: FhirItem): readonly string[] {
  return answerOption
    .filter((option) => has(option, 'questionnaire-optionExclusive'))
    .flatMap(({ valueCoding, valueInteger, valueString }) => {
      const code = valueCoding?.code ?? valueCoding?.display ?? valueInteger?.toString() ?? valueString
      return code === undefined ? [] : [code.trim()]
    })
}

function readNumber(
  item: FhirItem,
  place: string,
  remarks: Remarks,
  locale: string,
): ImportedAnswer | undefined {
  const isWhole = item.type === 'integer'
  const [minimum, maximum] = [findNumber(item, 'minValue'), findNumber(item, 'maxValue')]
  const decimals = isWhole ? 0 : (findInteger(item, 'maxDecimalPlaces') ?? 2)
  const unit = item.extension?.find(({ url }) => url === ORDINALS.unit)?.valueCoding as
    | { display?: string; code?: string }
    | undefined
  const words = unit?.display ?? unit?.code
  return buildNumberAnswer(
    {
      minimum,
      maximum,
      decimals,
      unit: words === undefined ? null : { [locale]: words },
      minimumLabel: findEndLabel('lower', item, locale),
      maximumLabel: findEndLabel('upper', item, locale),
    },
    () => place,
    remarks,
  )
}

function findEndLabel(end: 'lower' | 'upper', item: FhirItem, locale: string): Localised | null {
  const display = item.item?.find((child) => findScaleEnd(child) === end)
  return display ? readItemText(display, locale) : null
}

/** Of a display that words an end of a scale: which. */
export function findScaleEnd(item: FhirItem): 'lower' | 'upper' | null {
  const code = findControl(item)
  return item.type === 'display' && (code === 'lower' || code === 'upper') ? code : null
}
