import { draftFormText as en } from './en/draft-form.ts'
import { draftFormText as es } from './es/draft-form.ts'
import { findTranslation } from './find-translation.ts'
import type { Translation } from './words/translation.ts'

export type DraftFormText = Translation<typeof en>

/** The words of the forms in which a study is written. */
export function findDraftFormText(locale: string): DraftFormText {
  return findTranslation<DraftFormText>({ en, es }, locale)
}
