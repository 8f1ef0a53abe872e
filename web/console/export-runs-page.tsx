import type { ExportRunView } from '../api/exports/export-run.ts'
import { TIDY_FORMATS, TIDY_VARIANTS } from '../api/exports/tidy-export.ts'
import { type ExportRunsText, findExportRunsText } from '../text/export-runs-text.ts'
import { findText } from '../text/index.ts'
import { DataTable } from './data-table.tsx'
import { Choice } from './field.tsx'
import { createFormats } from './format.ts'
import type { ConsoleFrame, SiteName } from './frame.ts'
import { ConsoleDocument } from './page.tsx'
import { exportPaths } from './paths.ts'

/** What the notice is addressed by. */
export const EXPORTS_NOTICE = 'notice'

export const EXPORT_NOTICES = ['ordered', 'cancelled', 'too-late', 'too-many', 'dates-only'] as const
export type ExportsNotice = (typeof EXPORT_NOTICES)[number]

/** In the form, for all clinics. */
export const ALL_SITES = 'all'

export type ExportRunsView = {
  /** A member’s own, the newest first; `isExpired`: the file is older than it is kept. */
  readonly runs: readonly (ExportRunView & { readonly isExpired: boolean })[]
  /** Clinics of the member; without one nothing can be ordered. */
  readonly sites: readonly SiteName[]
  /** The clinic that the form proposes. */
  readonly site?: string | undefined
  /** On whose clock times are. */
  readonly timeZone: string
  readonly notice?: ExportsNotice | undefined
}

/** Exports that a member ordered, how far each is, and the form that orders one. */
export function ExportRunsPage({
  frame,
  view,
}: {
  readonly frame: ConsoleFrame
  readonly view: ExportRunsView
}) {
  const text = findExportRunsText(frame.locale)
  return (
    <ConsoleDocument frame={frame} title={text.heading} section="participants">
      <h1>{text.heading}</h1>
      <p class="soft">{text.lead}</p>
      {view.notice ? (
        <p class="note" role="status" id={EXPORTS_NOTICE}>
          {text.noticed[view.notice]}
        </p>
      ) : null}
      {view.sites.length === 0 ? null : <OrderForm {...{ frame, view, text }} />}
      <h2>{text.runs}</h2>
      {view.runs.length === 0 ? <p>{text.none}</p> : <RunTable {...{ frame, view, text }} />}
      {view.runs.some(isWaiting) ? <p class="soft">{text.refresh}</p> : null}
    </ConsoleDocument>
  )
}

type PartProps = {
  readonly frame: ConsoleFrame
  readonly view: ExportRunsView
  readonly text: ExportRunsText
}

function OrderForm({ frame, view, text }: PartProps) {
  const sites = [
    { value: ALL_SITES, label: text.allSites },
    ...view.sites.map(({ id, name }) => ({ value: id, label: name })),
  ]
  return (
    <>
      <h2>{text.form}</h2>
      <form class="fields" method="post" action={exportPaths.exports(frame.study.id)}>
        <Choice name="site" label={text.site} options={sites} chosen={view.site} />
        <Choice
          name="format"
          label={text.format}
          options={TIDY_FORMATS.map((value) => ({
            value,
            label: findText(frame.locale).downloads.formats[value],
          }))}
          chosen="csv"
        />
        <Choice
          name="variant"
          label={text.variant}
          options={TIDY_VARIANTS.map((value) => ({
            value,
            label: findText(frame.locale).downloads.variants[value],
          }))}
          chosen="dates"
        />
        <button type="submit">{text.submit}</button>
      </form>
    </>
  )
}

function RunTable({ frame, view, text }: PartProps) {
  const { columns } = text
  const { moment } = createFormats(frame.locale, view.timeZone)
  return (
    <DataTable
      label={text.runs}
      columns={[columns.ordered, columns.what, columns.state, columns.file].map((title) => ({ title }))}
      rows={view.runs.map((run) => [
        `${moment(run.asOf)} (${view.timeZone})`,
        describeRun(run, view, frame.locale),
        describeState(run, text),
        <RunFile {...{ frame, text, run }} />,
      ])}
    />
  )
}

function describeRun({ site, format, variant }: ExportRunView, view: ExportRunsView, locale: string) {
  const { formats, variants } = findText(locale).downloads
  const clinic =
    site === null
      ? findExportRunsText(locale).allSites
      : (view.sites.find(({ id }) => id === site)?.name ?? site)
  return [clinic, formats[format], variants[variant]].join('. ')
}

function describeState({ state, reason, progress }: ExportRunView, text: ExportRunsText): string {
  const { participants, sites, of } = progress
  const isShown = state === 'making' && of !== null
  return [
    text.state[state],
    ...(reason === null ? [] : [text.reason[reason]]),
    ...(isShown ? [text.progress(participants, sites, of)] : []),
  ].join('. ')
}

function RunFile({
  frame,
  text,
  run,
}: Pick<PartProps, 'frame' | 'text'> & { readonly run: ExportRunsView['runs'][number] }) {
  if (isWaiting(run))
    return (
      <form method="post" action={exportPaths.cancel(frame.study.id, run.id)}>
        <button class="plain" type="submit">
          {text.cancel}
        </button>
      </form>
    )
  if (run.file === null) return ''
  if (run.isExpired) return text.expired
  return (
    <>
      <a href={exportPaths.file(frame.study.id, run.id)}>{text.download(run.file.name)}</a>
      <span class="small soft"> SHA-256 {run.file.sha256}</span>
    </>
  )
}

/** Whether it is still to be made, so that looking again is of use. */
export function isWaiting({ state }: Pick<ExportRunView, 'state'>): boolean {
  return state === 'planned' || state === 'making'
}
