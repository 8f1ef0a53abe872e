import { textFor } from '../text/index.ts'
import { participantPaths } from './paths.ts'
import { firstOpenScreen } from './screens.ts'
import type { SurveyView } from './view.ts'

/** How long one question takes someone who is tired: on the generous side, so that nobody is surprised. */
const SECONDS_PER_QUESTION = 12

/** What this is, how long it takes and who reads it; for someone who comes back, where they left. */
export function IntroductionScreen({ survey }: { survey: SurveyView }) {
  const text = textFor(survey.locale).participant.introduction
  const paths = participantPaths(survey.token)
  const shown = survey.screens.filter((screen) => screen.shown)
  const mayFollow = survey.screens.filter((screen) => screen.mayFollow).length
  const questions = shown.length + mayFollow
  const done = shown.filter((screen) => screen.answer !== undefined).length
  const open = firstOpenScreen(survey.screens)
  return (
    <>
      <div class="no-back" />
      <h1 tabindex={-1}>{done === 0 ? text.heading : text.headingAgain}</h1>
      <p>{survey.texts.introduction}</p>
      <p>
        <b>
          {done === 0
            ? text.length(
                questions,
                Math.max(1, Math.ceil((questions * SECONDS_PER_QUESTION) / 60)),
                mayFollow > 0,
              )
            : text.progress(done, questions, mayFollow > 0)}
        </b>
      </p>
      <p class="quiet">{text.privacy}</p>
      <a class="button" data-start={text.continue} href={open ? paths.question(open.position) : paths.review}>
        {done === 0 ? text.start : text.continue}
      </a>
    </>
  )
}
