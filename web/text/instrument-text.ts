import { instrumentText as en } from './en/instrument.ts'
import type { AnalysesText } from './en/text.ts'
import { instrumentText as es } from './es/instrument.ts'
import { findTranslation } from './find-translation.ts'

/** The words of the pages about instruments. */
export function findInstrumentText(locale: string): AnalysesText['instrument'] {
  return findTranslation<AnalysesText['instrument']>({ en, es }, locale)
}
