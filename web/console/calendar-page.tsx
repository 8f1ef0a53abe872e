import { textFor } from '../text/index.ts'
import { type Formats, formats } from './format.ts'
import type { ConsoleFrame } from './frame.ts'
import { ConsoleDocument } from './page.tsx'
import { consolePaths } from './paths.ts'

/** Whom the calendar is made for: wall times such as `2026-03-01T10:00`, in their zone. */
export type CalendarAsked = {
  readonly timeZone: string
  readonly enrolledAt: string
  readonly treatments: readonly string[]
  readonly textAt: string | null
}

export type CalendarRow = {
  readonly title: string
  readonly opensAt: string
  readonly dueAt: string
  readonly closesAt: string
  readonly texts: readonly string[]
  readonly battery: readonly string[]
  /** What the date follows from. */
  readonly why: {
    readonly anchor: 'enrolment' | 'treatment' | 'date' | 'completion'
    readonly occurrence: number | null
    readonly after: string | null
    readonly anchoredAt: string
    readonly offset: string
    readonly repeat: number | null
    readonly every: string | null
    readonly at: string | null
    readonly isShifted: boolean
  }
}

export type CalendarView = {
  readonly asked: CalendarAsked
  readonly treatmentTitle: string | null
  readonly rows: readonly CalendarRow[]
  readonly leftOut: readonly {
    readonly title: string
    readonly dueAt: string
    readonly rule: 'spacing' | 'assignments-per-week' | 'over-before-enrolment'
    readonly instruments: readonly string[]
  }[]
}

type CalendarPageProps = { readonly frame: ConsoleFrame; readonly view: CalendarView }

/** The study's calendar for an invented participant, and why each date is where it is. */
export function CalendarPage({ frame, view }: CalendarPageProps) {
  const text = textFor(frame.locale).console.calendar
  const format = formats(frame.locale, view.asked.timeZone)
  return (
    <ConsoleDocument frame={frame} title={text.heading} section="calendar">
      <h1>{text.heading}</h1>
      <p class="soft">{text.lead}</p>
      <Invented frame={frame} view={view} />
      <section class="scroll" aria-label={text.heading} tabindex={0}>
        <table class="cards">
          <thead>
            <tr>
              {[text.timepoint, text.opens, text.due, text.closes, text.texts, text.why].map((heading) => (
                <th scope="col">{heading}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {view.rows.map((row) => (
              <tr>
                <th scope="row">
                  {row.title}
                  <div class="soft small">{row.battery.map((ref) => ref.split('@')[0]).join(', ')}</div>
                </th>
                <td data-label={text.opens}>{format.moment(row.opensAt)}</td>
                <td data-label={text.due}>{format.moment(row.dueAt)}</td>
                <td data-label={text.closes}>{format.moment(row.closesAt)}</td>
                <td data-label={text.texts}>
                  {row.texts.map((at) => (
                    <div>{format.moment(at)}</div>
                  ))}
                </td>
                <td data-label={text.why}>{whyOf(row, view, frame.locale, format)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {view.leftOut.length === 0 ? null : (
        <section class="card" aria-label={text.leftOut}>
          <h2>{text.leftOut}</h2>
          <ul>
            {view.leftOut.map(({ title, dueAt, rule, instruments }) => (
              <li>
                {title}, {format.date(dueAt)}: {text.rules[rule](instruments.join(', '))}
              </li>
            ))}
          </ul>
        </section>
      )}
    </ConsoleDocument>
  )
}

function whyOf(
  { why }: CalendarRow,
  { treatmentTitle }: CalendarView,
  locale: string,
  format: Formats,
): string {
  const text = textFor(locale).console.calendar
  const anchors = {
    enrolment: () => text.anchors.enrolment,
    treatment: () => text.anchors.treatment(treatmentTitle ?? '', why.occurrence ?? 1),
    date: () => text.anchors.date,
    completion: () => text.anchors.completion(why.after ?? ''),
  }
  return [
    text.counted(text.duration(why.offset), anchors[why.anchor](), format.date(why.anchoredAt)),
    ...(why.repeat === null || why.every === null
      ? []
      : [text.repeated(why.repeat, text.duration(why.every))]),
    ...(why.at === null ? [] : [text.at(why.at)]),
    ...(why.isShifted ? [text.shifted] : []),
  ].join('; ')
}

function Invented({ frame, view }: CalendarPageProps) {
  const text = textFor(frame.locale).console.calendar
  const { asked, treatmentTitle } = view
  const treatments = treatmentTitle === null ? [] : [...asked.treatments, '']
  return (
    <form class="pick" method="get" action={consolePaths.calendar(frame.study.id)}>
      <label>
        {text.enrolled}
        <input type="datetime-local" name="enrolled" value={asked.enrolledAt} />
      </label>
      {treatments.slice(0, 8).map((at, index) => (
        <label>
          {treatmentTitle}, {index + 1}
          <input type="datetime-local" name={`treatment-${index + 1}`} value={at} />
        </label>
      ))}
      <label>
        {text.zone}
        <input name="zone" value={asked.timeZone} autocomplete="off" spellcheck={false} />
      </label>
      <label>
        {text.textAt}
        <input type="time" name="text" value={asked.textAt ?? ''} />
      </label>
      <button type="submit">{text.show}</button>
    </form>
  )
}
