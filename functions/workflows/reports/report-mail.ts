import { reportPaths } from '../../../web/console/paths.ts'
import { findReportsText } from '../../../web/text/reports-text.ts'
import type { ReportRun } from '../../records/job/report-run.ts'

/**
 * The mail that says that a report is there, or failed: what kind, of which date, and where. It names no study, clinic or
 * person, and its link leads to nothing for anyone who has not signed in.
 */
export function buildReportMail({
  run,
  publicUrl,
}: {
  readonly run: Pick<
    ReportRun,
    | 'subscription'
    | 'key'
    | 'kind'
    | 'content'
    | 'asOf'
    | 'timeZone'
    | 'language'
    | 'state'
    | 'reason'
    | 'isIncomplete'
    | 'hasNothing'
    | 'isLast'
  >
  readonly publicUrl: string
}): { readonly subject: string; readonly body: string } {
  const { text, content, date, when } = nameReport(run)
  const words = [
    ...(run.isIncomplete ? [text.mail.incomplete] : []),
    run.state === 'failed'
      ? text.mail.failed(content, when, run.reason ?? 'error', text.run.reason[run.reason ?? 'error'])
      : text.mail.ready(content, when),
    ...(run.hasNothing && !run.isIncomplete ? [text.mail.nothing] : []),
    ...(run.isLast ? [text.mail.last] : []),
    ...[text.mail.open, `${publicUrl}${reportPaths.mailed(run.subscription, run.key)}`],
    ...[text.mail.unsubscribe, `${publicUrl}${reportPaths.mailed(run.subscription, 'subscription')}`],
  ]
  return { subject: text.mail.subject(content, date), body: words.join('\n\n') }
}

/** The mail to a study’s leads that somebody’s report failed. It names no more than the other, and not whose it is. */
export function buildFailureMail({
  run,
  publicUrl,
}: {
  readonly run: Pick<
    ReportRun,
    'subscription' | 'key' | 'content' | 'asOf' | 'timeZone' | 'language' | 'reason'
  >
  readonly publicUrl: string
}): { readonly subject: string; readonly body: string } {
  const { text, content, date, when } = nameReport(run)
  const words = [
    text.mail.failedOfMember(content, when, run.reason ?? 'error', text.run.reason[run.reason ?? 'error']),
    ...[text.mail.open, `${publicUrl}${reportPaths.mailed(run.subscription, run.key)}`],
  ]
  return { subject: text.mail.subject(content, date), body: words.join('\n\n') }
}

function nameReport({
  content,
  language,
  asOf,
  timeZone,
}: Pick<ReportRun, 'content' | 'asOf' | 'timeZone' | 'language'>) {
  const text = findReportsText(language)
  const date = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone }).format(new Date(asOf))
  return { text, content: text.content[content], date, when: `${date} (${timeZone})` }
}
