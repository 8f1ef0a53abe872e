import type { StudyDefinition, StudyTexts } from '../../surveys/study/definition.ts'

/** What a text may say in its own words, by placeholder. */
export type TextValues = Readonly<Record<string, string>>

/** The texts of the study in the participant's language, else in its first one. */
export function textsIn(study: StudyDefinition, locale: string): StudyTexts {
  const texts = study.texts[locale] ?? study.texts[study.locales[0] ?? '']
  if (!texts) throw new Error('the study has no texts')
  return texts
}

/** The template with its placeholders filled in; one without a value stays as it is written. */
export function fillIn(template: string, values: TextValues): string {
  return template.replace(/\{(\w+)\}/g, (written, name: string) => values[name] ?? written)
}

/** What a text may say of the participant's clinic. */
export function clinicValues(study: StudyDefinition, site: string): TextValues {
  const clinic = study.sites.find(({ id }) => id === site)
  return { clinic: clinic?.name ?? '', phone: clinic?.phone ?? '' }
}

/** `3 minutes`, in the language of the text. */
export function durationInWords(minutes: number, locale: string): string {
  return new Intl.NumberFormat(locale, { style: 'unit', unit: 'minute', unitDisplay: 'long' }).format(minutes)
}
