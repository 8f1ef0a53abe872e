import { PAGE_LANGUAGES, type PageLanguage } from '../../surveys/study/page-languages.ts'

const NAMES: Readonly<Record<PageLanguage, string>> = { en: 'English', es: 'Español' }

type LanguageLinksProps = {
  readonly locale: string
  /** Path and query of the page, so that the choice leads back to it. */
  readonly address: string
}

/** The page in each of the other languages, named in that language. */
export function LanguageLinks({ locale, address }: LanguageLinksProps) {
  return (
    <>
      {PAGE_LANGUAGES.filter((language) => language !== locale).map((language) => (
        <a class="language" href={buildLanguagePath(address, language)} hreflang={language} lang={language}>
          {NAMES[language]}
        </a>
      ))}
    </>
  )
}

function buildLanguagePath(address: string, language: PageLanguage): string {
  const [path = '', query = ''] = address.split('?')
  const parameters = new URLSearchParams(query)
  parameters.set('lang', language)
  return `${path}?${parameters}`
}
