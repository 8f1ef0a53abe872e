import { hasPower } from '../api/members/member-roles.ts'
import { isDownloaded } from '../api/reports/report-media-types.ts'
import type { RunView } from '../api/reports/report-run.ts'
import type { PlannedReport } from '../api/reports/report-schedule.ts'
import type { ReportContent } from '../api/reports/report-subscription.ts'
import { findReportsText } from '../text/reports-text.ts'
import { createFormats } from './format.ts'
import type { ConsoleFrame, SiteName } from './frame.ts'
import { ConsoleDocument } from './page.tsx'
import { exportPaths, reportPaths } from './paths.ts'
import { REPORT_FORM, type ReportFields, ReportForm } from './report-form.tsx'

type ReportRunProps = {
  readonly frame: ConsoleFrame
  readonly run: RunView
  /** It was made, and its file is not there: older than files are kept, or lost. */
  readonly isExpired: boolean
  readonly notice?: 'cancelled' | 'too-late' | 'rerun' | undefined
}

/** How far one report is, and where it opens. */
export function ReportRunPage({ frame, run, isExpired, notice }: ReportRunProps) {
  const reports = findReportsText(frame.locale)
  const text = reports.run
  const { moment } = createFormats(frame.locale, run.timeZone)
  const title = text.heading(`${moment(run.asOf)} (${run.timeZone})`)
  const isWaiting = run.state === 'planned' || run.state === 'making'
  return (
    <ConsoleDocument frame={frame} title={title} section="reports">
      <h1>{title}</h1>
      {notice ? (
        <p class="note" role="status">
          {reports.noticed[notice]}
        </p>
      ) : null}
      <p role="status">
        <strong>{text.state[run.state]}</strong> {run.kind === 'test' ? `(${text.test})` : ''}
      </p>
      {run.reason === null ? null : <p>{text.reason[run.reason]}</p>}
      {run.reason === 'too-large' ? (
        <p>
          <a href={exportPaths.exports(frame.study.id)}>{text.orderExport}</a>
        </p>
      ) : null}
      {isWaiting ? (
        <>
          {run.parts.of === 0 ? null : <p>{text.progress(run.parts.made, run.parts.of)}</p>}
          <p class="soft">{text.refresh}</p>
          <form method="post" action={reportPaths.cancel(frame.study.id, run.id)}>
            <button type="submit">{reports.steps.cancel}</button>
          </form>
        </>
      ) : null}
      {run.isLate ? <p class="note">{text.late}</p> : null}
      {run.superseded.length === 0 ? null : <p class="note">{text.superseded(run.superseded.join(', '))}</p>}
      {run.isIncomplete ? <p class="alarm">{text.incomplete}</p> : null}
      {isExpired ? <p>{text.expired}</p> : null}
      {run.file === null || isExpired ? null : (
        <p>
          <a class="button" href={reportPaths.file(frame.study.id, run.id)}>
            {isDownloaded(run.format) ? text.download(reports.format[run.format]) : text.open}
          </a>
        </p>
      )}
      {['failed', 'cancelled', 'skipped'].includes(run.state) && hasPower(frame.member.role, 'report') ? (
        <>
          <p class="soft">{text.rerunHint}</p>
          <form method="post" action={reportPaths.rerun(frame.study.id, run.id)}>
            <button type="submit">{reports.steps.rerun}</button>
          </form>
        </>
      ) : null}
      {run.notice === null ? null : (
        <p>
          {reports.columns.mail}: {text.notice[run.notice]}
        </p>
      )}
      {run.file === null ? null : (
        <p class="small soft">
          {text.sha256}: {run.file.sha256}
        </p>
      )}
      <p>
        <a href={reportPaths.reports(frame.study.id)}>{reports.heading}</a>
      </p>
    </ConsoleDocument>
  )
}

type SubscriptionPageProps = {
  readonly frame: ConsoleFrame
  readonly id: string
  /** That of the subscription; none where the member cannot have it any more. */
  readonly contents: readonly ReportContent[]
  readonly sites: readonly SiteName[]
  readonly fields: ReportFields
  readonly preview?: readonly PlannedReport[] | undefined
}

/** One subscription, to change it or to end it: where the link of its mails leads. Opening it changes nothing. */
export function ReportSubscriptionPage({
  frame,
  id,
  contents,
  sites,
  fields,
  preview,
}: SubscriptionPageProps) {
  const text = findReportsText(frame.locale)
  return (
    <ConsoleDocument frame={frame} title={text.form.change} section="reports">
      <h1 id={REPORT_FORM}>{text.form.change}</h1>
      {contents.length === 0 ? null : (
        <ReportForm
          {...{ frame, contents, sites, fields, preview }}
          action={reportPaths.subscription(frame.study.id, id)}
          submit={text.form.save}
        />
      )}
      <h2>{text.steps.end}</h2>
      <p>{text.endConfirm}</p>
      <form method="post" action={reportPaths.subscriptionStep(frame.study.id, id, 'end')}>
        <button type="submit">{text.steps.end}</button>
      </form>
    </ConsoleDocument>
  )
}
