import { en } from './en/index.ts'
import type { Text } from './en/text.ts'
import { es } from './es/index.ts'
import { findTranslation } from './find-translation.ts'

const rightToLeft = new Set(['ar', 'dv', 'fa', 'he', 'ps', 'ur', 'yi'])

/**
 * The words of the pages that staff work with. Pages about analyses find more (analyses-text.ts), and pages that the public
 * opens find their own (participant-text.ts, instrument-text.ts).
 */
export function findText(locale: string): Text {
  return findTranslation<Text>({ en, es }, locale)
}

export function findDirection(locale: string): 'ltr' | 'rtl' {
  return rightToLeft.has(parseLanguage(locale)) ? 'rtl' : 'ltr'
}

function parseLanguage(locale: string): string {
  return locale.split('-')[0] ?? locale
}
