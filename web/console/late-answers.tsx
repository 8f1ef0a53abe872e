import { hasPower } from '../api/members/member-roles.ts'
import { findText } from '../text/index.ts'
import { createFormats } from './format.ts'
import type { ConsoleFrame } from './frame.ts'
import type { LateAnswersView, ParticipantView } from './participant-view.ts'
import { consolePaths } from './paths.ts'

/** What arrived after a window had closed, for a coordinator to take in or leave out. */
export function LateAnswers({
  frame,
  view,
}: {
  readonly frame: ConsoleFrame
  readonly view: ParticipantView
}) {
  const text = findText(frame.locale).lateAnswers
  if (view.lateAnswers.length === 0 || !hasPower(frame.member.role, 'settle')) return null
  return (
    <section aria-label={text.heading} id="late-answers">
      <h2>{text.heading}</h2>
      <p class="soft">{text.lead}</p>
      {view.lateAnswers.map((late) => (
        <div class="card">
          <h3>{late.timepoint.title}</h3>
          {late.takenIn + late.leftOut === 0 ? null : (
            <p class="soft">{text.decided(late.takenIn, late.leftOut)}</p>
          )}
          {late.pending.length === 0 ? null : <Pending frame={frame} view={view} late={late} />}
        </div>
      ))}
    </section>
  )
}

function Pending({
  frame,
  view,
  late,
}: {
  readonly frame: ConsoleFrame
  readonly view: ParticipantView
  readonly late: LateAnswersView
}) {
  const text = findText(frame.locale).lateAnswers
  const format = createFormats(frame.locale, view.site.timeZone)
  return (
    <>
      <ul>
        {late.pending.map(({ question, answer, claimedAt, receivedAt }) => (
          <li>
            {question} <strong>{answer ?? text.skipped}</strong>
            <div class="soft small">{text.times(format.moment(claimedAt), format.moment(receivedAt))}</div>
          </li>
        ))}
      </ul>
      <form
        class="pick"
        method="post"
        action={consolePaths.lateAnswers(frame.study.id, view.participant, late.timepoint.id)}
      >
        {late.canTakeIn ? (
          <button type="submit" name="decision" value="taken-in">
            {text.takeIn}
          </button>
        ) : null}
        <button type="submit" name="decision" value="left-out">
          {text.leaveOut}
        </button>
      </form>
    </>
  )
}
