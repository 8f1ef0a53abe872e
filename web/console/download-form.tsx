import { TIDY_FORMATS, TIDY_VARIANTS } from '../api/exports/tidy-export.ts'
import { findText } from '../text/index.ts'
import type { ConsoleFrame } from './frame.ts'
import { consolePaths, exportPaths } from './paths.ts'
import { Pick } from './picker.tsx'

type DownloadFormProps = {
  readonly locale: ConsoleFrame['locale']
  readonly study: string
  readonly site: { readonly id: string; readonly name: string }
}

/** All data of a clinic as a file, in a format that is picked. Each download leaves an entry in the audit trail. */
export function DownloadForm({ locale, study, site }: DownloadFormProps) {
  const text = findText(locale).downloads
  return (
    <section>
      <h2>{text.heading}</h2>
      <p class="soft">{text.lead(site.name)}</p>
      <form class="pick" method="get" action={consolePaths.tidyExport(study)}>
        <input type="hidden" name="site" value={site.id} />
        <Pick
          name="format"
          label={text.format}
          choices={TIDY_FORMATS.map((id) => ({ id, title: text.formats[id] }))}
          chosen="xlsx"
        />
        <Pick
          name="variant"
          label={text.variant}
          choices={TIDY_VARIANTS.map((id) => ({ id, title: text.variants[id] }))}
          chosen="dates"
        />
        <button type="submit">{text.download}</button>
      </form>
      <p>
        <a href={exportPaths.exports(study, { site: site.id })}>{text.background}</a>
      </p>
      <p class="soft small">
        <a href="/docs/exports">{text.help}</a>
      </p>
    </section>
  )
}
