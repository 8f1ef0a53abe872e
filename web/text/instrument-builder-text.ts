import { instrumentBuilderText as en } from './en/instrument-builder.ts'
import { instrumentBuilderText as es } from './es/instrument-builder.ts'
import { findTranslation } from './find-translation.ts'
import type { Translation } from './words/translation.ts'

export type InstrumentBuilderText = Translation<typeof en>

/** The words of completing a questionnaire. */
export function findInstrumentBuilderText(locale: string): InstrumentBuilderText {
  return findTranslation<InstrumentBuilderText>({ en, es }, locale)
}
