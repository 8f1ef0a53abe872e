import { findPageLanguage, type PageLanguage } from '../../surveys/study/page-languages.ts'
import { en } from './en/index.ts'
import type { Text } from './en/text.ts'
import { es } from './es/index.ts'

const texts: Readonly<Record<PageLanguage, Text>> = { en, es }

const rightToLeft = new Set(['ar', 'dv', 'fa', 'he', 'ps', 'ur', 'yi'])

/** The words of the pages in the language of a locale, else in English. */
export function findText(locale: string): Text {
  return texts[findPageLanguage(locale) ?? 'en']
}

export function findDirection(locale: string): 'ltr' | 'rtl' {
  return rightToLeft.has(parseLanguage(locale)) ? 'rtl' : 'ltr'
}

function parseLanguage(locale: string): string {
  return locale.split('-')[0] ?? locale
}
