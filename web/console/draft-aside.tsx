import { findDraftFormText } from '../text/draft-form-text.ts'
import { formatDraftProblem } from '../text/draft-problems.ts'
import { findText } from '../text/index.ts'
import { findStudyOfficeText } from '../text/study-office-text.ts'
import { explainWindow } from './calendar-explanation.ts'
import { formatLanguage, formatPlace } from './draft-words.ts'
import { createFormats } from './format.ts'
import type { ConsoleFrame } from './frame.ts'
import { consolePaths } from './paths.ts'
import {
  DRAFT_SECTIONS,
  type DraftBeside,
  type DraftProblem,
  type DraftSectionView,
} from './study-office-view.ts'

type AsideProps = { readonly frame: ConsoleFrame; readonly view: DraftSectionView }

/** Beside a form: its problems, the other parts of the draft, and what the draft comes to. */
export function DraftAside({ frame, view }: AsideProps) {
  const text = findDraftFormText(frame.locale)
  const here = view.problems.filter(({ place }) => place.section === view.section)
  return (
    <aside id="beside">
      <section id="problems" tabindex={-1} aria-label={text.problemSummary(here.length)}>
        {here.length === 0 ? null : (
          <div class="alarm">
            <h2>{text.problemSummary(here.length)}</h2>
            <DraftProblems frame={frame} problems={here} />
            {view.hasUnasked ? (
              <p>
                <a href={`${consolePaths.office(frame.study.id)}#unasked`}>
                  {findStudyOfficeText(frame.locale).unasked.remove}
                </a>
              </p>
            ) : null}
          </div>
        )}
      </section>
      <Beside frame={frame} view={view} />
      <Parts frame={frame} view={view} />
    </aside>
  )
}

/** Each problem as a link to its field, by the name that the form gives it. */
export function DraftProblems({
  frame,
  problems,
}: {
  readonly frame: ConsoleFrame
  readonly problems: readonly DraftProblem[]
}) {
  const text = findDraftFormText(frame.locale)
  return (
    <ul class="reasons">
      {problems.map(({ place, detail }) => (
        <li>
          <a href={`${consolePaths.draftSection(frame.study.id, place.section)}#${encodeURI(place.target)}`}>
            {formatPlace(text, place, frame.locale)}
          </a>
          {': '}
          {formatDraftProblem(frame.locale, detail)}
        </li>
      ))}
    </ul>
  )
}

function Parts({ frame, view }: AsideProps) {
  const text = findDraftFormText(frame.locale)
  return (
    <nav class="card" aria-label={text.parts}>
      <h2>{text.parts}</h2>
      <ul class="reasons">
        {DRAFT_SECTIONS.map((section) => {
          const count = view.problems.filter(({ place }) => place.section === section).length
          return (
            <li>
              <a
                href={consolePaths.draftSection(frame.study.id, section)}
                aria-current={section === view.section ? 'page' : undefined}
              >
                {text.sections[section]}
              </a>{' '}
              {count === 0 ? null : <span class="tag bad">{count}</span>}
            </li>
          )
        })}
      </ul>
    </nav>
  )
}

const WITH_CALENDAR: ReadonlySet<string> = new Set(['anchors', 'timepoints', 'texting', 'treatments'])

function Beside({ frame, view }: AsideProps) {
  const text = findDraftFormText(frame.locale).beside
  const { section, beside } = view
  const hasCalendar = WITH_CALENDAR.has(section)
  const hasTexts = section === 'texts' || section === 'clinics'
  if (!hasCalendar && !hasTexts) return null
  if (beside === undefined) return <p class="soft">{text.waiting}</p>
  return (
    <>
      {hasTexts ? <Lengths frame={frame} beside={beside} /> : null}
      {hasCalendar ? <Burden frame={frame} beside={beside} /> : null}
      {hasCalendar ? <Calendar frame={frame} view={view} beside={beside} /> : null}
    </>
  )
}

type BesideProps = { readonly frame: ConsoleFrame; readonly beside: DraftBeside }

function Burden({ frame, beside: { batteries, weeks } }: BesideProps) {
  const text = findDraftFormText(frame.locale).beside
  const busiest = (of: 'minutes' | 'texts') => Math.max(0, ...weeks.map((week) => week[of]))
  return (
    <section class="card" aria-label={text.burden}>
      <h2>{text.burden}</h2>
      <p>{text.burdenMost(busiest('minutes'), busiest('texts'))}</p>
      <ul class="reasons">
        {batteries.map(({ title, questions, minutes, texts }) => (
          <li>
            {title}: {text.questions(questions)}, {text.minutes(minutes)}, {text.texts(texts)}
          </li>
        ))}
      </ul>
      <details>
        <summary>{text.byWeek}</summary>
        <table>
          <thead>
            <tr>
              {[text.week, text.weekMinutes, text.weekTexts].map((title) => (
                <th scope="col">{title}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {weeks.map(({ week, minutes, texts }) => (
              <tr>
                <th scope="row">{week}</th>
                <td class="n">{minutes}</td>
                <td class="n">{texts}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </section>
  )
}

function Calendar({ frame, view, beside }: BesideProps & AsideProps) {
  const text = findDraftFormText(frame.locale).beside
  const words = findText(frame.locale).console.calendar
  const { calendar, invented } = beside
  const format = createFormats(frame.locale, calendar.asked.timeZone)
  return (
    <section class="card" aria-label={text.calendar}>
      <h2>{text.calendar}</h2>
      <form class="pick" method="get" action={consolePaths.draftSection(frame.study.id, view.section)}>
        <label>
          {text.enrolled}
          <input type="date" name="enrolled" value={invented.enrolled} />
        </label>
        {invented.treatments.map((day, at) => (
          <label>
            {text.treated(invented.treatmentTitle ?? '', at + 1)}
            <input type="date" name={`treatment-${at + 1}`} value={day} />
          </label>
        ))}
        <button class="outline" type="submit">
          {text.show}
        </button>
      </form>
      <ol class="history">
        {calendar.rows.map((row) => (
          <li>
            <strong>{row.title}</strong>
            <div>{text.opens(format.date(row.opensAt), format.windowEnd(row.closesAt))}</div>
            <details>
              <summary>{words.why}</summary>
              {explainWindow(row, calendar, frame.locale, format).map((line) => (
                <div class="small">{line}</div>
              ))}
              {row.without.length === 0 ? null : (
                <div class="small">{words.without(row.without.join(', '))}</div>
              )}
              {row.texts.map((at) => (
                <div class="soft small">
                  {words.texts}: {format.moment(at)}
                </div>
              ))}
            </details>
          </li>
        ))}
      </ol>
      {calendar.leftOut.length === 0 ? null : (
        <>
          <h3>{text.notAsked}</h3>
          <ul class="reasons">
            {calendar.leftOut.map(({ title, dueAt, rule }) => (
              <li>
                {title}, {format.date(dueAt)}: {words.rules[rule]}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

function Lengths({ frame, beside: { texts, locales } }: BesideProps) {
  const form = findDraftFormText(frame.locale)
  const text = form.beside
  const fields: Readonly<Record<string, string>> = form.fields
  return (
    <section class="card">
      <h2>{text.length}</h2>
      <p class="soft small">{text.lengthHint}</p>
      <section class="scroll" tabindex={0} aria-label={text.length}>
        <table>
          <thead>
            <tr>
              <th scope="col">{text.text}</th>
              {locales.map((locale) => (
                <th scope="col" class="n">
                  {formatLanguage(locale, frame.locale)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {texts.map(({ name, sizes }) => (
              <tr>
                <th scope="row">{fields[name] ?? name}</th>
                {locales.map((locale) => {
                  const size = sizes.find((one) => one.locale === locale || one.locale === undefined)
                  return <td class="n">{size?.parts ?? '–'}</td>
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  )
}
