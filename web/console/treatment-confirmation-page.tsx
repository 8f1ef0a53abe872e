import { findText } from '../text/index.ts'
import { formatExposure } from './exposure-fields.tsx'
import { createFormats } from './format.ts'
import type { ConsoleFrame } from './frame.ts'
import { ConsoleDocument } from './page.tsx'
import { consolePaths } from './paths.ts'
import type { TreatmentConfirmationView } from './treatment-view.ts'

type ConfirmationPageProps = { readonly frame: ConsoleFrame; readonly view: TreatmentConfirmationView }

/** What is unusual about a treatment, and what would follow from it, before anything is saved. */
export function TreatmentConfirmationPage({ frame, view }: ConfirmationPageProps) {
  const text = findText(frame.locale).treatment
  const format = createFormats(frame.locale, view.site.timeZone)
  const when =
    view.movedTo === null
      ? format.moment(view.givenAt)
      : text.movedTo(format.moment(view.givenAt), format.moment(view.movedTo))
  return (
    <ConsoleDocument frame={frame} title={text.check} section="participants">
      <p>
        <a href={consolePaths.participant(frame.study.id, view.participant)} class="id">
          {view.participant}
        </a>
      </p>
      <h1>{text.check}</h1>
      <p>
        <strong>
          {view.title}, {when}
          {formatExposure(frame.locale, view.exposure)}
        </strong>
        {view.reason === null ? null : <>. {text.voided(text.reasons[view.reason])}</>}
      </p>
      <p role="status">{text.nothingSaved}</p>
      <ul>
        {view.confirm.map((one) => (
          <li>{text.confirmations[one](format.moment(view.enrolledAt))}</li>
        ))}
      </ul>
      <h2>{text.plan}</h2>
      {view.plan.length === 0 ? (
        <p class="soft">{text.planEmpty}</p>
      ) : (
        <PlanTable frame={frame} view={view} />
      )}
      <form class="pick" method="post" action={view.action}>
        {Object.entries(view.fields).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <input type="hidden" name="confirm" value={view.confirm.join(' ')} />
        <button type="submit">{text.confirm[view.step]}</button>
        {/* Back to the form with what was typed, which no address holds. */}
        <button type="submit" class="outline" name="edit" value="1">
          {text.edit}
        </button>
      </form>
    </ConsoleDocument>
  )
}

function PlanTable({ frame, view }: ConfirmationPageProps) {
  const text = findText(frame.locale).treatment
  const format = createFormats(frame.locale, view.site.timeZone)
  const formatWindow = (window: { readonly opensAt: string; readonly closesAt: string }) =>
    text.window(
      format.moment(window.opensAt),
      createFormats(frame.locale, view.timeZone).windowEnd(window.closesAt),
    )
  return (
    <section class="scroll" aria-label={text.plan} tabindex={0}>
      <table class="cards">
        <thead>
          <tr>
            <th scope="col">{text.assessment}</th>
            <th scope="col">{text.before}</th>
            <th scope="col">{text.after}</th>
          </tr>
        </thead>
        <tbody>
          {view.plan.map(({ timepoint, change, before, after }) => (
            <tr>
              <th scope="row">{timepoint.title}</th>
              <td data-label={text.before}>{before === null ? text.none : formatWindow(before)}</td>
              <td data-label={text.after}>
                {after === null ? (change === 'cancel' ? text.canceled : text.leftOut) : formatWindow(after)}
                {after !== null && after.closesAt <= view.asOf ? <span class="tag">{text.over}</span> : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
