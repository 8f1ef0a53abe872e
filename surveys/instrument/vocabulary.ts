import type { Localised } from './vocabulary-schema.ts'

export type { Direction, Domain, Evidence, Localised } from './vocabulary-schema.ts'

/** `phq-9@1.0.0` */
export type InstrumentRef = `${string}@${string}`

export function formatRef(definition: { id: string; version: string }): InstrumentRef {
  return `${definition.id}@${definition.version}`
}

/** The text in the locale asked for, else in its language, else in English, else in whatever there is. */
export function pickText(text: Localised | undefined, locale: string): string {
  if (!text) return ''
  return text[locale] ?? text[locale.split('-')[0] ?? ''] ?? text.en ?? Object.values(text)[0] ?? ''
}
