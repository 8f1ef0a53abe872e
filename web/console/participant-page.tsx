import { hasPower } from '../api/members/member-roles.ts'
import { findText } from '../text/index.ts'
import { Allocation } from './allocation.tsx'
import { ClinicalEvents } from './clinical-event-list.tsx'
import { Courses } from './courses.tsx'
import { DispositionNote } from './disposition.tsx'
import { ErasureSection } from './erasure.tsx'
import { createFormats } from './format.ts'
import { type ConsoleFrame, findTitle } from './frame.ts'
import { LateAnswers } from './late-answers.tsx'
import { ConsoleDocument } from './page.tsx'
import { AssessmentTable, VerdictTable } from './participant-tables.tsx'
import type { ParticipantView } from './participant-view.ts'
import { consolePaths } from './paths.ts'
import { ScaleCard } from './scale-card.tsx'
import { TreatmentsAgainstCap } from './treatment-cap.tsx'
import { TreatmentList } from './treatment-list.tsx'

type ParticipantPageProps = { readonly frame: ConsoleFrame; readonly view: ParticipantView }

/** One participant, read in a minute: what needs doing, how the scores went, what they amount to. */
export function ParticipantPage({ frame, view }: ParticipantPageProps) {
  const text = findText(frame.locale).console.participant
  const format = createFormats(frame.locale, view.site.timeZone)
  const scales = view.scales.filter((scale) => scale.points.length > 0)
  return (
    <ConsoleDocument frame={frame} title={view.participant} section="participants">
      <p>
        <a href={consolePaths.participants(frame.study.id, { site: view.site.id })}>{text.back}</a>
      </p>
      <h1>{view.participant}</h1>
      {view.notice === null ? null : (
        <p class="note" role="status">
          {
            {
              ...findText(frame.locale).enrolment,
              ...findText(frame.locale).treatment.notices,
              ...findText(frame.locale).erasure.noticed,
              lateDecided: findText(frame.locale).lateAnswers.saved,
              eventRecorded: findText(frame.locale).clinicalEvent.recorded,
              eventVoided: findText(frame.locale).clinicalEvent.eventVoided,
              attributesSaved: findText(frame.locale).attributes.saved,
              armSaved: findText(frame.locale).allocation.saved,
              armRefused: findText(frame.locale).allocation.refused,
            }[view.notice]
          }
        </p>
      )}
      <DispositionNote locale={frame.locale} ended={view.ended} timeZone={view.site.timeZone} />
      <p class="soft">
        {text.enrolled(format.date(view.enrolledAt), view.site.name)}
        {view.arm === undefined ? null : ` · ${text.arm(view.arm)}`}
      </p>
      <Allocation frame={frame} view={view} />
      <Attributes frame={frame} view={view} />
      <ContactPreferences frame={frame} view={view} />
      <Alerts frame={frame} view={view} />
      <LateAnswers frame={frame} view={view} />
      <h2>{text.treatments}</h2>
      <TreatmentList
        frame={frame}
        participant={view.participant}
        timeZone={view.site.timeZone}
        treatments={[...view.treatments, ...view.voidedTreatments]}
        canCorrect={hasPower(frame.member.role, 'record')}
      />
      {view.treatments.length === 0 ? null : (
        <TreatmentsAgainstCap locale={frame.locale} given={view.treatmentsGiven} />
      )}
      {hasPower(frame.member.role, 'record') && view.ended === null ? (
        <p>
          <a class="button outline" href={consolePaths.treatment(frame.study.id, view.participant)}>
            {findText(frame.locale).enrolment.record}
          </a>
        </p>
      ) : null}
      <ClinicalEvents
        frame={frame}
        participant={view.participant}
        timeZone={view.site.timeZone}
        events={view.events}
        areRecorded={view.recordsEvents}
      />
      <h2>{text.verdicts}</h2>
      <VerdictTable locale={frame.locale} view={view} />
      <h2>{text.scores}</h2>
      {scales.length === 0 ? (
        <div class="card empty">
          <p class="soft">{text.noScores}</p>
        </div>
      ) : (
        <div class="scales">
          {scales.map((series) => (
            <ScaleCard locale={frame.locale} view={view} series={series} />
          ))}
        </div>
      )}
      <Courses locale={frame.locale} timeZone={view.site.timeZone} view={view.courses} />
      <h2>{text.assessments}</h2>
      <AssessmentTable frame={frame} view={view} />
      <ErasureSection
        frame={frame}
        participant={view.participant}
        timeZone={view.site.timeZone}
        erasure={view.erasure}
        from="participant"
      />
      <p class="soft small">{findText(frame.locale).console.asOf(format.moment(view.asOf))}</p>
    </ConsoleDocument>
  )
}

/** What they are, in the order of the study; missing is said as such. */
function Attributes({ frame, view }: ParticipantPageProps) {
  const text = findText(frame.locale).attributes
  if (view.attributes.length === 0) return null
  return (
    <p class="soft">
      {view.attributes
        .map(
          ({ title, options, chosen }) =>
            `${title}: ${chosen === null ? text.missing : findTitle(options, chosen)}`,
        )
        .join(' · ')}
      {hasPower(frame.member.role, 'record') ? (
        <>
          {' · '}
          <a href={consolePaths.attributes(frame.study.id, view.participant)}>{text.correct}</a>
        </>
      ) : null}
    </p>
  )
}

/** How, when and in which language they are asked; of someone who is not asked any more, the language and the zone. */
function ContactPreferences({ frame, view }: ParticipantPageProps) {
  const text = findText(frame.locale).history
  const language = new Intl.DisplayNames([frame.locale], { type: 'language' }).of(view.locale)
  return (
    <p class="soft">
      {[
        ...(view.ended === null ? [text.channel[view.channel]] : []),
        text.language(language ?? view.locale),
        text.zone(view.timeZone),
        ...(view.ended === null && view.textAt !== null ? [text.textAt(view.textAt)] : []),
      ].join(' · ')}
      {hasPower(frame.member.role, 'record') ? (
        <>
          {' · '}
          <a href={consolePaths.contact(frame.study.id, view.participant)}>
            {findText(frame.locale).people.contact}
          </a>
          {' · '}
          <a href={consolePaths.history(frame.study.id, view.participant)}>{text.heading}</a>
        </>
      ) : null}
    </p>
  )
}

/** Open alerts first and marked; the others stay to be seen. */
function Alerts({ frame, view }: ParticipantPageProps) {
  const text = findText(frame.locale).console.participant
  const format = createFormats(frame.locale, view.site.timeZone)
  if (view.alerts.length === 0) return null
  const open = view.alerts.filter((alert) => alert.state === 'open')
  const others = view.alerts.filter((alert) => alert.state !== 'open')
  return (
    <section aria-label={text.alerts}>
      {open.length === 0 ? null : (
        <div class="alarm">
          <h2>{text.alerts}</h2>
          {open.map((alert) => (
            <p>
              {text.alertOpen(
                alert.source,
                alert.timepoint?.title ?? text.byText,
                format.moment(alert.raisedAt),
              )}
            </p>
          ))}
          {hasPower(frame.member.role, 'record') ? (
            <p>
              <a href={consolePaths.today(frame.study.id, { site: view.site.id })}>{text.alertToday}</a>
            </p>
          ) : null}
        </div>
      )}
      {others.map((alert) => (
        <p class="soft">
          {text.alertOther(
            alert.source,
            alert.timepoint?.title ?? text.byText,
            format.moment(alert.raisedAt),
            text.alertStates[alert.state],
          )}
        </p>
      ))}
    </section>
  )
}
