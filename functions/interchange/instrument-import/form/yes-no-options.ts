import type { Localised } from '../../../../surveys/instrument/vocabulary.ts'
import type { ImportedOption } from './form.ts'

const WORDS: Readonly<Record<string, readonly [yes: string, no: string]>> = {
  en: ['Yes', 'No'],
  es: ['Sí', 'No'],
}

/**
 * The two answers of a question that is answered with a truth value, for which files have no words: in the languages of
 * the question, and in English for a language that is not known here.
 */
export function buildYesNoOptions(question: Localised | null): readonly ImportedOption[] {
  const buildLabel = (at: 0 | 1): Localised =>
    Object.fromEntries(
      Object.keys(question ?? { en: '' }).map((locale) => [
        locale,
        (WORDS[locale.split('-')[0] ?? ''] ?? ['Yes', 'No'])[at],
      ]),
    )
  return [
    { code: 'true', value: 1, label: buildLabel(0), loinc: null },
    { code: 'false', value: 0, label: buildLabel(1), loinc: null },
  ]
}
