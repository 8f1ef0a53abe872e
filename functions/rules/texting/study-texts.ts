import type { StudyDefinition, StudyTexts } from '../../../surveys/study/definition.ts'
import type { TextValues } from '../../../surveys/text-message/template.ts'

/** The texts of the study in the participant's language, else in its first one. */
export function requireStudyTexts(study: StudyDefinition, locale: string): StudyTexts {
  const texts = study.texts[locale] ?? study.texts[study.locales[0] ?? '']
  if (!texts) throw new Error('the study has no texts')
  return texts
}

/** What a text may say of the participant's clinic. */
export function buildClinicValues(study: StudyDefinition, site: string): TextValues {
  const clinic = study.sites.find(({ id }) => id === site)
  return { clinic: clinic?.name ?? '', phone: clinic?.phone ?? '' }
}
