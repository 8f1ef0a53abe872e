import type { RunView } from '../api/reports/report-run.ts'
import type { PlannedReport } from '../api/reports/report-schedule.ts'
import type { ReportContent, SubscriptionView } from '../api/reports/report-subscription.ts'
import { findReportsText } from '../text/reports-text.ts'
import { DataTable } from './data-table.tsx'
import { createFormats } from './format.ts'
import type { ConsoleFrame, SiteName } from './frame.ts'
import { ConsoleDocument } from './page.tsx'
import { reportPaths } from './paths.ts'
import { describeSchedule, NextDates } from './report-dates.tsx'
import { REPORT_FORM, type ReportFields, ReportForm } from './report-form.tsx'

/** What the notice is addressed by. */
export const REPORTS_NOTICE = 'notice'

export type ReportsNotice = 'saved' | 'test' | 'ended'

export type ReportsView = {
  readonly subscriptions: readonly SubscriptionView[]
  /** The newest first. */
  readonly runs: readonly RunView[]
  /** The `sub` of who looks. */
  readonly viewer: string
  /** Reports that the member can have. */
  readonly contents: readonly ReportContent[]
  /** Clinics of the member, whom a report can be scheduled of. */
  readonly sites: readonly SiteName[]
  readonly fields: ReportFields
  /** Of the form as it stands. */
  readonly preview?: readonly PlannedReport[] | undefined
  readonly notice?: ReportsNotice | undefined
}

/** Reports that are scheduled, those that were made, and the form that schedules one. */
export function ReportsPage({ frame, view }: { readonly frame: ConsoleFrame; readonly view: ReportsView }) {
  const text = findReportsText(frame.locale)
  const own = view.subscriptions.filter(({ owner, state }) => owner === view.viewer && state !== 'ended')
  const ended = view.subscriptions.filter(({ owner, state }) => owner === view.viewer && state === 'ended')
  const others = view.subscriptions.filter(({ owner }) => owner !== view.viewer)
  return (
    <ConsoleDocument frame={frame} title={text.heading} section="reports">
      <h1>{text.heading}</h1>
      <p class="soft">{text.lead}</p>
      {view.notice ? (
        <p class="note" role="status" id={REPORTS_NOTICE}>
          {text.noticed[view.notice]}
        </p>
      ) : null}
      <UnseenRuns {...{ frame, view }} />
      <StoppedOthers {...{ frame, others }} />
      <h2>{text.subscriptions}</h2>
      {own.length === 0 ? (
        <div class="card empty">
          <h3>{text.none}</h3>
          <p class="soft">{text.noneHint}</p>
        </div>
      ) : (
        own.map((one) => <SubscriptionCard {...{ frame, view }} subscription={one} />)
      )}
      {ended.length === 0 ? null : (
        <>
          <h2>{text.ended}</h2>
          <DataTable
            label={text.ended}
            columns={[text.columns.report, text.columns.when, text.columns.state].map((title) => ({ title }))}
            rows={ended.map(({ content, schedule, state, reason }) => [
              text.content[content],
              describeSchedule(schedule, frame.locale),
              reason === null ? text.state[state] : text.reason[reason],
            ])}
          />
        </>
      )}
      {others.length === 0 ? null : (
        <>
          <h2>{text.others}</h2>
          <DataTable
            label={text.others}
            columns={[text.columns.report, text.columns.owner, text.columns.when, text.columns.state].map(
              (title) => ({ title }),
            )}
            rows={others.map(({ content, owner, schedule, state, reason }) => [
              text.content[content],
              owner,
              describeSchedule(schedule, frame.locale),
              reason === null ? text.state[state] : text.reason[reason],
            ])}
          />
        </>
      )}
      <h2>{text.runs}</h2>
      <RunTable {...{ frame, view }} />
      {view.contents.length > 0 ? (
        <>
          <h2 id={REPORT_FORM}>{text.form.heading}</h2>
          <ReportForm
            {...{ frame, contents: view.contents, sites: view.sites }}
            {...{ fields: view.fields, preview: view.preview }}
            action={reportPaths.reports(frame.study.id)}
            submit={text.form.submit}
          />
        </>
      ) : null}
    </ConsoleDocument>
  )
}

/** Reports that failed, in front until somebody says that they have seen it. */
function UnseenRuns({ frame, view }: { readonly frame: ConsoleFrame; readonly view: ReportsView }) {
  const text = findReportsText(frame.locale)
  const unseen = view.runs.filter(({ isUnseen }) => isUnseen)
  if (unseen.length === 0) return null
  return (
    <>
      <h2>{text.unseen}</h2>
      {unseen.map(({ id, content, asOf, timeZone, reason }) => (
        <div class="alarm">
          <p>
            {text.content[content]}, {createFormats(frame.locale, timeZone).moment(asOf)} ({timeZone}).{' '}
            {reason === null ? '' : text.run.reason[reason]}
          </p>
          <form method="post" action={reportPaths.seen(frame.study.id, id)}>
            <button type="submit">{text.steps.seen}</button>
          </form>
        </div>
      ))}
    </>
  )
}

const UNREACHED: ReadonlySet<SubscriptionView['reason']> = new Set(['bounced', 'complaint', 'no-membership'])

/** For leads: whose reports reach nobody, though they asked for them. */
function StoppedOthers({
  frame,
  others,
}: {
  readonly frame: ConsoleFrame
  readonly others: readonly SubscriptionView[]
}) {
  const text = findReportsText(frame.locale)
  const stopped = others.filter(({ state, reason }) => state === 'paused' && UNREACHED.has(reason))
  if (stopped.length === 0) return null
  return (
    <div class="alarm">
      <h2>{text.stopped}</h2>
      <p>{text.stoppedHint}</p>
      <ul>
        {stopped.map(({ content, owner, reason }) => (
          <li>
            {owner}, {text.content[content]}. {reason === null ? '' : text.reason[reason]}
          </li>
        ))}
      </ul>
    </div>
  )
}

function SubscriptionCard({
  frame,
  view,
  subscription,
}: {
  readonly frame: ConsoleFrame
  readonly view: ReportsView
  readonly subscription: SubscriptionView
}) {
  const text = findReportsText(frame.locale)
  const { id, content, format, sites, schedule, state, reason, email, next } = subscription
  const names = sites.map((site) => view.sites.find((one) => one.id === site)?.name ?? site)
  const steps = [state === 'paused' ? 'resume' : 'pause', 'test', 'end'] as const
  return (
    <div class="card">
      <h3>{[text.content[content], ...(names.length === 0 ? [] : [names.join(', ')])].join(': ')}</h3>
      <p>
        {describeSchedule(schedule, frame.locale)}. {text.format[format]}. {email}
      </p>
      <p>{reason === null ? text.state[state] : text.reason[reason]}</p>
      {next.length === 0 ? null : (
        <>
          <p class="small soft">{text.columns.next}</p>
          <NextDates locale={frame.locale} timeZone={schedule.timeZone} next={next} />
        </>
      )}
      <p>
        <a href={reportPaths.subscription(frame.study.id, id)}>{text.steps.change}</a>
      </p>
      {steps.map((step) => (
        <form method="post" action={reportPaths.subscriptionStep(frame.study.id, id, step)}>
          <button class="plain" type="submit">
            {text.steps[step]}
          </button>
        </form>
      ))}
    </div>
  )
}

function RunTable({ frame, view }: { readonly frame: ConsoleFrame; readonly view: ReportsView }) {
  const text = findReportsText(frame.locale)
  if (view.runs.length === 0) return <p>{text.noRuns}</p>
  const own = new Set(view.subscriptions.flatMap(({ id, owner }) => (owner === view.viewer ? [id] : [])))
  return (
    <DataTable
      label={text.runs}
      columns={[text.columns.report, text.columns.data, text.columns.state, text.columns.mail].map(
        (title) => ({
          title,
        }),
      )}
      rows={view.runs.map(({ id, subscription, content, asOf, timeZone, state, reason, notice }) => [
        own.has(subscription) ? (
          <a href={reportPaths.run(frame.study.id, id)}>{text.content[content]}</a>
        ) : (
          text.content[content]
        ),
        `${createFormats(frame.locale, timeZone).moment(asOf)} (${timeZone})`,
        [text.run.state[state], ...(reason === null ? [] : [text.run.reason[reason]])].join('. '),
        notice === null ? '' : text.run.notice[notice],
      ])}
    />
  )
}
