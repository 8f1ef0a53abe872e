import { findText } from '../text/index.ts'
import { explainWindow } from './calendar-explanation.ts'
import type { CalendarView } from './calendar-view.ts'
import { createFormats } from './format.ts'
import type { ConsoleFrame } from './frame.ts'
import { ConsoleDocument } from './page.tsx'
import { consolePaths } from './paths.ts'

type CalendarPageProps = { readonly frame: ConsoleFrame; readonly view: CalendarView }

/** The study's calendar for an invented participant, and why each date is where it is. */
export function CalendarPage({ frame, view }: CalendarPageProps) {
  const text = findText(frame.locale).console.calendar
  const format = createFormats(frame.locale, view.asked.timeZone)
  const { from, until } = view.textingHours
  return (
    <ConsoleDocument frame={frame} title={text.heading} section="calendar">
      <h1>{text.heading}</h1>
      <p class="soft">{text.lead}</p>
      <Invented frame={frame} view={view} />
      {view.awaitTreatment === 0 ? null : <p class="note">{text.awaitTreatment(view.awaitTreatment)}</p>}
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
                  <div class="soft small">{row.questionnaires.join(', ')}</div>
                  {row.without.length === 0 ? null : (
                    <div class="soft small">{text.without(row.without.join(', '))}</div>
                  )}
                  {row.unless.map(({ instrument, before, answeredAfter }) => (
                    <div class="soft small">
                      {text.unless(instrument, before, format.moment(answeredAfter))}
                    </div>
                  ))}
                </th>
                <td data-label={text.opens}>{format.moment(row.opensAt)}</td>
                <td data-label={text.due}>{format.moment(row.dueAt)}</td>
                <td data-label={text.closes}>{format.windowEnd(row.closesAt)}</td>
                <td data-label={text.texts}>
                  <div>
                    {row.texts.length === 0 ? text.noTexts(from, until) : null}
                    {row.texts.map((at) => (
                      <div>{format.moment(at)}</div>
                    ))}
                  </div>
                </td>
                <td data-label={text.why}>
                  <div>
                    {explainWindow(row, view, frame.locale, format).map((line) => (
                      <div>{line}</div>
                    ))}
                  </div>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {view.leftOut.length === 0 ? null : (
        <section class="card" aria-label={text.leftOut}>
          <h2>{text.leftOut}</h2>
          <ul>
            {view.leftOut.map(({ title, dueAt, rule }) => (
              <li>
                {title}, {format.date(dueAt)}: {text.rules[rule]}
              </li>
            ))}
          </ul>
        </section>
      )}
    </ConsoleDocument>
  )
}

function Invented({ frame, view }: CalendarPageProps) {
  const text = findText(frame.locale).console.calendar
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
        <input
          name="zone"
          value={asked.unknownZone ?? asked.timeZone}
          autocomplete="off"
          spellcheck={false}
          {...(asked.unknownZone !== null && { 'aria-invalid': 'true', 'aria-describedby': 'zone-fault' })}
        />
        {asked.unknownZone === null ? null : (
          <span class="fault" id="zone-fault">
            {text.unknownZone(asked.timeZone)}
          </span>
        )}
      </label>
      <label>
        {text.textAt}
        <input
          type="time"
          name="text"
          value={asked.textAt ?? ''}
          {...(view.isTextAtOutside && { 'aria-invalid': 'true', 'aria-describedby': 'text-fault' })}
        />
        {view.isTextAtOutside ? (
          <span class="fault" id="text-fault">
            {text.textAtOutside(view.textingHours.from, view.textingHours.until)}
          </span>
        ) : null}
      </label>
      <button type="submit">{text.show}</button>
    </form>
  )
}
