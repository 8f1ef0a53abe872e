import { organisationsText as en } from './en/organisations.ts'
import { organisationsText as es } from './es/organisations.ts'
import { findTranslation } from './find-translation.ts'
import type { Translation } from './words/translation.ts'

export type OrganisationsText = Translation<typeof en>

/** The words of pages about organizations. */
export function findOrganisationsText(locale: string): OrganisationsText {
  return findTranslation<OrganisationsText>({ en, es }, locale)
}
