import { textFor } from '../text/index.ts'
import { formats } from './format.ts'

/** The numbers of a page as a file: those of the very instant that it shows, so that they stay the same. */
export function JsonLink({
  locale,
  href,
  asOf,
}: {
  locale: string
  href: (more: { asOf: string; format: 'json' }) => string
  asOf: string
}) {
  const text = textFor(locale)
  return (
    <>
      <p>
        <a class="button outline" href={href({ asOf, format: 'json' })}>
          {text.analysis.json}
        </a>{' '}
        <span class="soft small">{text.analysis.jsonHint}</span>
      </p>
      <p class="soft small">{text.console.asOf(formats(locale).moment(asOf))} UTC</p>
    </>
  )
}
