/** What a text may say in its own words, by placeholder. */
export type TextValues = Readonly<Record<string, string>>

/** The template with its placeholders filled in; one without a value stays as it is written. */
export function fillTemplate(template: string, values: TextValues): string {
  return template.replace(PLACEHOLDER, (written, name: string) => values[name] ?? written)
}

export function listPlaceholders(template: string): readonly string[] {
  return [...template.matchAll(PLACEHOLDER)].map(([, name]) => name ?? '')
}

/** `3 minutes`, in the language of the text. */
export function formatMinutes(minutes: number, locale: string): string {
  return new Intl.NumberFormat(locale, { style: 'unit', unit: 'minute', unitDisplay: 'long' }).format(minutes)
}

const PLACEHOLDER = /\{(\w+)\}/g
