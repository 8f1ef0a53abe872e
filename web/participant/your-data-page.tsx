import { ERASURE_GRADES, type ErasureGrade, type StudyDataRule } from '../api/participants/erasure-grades.ts'
import { yourDataText as en } from '../text/en/your-data.ts'
import { yourDataText as es } from '../text/es/your-data.ts'
import { findTranslation } from '../text/find-translation.ts'
import type { Translation } from '../text/words/translation.ts'
import { WithCallLinks } from './call-links.tsx'
import { ParticipantDocument } from './page.tsx'
import { buildParticipantPaths } from './paths.ts'
import type { ClinicView } from './view.ts'

export type YourDataView = {
  readonly token: string
  readonly locale: string
  readonly clinic?: ClinicView | undefined
  readonly monitoring: string
  readonly timeZone: string
  readonly studyData: StudyDataRule
  /** What was asked for and is not done yet. */
  readonly asked: { readonly grade: ErasureGrade; readonly dueAt: string } | null
  readonly isNothingChosen: boolean
}

/** Where a participant says what is to be stopped or deleted, and sees that it was received. Works without a script. */
export function YourDataPage({ view }: { readonly view: YourDataView }) {
  const text = findTranslation<Translation<typeof en>>({ en, es }, view.locale)
  const { asked, clinic } = view
  const date = new Intl.DateTimeFormat(view.locale, { dateStyle: 'long', timeZone: view.timeZone })
  return (
    <ParticipantDocument
      locale={view.locale}
      screen={text.heading}
      clinic={clinic}
      monitoring={view.monitoring}
      token={view.token}
      state="kept"
    >
      <a class="back" href={buildParticipantPaths(view.token).introduction}>
        {text.back}
      </a>
      <h1 tabindex={-1}>{asked === null ? text.heading : text.received}</h1>
      {asked === null ? (
        <RequestForm view={view} text={text} />
      ) : (
        <>
          <p>{text.asked(text.grades[asked.grade])}</p>
          <p>{text.next(date.format(new Date(asked.dueAt)))}</p>
        </>
      )}
      {clinic === undefined ? null : (
        <p>
          <WithCallLinks text={text.clinicPhone(clinic.phone)} />
        </p>
      )}
    </ParticipantDocument>
  )
}

function RequestForm({ view, text }: { readonly view: YourDataView; readonly text: Translation<typeof en> }) {
  return (
    <>
      <p>{text.lead}</p>
      {view.isNothingChosen ? (
        <p class="error" role="alert">
          {text.errorNothingChosen}
        </p>
      ) : null}
      <form method="post" action={buildParticipantPaths(view.token).yourData}>
        <fieldset>
          <legend>
            <h2>{text.question}</h2>
          </legend>
          <div class="options">
            {ERASURE_GRADES.map((grade) => (
              <label>
                <input type="radio" name="grade" value={grade} />
                <span>{text.grades[grade]}</span>
              </label>
            ))}
          </div>
        </fieldset>
        <p class="quiet">{view.studyData === 'detach' ? text.answersStay : text.answersGo}</p>
        <button type="submit">{text.send}</button>
      </form>
    </>
  )
}
