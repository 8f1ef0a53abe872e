import { findAnalysesText } from '../text/analyses-text.ts'
import { createFormats } from './format.ts'

/** The numbers of a page as a file: those of the very instant that it shows, so that they stay the same. */
export function JsonLink({
  locale,
  buildHref: href,
  asOf,
}: {
  locale: string
  buildHref: (more: { asOf: string; format: 'json' }) => string
  asOf: string
}) {
  const text = findAnalysesText(locale)
  return (
    <>
      <p>
        <a class="button outline" href={href({ asOf, format: 'json' })}>
          {text.analysis.json}
        </a>{' '}
        <span class="soft small">{text.analysis.jsonHint}</span>
      </p>
      <p class="soft small">{text.console.asOf(createFormats(locale).moment(asOf))} UTC</p>
    </>
  )
}
