import { findFirstOpenScreen } from '../../surveys/battery/navigation.ts'
import { estimateMinutes } from '../../surveys/study/minutes.ts'
import { findParticipantText } from '../text/participant-text.ts'
import { buildParticipantPaths } from './paths.ts'
import type { SurveyView } from './view.ts'

/** What this is, how long it takes and who reads it; for someone who comes back, where they left. */
export function IntroductionScreen({ survey }: { survey: SurveyView }) {
  const text = findParticipantText(survey.locale).introduction
  const paths = buildParticipantPaths(survey.token)
  const shown = survey.screens.filter((screen) => screen.shown)
  const mayFollow = survey.screens.filter((screen) => screen.mayFollow).length
  const questions = shown.length + mayFollow
  const done = shown.filter((screen) => screen.answer !== undefined).length
  const open = findFirstOpenScreen(survey.screens)
  return (
    <>
      <div class="no-back" />
      <h1 tabindex={-1}>{done === 0 ? text.heading : text.headingAgain}</h1>
      <p>{survey.texts.introduction}</p>
      <p>
        <b>
          {done === 0
            ? text.length(questions, estimateMinutes(questions), mayFollow > 0)
            : text.progress(done, questions, mayFollow > 0)}
        </b>
      </p>
      {survey.openUntil === undefined ? null : <p>{text.openUntil(survey.openUntil)}</p>}
      <p class="quiet">{text.privacy}</p>
      {/* A person begins by pressing it; a scanner that follows links does not. */}
      <form method="post" action={paths.begin} data-to={open ? `/${open.position}` : '/review'}>
        <button type="submit" data-start={text.continue}>
          {done === 0 ? text.start : text.continue}
        </button>
      </form>
    </>
  )
}
