import { definitionsText as en } from './en/definitions.ts'
import { definitionsText as es } from './es/definitions.ts'
import { findTranslation } from './find-translation.ts'
import type { Translation } from './words/translation.ts'

export type DefinitionsText = Translation<typeof en>

/** The words of the pages of responder definitions alone. */
export function findDefinitionsText(locale: string): DefinitionsText {
  return findTranslation<DefinitionsText>({ en, es }, locale)
}
