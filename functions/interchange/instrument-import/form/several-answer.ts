import { splitCodes } from '../../../../surveys/instrument/several-answer.ts'
import type { Localised } from '../../../../surveys/instrument/vocabulary.ts'
import type { ImportedAnswer, ImportedOption, Remarks } from './form.ts'

const NONE: Readonly<Record<string, string>> = { en: 'None of these', es: 'Ninguna de estas' }
const NONE_CODE = 'none'

/**
 * Several answers to one question, each worth 1 unless the file gives values. A box that is not ticked says nothing where
 * questions may be skipped, so that an answer for none is added where the file has none that stands alone.
 */
export function buildSeveralAnswer(
  options: readonly ImportedOption[],
  exclusive: readonly string[],
  hasValues: boolean,
  question: Localised | null,
  place: string,
  remarks: Remarks,
): ImportedAnswer | undefined {
  const faultsBefore = remarks.faults.length
  for (const { code } of options)
    if (splitCodes(code).length > 1)
      remarks.fault(place, `the code ${code} holds |, which several answers are joined by`)
  const isCodeFree = options.every(({ code }) => code !== NONE_CODE)
  if (exclusive.length === 0 && !isCodeFree)
    remarks.fault(place, 'no answer is marked as standing alone, although one has the code none')
  if (remarks.faults.length > faultsBefore) return undefined
  const valued = hasValues
    ? options
    : options.map((option) => ({ ...option, value: exclusive.includes(option.code) ? 0 : 1 }))
  if (exclusive.length > 0) return { type: 'several', options: valued, exclusive }
  remarks.warn(place, 'an answer “none of these” is added, since a box that is not ticked is no answer')
  const label = Object.fromEntries(
    Object.keys(question ?? { en: '' }).map((locale) => [
      locale,
      NONE[locale.split('-')[0] ?? ''] ?? 'None of these',
    ]),
  )
  return {
    type: 'several',
    options: [...valued, { code: NONE_CODE, value: 0, label, loinc: null }],
    exclusive: [NONE_CODE],
  }
}
