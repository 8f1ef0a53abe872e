import { studyOfficeText as en } from './en/study-office.ts'
import { studyOfficeText as es } from './es/study-office.ts'
import { findTranslation } from './find-translation.ts'
import type { Translation } from './words/translation.ts'

export type StudyOfficeText = Translation<typeof en>

/** The words of the study office alone. */
export function findStudyOfficeText(locale: string): StudyOfficeText {
  return findTranslation<StudyOfficeText>({ en, es }, locale)
}
