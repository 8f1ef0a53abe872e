import { versionsText as en } from './en/versions.ts'
import { versionsText as es } from './es/versions.ts'
import { findTranslation } from './find-translation.ts'
import type { Translation } from './words/translation.ts'

export type VersionsText = Translation<typeof en>

/** The words of a study's versions and who follows them. */
export function findVersionsText(locale: string): VersionsText {
  return findTranslation<VersionsText>({ en, es }, locale)
}
