import { findText } from '../text/index.ts'
import type { ConsoleFrame } from './frame.ts'
import { consolePaths } from './paths.ts'

type DownloadLinksProps = Pick<ConsoleFrame, 'locale'> & {
  readonly study: string
  readonly site: { readonly id: string; readonly name: string }
}

/** All data of a clinic as files. Each link downloads at once, and leaves an entry in the audit trail. */
export function DownloadLinks({ locale, study, site }: DownloadLinksProps) {
  const text = findText(locale).downloads
  const links = [
    { words: text.dates, query: { variant: 'dates' } },
    { words: text.studyDays, query: { variant: 'study-days' } },
    { words: text.spreadsheet, query: { variant: 'dates', format: 'spreadsheet' } },
  ] as const
  return (
    <section>
      <h2>{text.heading}</h2>
      <p class="soft">{text.lead(site.name)}</p>
      <ul>
        {links.map(({ words, query }) => (
          <li>
            <a href={consolePaths.tidyExport(study, { site: site.id, ...query })} download>
              {words}
            </a>
          </li>
        ))}
      </ul>
      <p class="soft small">
        <a href="/docs/exports">{text.help}</a>
      </p>
    </section>
  )
}
