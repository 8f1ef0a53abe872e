import { en } from './en.ts'

export type Text = typeof en

/** One entry per translation. A locale without one is shown in English. */
const texts: Readonly<Record<string, Text>> = { en }

const rightToLeft = new Set(['ar', 'dv', 'fa', 'he', 'ps', 'ur', 'yi'])

/** The words of the pages in the locale asked for, else in its language, else in English. */
export function textFor(locale: string): Text {
  return texts[locale] ?? texts[languageOf(locale)] ?? en
}

export function directionOf(locale: string): 'ltr' | 'rtl' {
  return rightToLeft.has(languageOf(locale)) ? 'rtl' : 'ltr'
}

function languageOf(locale: string): string {
  return locale.split('-')[0] ?? locale
}
