/** The languages that the words around the questions are there in. What is asked for in another is shown in the first. */
export const PAGE_LANGUAGES = ['en', 'es'] as const
export type PageLanguage = (typeof PAGE_LANGUAGES)[number]

/** The language of the pages for a locale such as `es-MX`, if there is one. */
export function findPageLanguage(locale: string): PageLanguage | undefined {
  const [language] = locale.split('-')
  return PAGE_LANGUAGES.find((known) => known === language)
}
