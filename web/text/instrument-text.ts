import { instrumentText as en } from './en/instrument.ts'
import type { Text } from './en/text.ts'
import { instrumentText as es } from './es/instrument.ts'
import { findTranslation } from './find-translation.ts'

/** The words of the pages about instruments. */
export function findInstrumentText(locale: string): Text['instrument'] {
  return findTranslation<Text['instrument']>({ en, es }, locale)
}
