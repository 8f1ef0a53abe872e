import { computeScreenPlace } from '../../surveys/battery/navigation.ts'
import { splitCodes } from '../../surveys/instrument/several-answer.ts'
import { findParticipantText } from '../text/participant-text.ts'
import { buildParticipantPaths } from './paths.ts'
import type { Screen, SurveyView } from './view.ts'

type ReviewScreenProps = {
  readonly survey: SurveyView
  /** It is shown instead of a submission: what was reviewed before is not what is saved now. */
  readonly isChanged?: boolean | undefined
}

/** Every question with the answer given. Nothing is sent before the button here is pressed. */
export function ReviewScreen({ survey, isChanged = false }: ReviewScreenProps) {
  const text = findParticipantText(survey.locale)
  const paths = buildParticipantPaths(survey.token)
  const last = survey.screens.findLast((screen) => screen.shown)
  return (
    <>
      <a class="back" href={last ? paths.question(last.position) : paths.introduction}>
        {text.question.back}
      </a>
      {isChanged ? (
        <div class="error" role="alert" tabindex={-1} autofocus>
          <p>{text.review.changed}</p>
        </div>
      ) : null}
      <h1 tabindex={-1}>{text.review.heading}</h1>
      <p>{text.review.lead}</p>
      <ol class="answers" data-skipped={text.review.skipped} data-unanswered={text.review.notAnswered}>
        {survey.screens.map((screen) => (
          <li data-n={screen.position} hidden={!screen.shown}>
            <p class="quiet">{screen.text}</p>
            <p class={typeof screen.answer === 'string' && !screen.isElsewhere ? 'given' : 'none'} data-given>
              {formatAnswer(screen, survey.locale)}
            </p>
            <a href={paths.question(screen.position, true)}>
              {text.review.change}
              <span class="hide">
                {' '}
                {text.review.changeWhich(computeScreenPlace(survey.screens, screen.position).place)}
              </span>
            </a>
          </li>
        ))}
      </ol>
      <form method="post" action={paths.submit}>
        <input type="hidden" name="revision" value={survey.revision} />
        <button type="submit">{text.review.submit}</button>
      </form>
    </>
  )
}

function formatAnswer(screen: Screen, locale: string): string {
  const text = findParticipantText(locale)
  if (screen.isElsewhere) return text.review.elsewhere
  if (screen.answer === undefined) return text.review.notAnswered
  if (screen.answer === null) return text.review.skipped
  if (screen.written) return [screen.answer, screen.written.unit].filter(Boolean).join(' ')
  if (screen.kind === 'several') {
    const chosen = splitCodes(screen.answer)
    return screen.options
      .filter(({ code }) => chosen.includes(code))
      .map((option) => option.label)
      .join('; ')
  }
  const label = screen.options.find((option) => option.code === screen.answer)?.label ?? screen.answer
  return screen.kind === 'choice' ? label : text.question.outOf(label, screen.options.at(-1)?.label ?? '')
}
