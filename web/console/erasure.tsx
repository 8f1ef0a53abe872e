import { hasPower } from '../api/members/member-roles.ts'
import { CANCEL_REASONS, ERASURE_GRADES } from '../api/participants/erasure-grades.ts'
import { findText } from '../text/index.ts'
import type { ErasureCase, ErasureView } from './erasure-view.ts'
import { createFormats } from './format.ts'
import type { ConsoleFrame } from './frame.ts'
import { ConsoleDocument } from './page.tsx'
import { consolePaths } from './paths.ts'

type ErasureProps = {
  readonly frame: ConsoleFrame
  readonly participant: string
  /** Of the clinic, whose days the dates are. */
  readonly timeZone: string
  readonly erasure: ErasureCase
  /** The page that a form leads back to. */
  readonly from: 'today' | 'participant'
}

/** How far a request to stop or erase is, and the forms of the two people who settle it. */
export function ErasureSteps(props: ErasureProps) {
  const { frame, erasure } = props
  const text = findText(frame.locale).erasure
  const { asked } = erasure
  const isOpen = asked?.state === 'requested' || asked?.state === 'recorded'
  const isCoordinator = hasPower(frame.member.role, 'record')
  const canRecord = isCoordinator && asked?.state !== 'confirmed' && asked?.grade !== undefined && isOpen
  return (
    <>
      {asked === null ? null : <ErasureStatus {...props} asked={asked} />}
      {asked?.state === 'recorded' && !asked.isRecordedByViewer && hasPower(frame.member.role, 'decide') ? (
        <ErasureForm {...props}>
          <p class="soft small">{text.eraseMeans[erasure.studyData]}</p>
          <input type="hidden" name="grade" value={asked.grade} />
          <button type="submit" name="step" value="confirm">
            {text.confirm}
          </button>
        </ErasureForm>
      ) : null}
      {canRecord ? (
        <details>
          <summary>{text.record}</summary>
          <RecordForm {...props} />
        </details>
      ) : null}
      {isCoordinator && isOpen ? (
        <details>
          <summary>{text.cancel}</summary>
          <ErasureForm {...props}>
            <label>
              {text.reason}
              <select name="reason" required>
                <option value="" />
                {CANCEL_REASONS.map((reason) => (
                  <option value={reason}>{text.reasons[reason]}</option>
                ))}
              </select>
            </label>
            <button type="submit" name="step" value="cancel" class="outline">
              {text.cancel}
            </button>
          </ErasureForm>
        </details>
      ) : null}
    </>
  )
}

/** On the participant’s page: what was asked for, and where a coordinator begins when somebody asks on the telephone. */
export function ErasureSection(props: ErasureProps) {
  const { frame, erasure } = props
  const text = findText(frame.locale).erasure
  const { asked } = erasure
  const isSettled = asked === null || asked.state === 'done' || asked.state === 'cancelled'
  if (asked === null && !hasPower(frame.member.role, 'record')) return null
  return (
    <section aria-label={text.heading}>
      <h2>{text.heading}</h2>
      <ErasureSteps {...props} />
      {isSettled && hasPower(frame.member.role, 'record') ? (
        <details>
          <summary>{text.heading}</summary>
          <p class="soft">{text.lead}</p>
          <RecordForm {...props} />
        </details>
      ) : null}
    </section>
  )
}

function ErasureStatus({ frame, timeZone, asked }: ErasureProps & { readonly asked: ErasureView }) {
  const text = findText(frame.locale).erasure
  const format = createFormats(frame.locale, timeZone)
  const due = format.date(asked.dueAt)
  const isPending = asked.state === 'requested' || asked.state === 'recorded' || asked.state === 'confirmed'
  return (
    <p>
      {[
        `${text.askedBy[asked.askedBy](format.moment(asked.requestedAt))}.`,
        text.wanted(text.grades[asked.grade]),
        ...(isPending ? [asked.isOverdue ? text.overdue(due) : text.due(due)] : []),
        ...(asked.state === 'recorded'
          ? [asked.isRecordedByViewer ? text.recordedByYou : text.recordedBy(asked.recordedBy ?? '')]
          : []),
        ...(asked.state === 'confirmed' ? [text.confirmed] : []),
        ...(asked.doneAt === null ? [] : [text.done(format.date(asked.doneAt))]),
        ...(asked.lastText === null ? [] : [text.lastText[asked.lastText]]),
      ].join(' ')}
    </p>
  )
}

function RecordForm(props: ErasureProps) {
  const { frame, erasure } = props
  const text = findText(frame.locale).erasure
  return (
    <ErasureForm {...props}>
      <label>
        {text.what}
        <select name="grade" required>
          <option value="" />
          {ERASURE_GRADES.map((grade) => (
            <option value={grade}>{text.grades[grade]}</option>
          ))}
        </select>
      </label>
      <p class="soft small">{text.eraseMeans[erasure.studyData]}</p>
      <button type="submit" name="step" value="record">
        {text.record}
      </button>
    </ErasureForm>
  )
}

function ErasureForm({ frame, participant, from, children }: ErasureProps & { readonly children?: unknown }) {
  return (
    <form method="post" action={consolePaths.todayStep(frame.study.id, participant, 'erasure')} class="pick">
      <input type="hidden" name="from" value={from} />
      {children}
    </form>
  )
}

/** In place of the page of a participant of whom nothing is stored any more. */
export function ErasedParticipantPage(props: Omit<ErasureProps, 'from'>) {
  const { frame, participant } = props
  const text = findText(frame.locale)
  return (
    <ConsoleDocument frame={frame} title={participant} section="participants">
      <h1>{participant}</h1>
      <p class="note">{text.erasure.erased}</p>
      <ErasureSteps {...props} from="participant" />
    </ConsoleDocument>
  )
}
