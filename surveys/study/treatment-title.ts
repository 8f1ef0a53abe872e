import { type Localised, pickText } from '../instrument/vocabulary.ts'

/** What a study calls a treatment: one title for every language, or a title in each. */
export type TreatmentTitle = string | Localised

export function formatTreatmentTitle(title: TreatmentTitle, locale: string): string {
  return typeof title === 'string' ? title : pickText(title, locale)
}

/** The title in every language in which there is one. */
export function listTreatmentTitles(title: TreatmentTitle): readonly string[] {
  return typeof title === 'string' ? [title] : Object.values(title)
}
