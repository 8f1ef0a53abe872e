import { hasPower } from '../api/members/member-roles.ts'
import { findText } from '../text/index.ts'
import { DispositionTag } from './disposition.tsx'
import { DownloadForm } from './download-form.tsx'
import { FindForm } from './find-form.tsx'
import { createFormats, type Formats } from './format.ts'
import type { ConsoleFrame } from './frame.ts'
import { ConsoleDocument } from './page.tsx'
import type { ParticipantRow, ParticipantsView, TimepointState } from './participants-view.ts'
import { consolePaths } from './paths.ts'
import { SiteSwitcher } from './site-switcher.tsx'

type ParticipantsPageProps = { readonly frame: ConsoleFrame; readonly view: ParticipantsView }

/** The worklist: who has something due, and where a safety alert waits. */
export function ParticipantsPage({ frame, view }: ParticipantsPageProps) {
  const text = findText(frame.locale).console
  const format = createFormats(frame.locale, view.site.timeZone)
  const alerted = view.rows.filter((row) => row.openAlerts > 0).length
  const heading = text.worklist.heading(view.site.name)
  return (
    <ConsoleDocument frame={frame} title={heading} section="participants">
      <h1>{heading}</h1>
      <p class="soft small">{text.asOf(format.moment(view.asOf))}</p>
      {hasPower(frame.member.role, 'record') ? (
        <p>
          <a class="button" href={consolePaths.enrol(frame.study.id)}>
            {findText(frame.locale).enrolment.enrol}
          </a>
        </p>
      ) : null}
      {hasPower(frame.member.role, 'record') ? <FindForm frame={frame} /> : null}
      <SiteSwitcher frame={frame} view={view} action={consolePaths.participants(frame.study.id)} />
      {alerted === 0 ? null : (
        <div class="alarm">
          <p>{text.worklist.alertsAbove(alerted)}</p>
        </div>
      )}
      {view.rows.length === 0 && view.isFirstPage ? (
        <div class="card empty">
          <h2>{text.worklist.empty}</h2>
          <p class="soft">{text.worklist.emptyHint}</p>
        </div>
      ) : (
        <>
          <Overview frame={frame} view={view} />
          <h2>{text.participants}</h2>
          <Worklist frame={frame} view={view} format={format} />
        </>
      )}
      <nav class="pager" aria-label={text.worklist.caption}>
        {view.isFirstPage ? null : (
          <a class="button outline" href={consolePaths.participants(frame.study.id, { site: view.site.id })}>
            {text.worklist.first}
          </a>
        )}
        {view.next === null ? null : (
          <a
            class="button outline"
            rel="next"
            href={consolePaths.participants(frame.study.id, { site: view.site.id, cursor: view.next })}
          >
            {text.worklist.next}
          </a>
        )}
      </nav>
      <DownloadForm study={frame.study.id} locale={frame.locale} site={view.site} />
    </ConsoleDocument>
  )
}

/** How many are due, done and missed at each timepoint. */
function Overview({ frame, view }: ParticipantsPageProps) {
  const text = findText(frame.locale).console.worklist
  if (!view.counts || view.counts.length === 0) return null
  return (
    <section class="scroll" aria-label={text.overview} tabindex={0}>
      <table class="cards">
        <caption>{text.overview}</caption>
        <thead>
          <tr>
            <th scope="col">{text.timepoint}</th>
            <th scope="col" class="n">
              {text.dueNow}
            </th>
            <th scope="col" class="n">
              {text.done}
            </th>
            <th scope="col" class="n">
              {text.missed}
            </th>
          </tr>
        </thead>
        <tbody>
          {view.counts.map((count) => (
            <tr>
              <th scope="row">{findTimepointTitle(view, count.timepoint)}</th>
              <td class="n" data-label={text.dueNow}>
                {count.due}
              </td>
              <td class="n" data-label={text.done}>
                {count.completed}
              </td>
              <td class="n" data-label={text.missed}>
                {count.missed}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Worklist({ frame, view, format }: ParticipantsPageProps & { format: Formats }) {
  const text = findText(frame.locale).console.worklist
  return (
    <section class="scroll" aria-label={text.caption} tabindex={0}>
      <table class="cards">
        <caption class="hide">{text.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{text.participant}</th>
            {view.timepoints.map((timepoint) => (
              <th scope="col">{timepoint.title}</th>
            ))}
            <th scope="col">{text.nextDue}</th>
          </tr>
        </thead>
        <tbody>
          {view.rows.map((row) => (
            <Row frame={frame} view={view} row={row} format={format} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Row({ frame, view, row, format }: ParticipantsPageProps & { row: ParticipantRow; format: Formats }) {
  const text = findText(frame.locale).console
  return (
    <tr>
      <th scope="row">
        <a class="id" href={consolePaths.participant(frame.study.id, row.participant)}>
          {row.participant}
        </a>
        <DispositionTag locale={frame.locale} ended={row.ended} timeZone={view.site.timeZone} />
        {row.openAlerts === 0 ? null : (
          <>
            {' '}
            <span class="tag bad">{text.worklist.alerts(row.openAlerts)}</span>
          </>
        )}
      </th>
      {view.timepoints.map((timepoint) => {
        const found = row.timepoints.find((one) => one.timepoint === timepoint.id)
        const state = found && findShownState(found, view.asOf)
        return (
          <td data-label={timepoint.title} class={state ? undefined : 'unplanned'}>
            <span class={`state ${state ?? 'none'}`}>
              {state ? text.states[state] : text.worklist.notPlanned}
            </span>
          </td>
        )
      })}
      <td data-label={text.worklist.nextDue}>
        {row.nextDueAt === null ? text.worklist.nothingLeft : format.date(row.nextDueAt)}
      </td>
    </tr>
  )
}

function findShownState(one: TimepointState, asOf: string) {
  const waiting = one.state === 'open' || one.state === 'started'
  const late = one.dueAt !== undefined && Date.parse(one.dueAt) < Date.parse(asOf)
  return waiting && late ? 'overdue' : one.state
}

function findTimepointTitle(view: ParticipantsView, timepoint: string): string {
  return view.timepoints.find((one) => one.id === timepoint)?.title ?? timepoint
}
