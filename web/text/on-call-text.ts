import { onCallText as en } from './en/on-call.ts'
import { onCallText as es } from './es/on-call.ts'
import { findTranslation } from './find-translation.ts'
import type { Translation } from './words/translation.ts'

export type OnCallText = Translation<typeof en>

/** The words of pages about who is on call. */
export function findOnCallText(locale: string): OnCallText {
  return findTranslation<OnCallText>({ en, es }, locale)
}
