import { findPageLanguage, type PageLanguage } from '../../surveys/study/page-languages.ts'

/** The words in the language of a locale, else in English. */
export function findTranslation<Words>(words: Readonly<Record<PageLanguage, Words>>, locale: string): Words {
  return words[findPageLanguage(locale) ?? 'en']
}
