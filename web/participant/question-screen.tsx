import type { Child } from 'hono/jsx'
import { textFor } from '../text/index.ts'
import type { ParticipantPaths } from './paths.ts'
import { participantPaths } from './paths.ts'
import type { Screen, SurveyView } from './view.ts'

export type QuestionError = 'nothing-chosen' | 'not-an-option'

type QuestionScreenProps = {
  readonly survey: SurveyView
  readonly screen: Screen
  readonly error?: QuestionError | undefined
  /** The answer is being changed from the review: Next and Back lead there. */
  readonly fromReview?: boolean | undefined
}

/** One question: the legend is the question, and nothing is chosen that the participant has not chosen. */
export function QuestionScreen({ survey, screen, error, fromReview = false }: QuestionScreenProps) {
  const text = textFor(survey.locale).participant.question
  const paths = participantPaths(survey.token)
  return (
    <>
      <a class="back" href={backOf(paths, screen, fromReview)}>
        {text.back}
      </a>
      {error === undefined ? null : <ErrorSummary locale={survey.locale} />}
      <form
        method="post"
        action={paths.question(screen.position, fromReview)}
        autocomplete="off"
        novalidate
        data-n={screen.position}
        data-skipped={screen.answer === null ? '' : undefined}
      >
        <p class="progress" id="progress">
          {text.progress(screen.position, survey.screens.length)}
        </p>
        <progress value={screen.position} max={survey.screens.length} aria-hidden="true" />
        <fieldset aria-describedby={error === undefined ? undefined : 'error'}>
          <legend>
            {screen.stem === undefined ? null : <span class="stem">{screen.stem}</span>}
            <h1 tabindex={-1} aria-describedby="progress">
              {screen.text}
            </h1>
          </legend>
          <p class="quiet" data-hint hidden={screen.answer !== null}>
            {text.skippedBefore}
          </p>
          {error === undefined ? null : <ErrorLine locale={survey.locale} />}
          {screen.kind === 'numeric-scale' ? (
            <NumericScale screen={screen} locale={survey.locale} />
          ) : (
            <div class="options">
              {screen.options.map((option, index) => (
                <Choice screen={screen} index={index}>
                  {option.label}
                </Choice>
              ))}
            </div>
          )}
        </fieldset>
        <button type="submit">{text.next}</button>
        <button type="submit" class="second" name="skip" value="1">
          {text.skip}
        </button>
      </form>
    </>
  )
}

/** One row of numbers with words at both ends. The words are also read out with the two end numbers. */
function NumericScale({ screen, locale }: { screen: Screen; locale: string }) {
  const text = textFor(locale).participant.question
  const last = screen.options.length - 1
  const ends = [screen.minimumLabel, screen.maximumLabel] as const
  return (
    <>
      {ends[0] === undefined && ends[1] === undefined ? null : (
        <div class="ends" aria-hidden="true">
          {[0, 1].map((end) => (
            <span>
              <b>{screen.options[end * last]?.label}</b> {ends[end]}
            </span>
          ))}
        </div>
      )}
      <div class="scale">
        {screen.options.map((option, index) => {
          const word = index === 0 ? ends[0] : index === last ? ends[1] : undefined
          return (
            <Choice
              screen={screen}
              index={index}
              say={text.outOf(option.label, screen.options[last]?.label ?? '')}
            >
              {option.label}
              {word === undefined ? null : <i class="hide">, {word}</i>}
            </Choice>
          )
        })}
      </div>
    </>
  )
}

type ChoiceProps = {
  readonly screen: Screen
  readonly index: number
  /** The answer as the review tells it, where that is not the option's label. */
  readonly say?: string
  readonly children?: Child
}

function Choice({ screen, index, say, children }: ChoiceProps) {
  const code = screen.options[index]?.code ?? ''
  return (
    <label>
      <input
        type="radio"
        name="answer"
        value={code}
        id={index === 0 ? 'answer' : undefined}
        checked={screen.answer === code}
        data-say={say}
        data-alert={screen.safetyCodes.includes(code) ? '' : undefined}
      />
      <span>{children}</span>
    </label>
  )
}

/** Takes the focus and leads to the first option. */
export function ErrorSummary({ locale, focused = true }: { locale: string; focused?: boolean }) {
  const text = textFor(locale).participant.question
  return (
    <div class="error" role="alert" tabindex={-1} autofocus={focused}>
      <h2>{text.errorHeading}</h2>
      <p>
        <a href="#answer">{text.errorLink}</a>, {text.errorOrSkip}
      </p>
    </div>
  )
}

export function ErrorLine({ locale }: { locale: string }) {
  return (
    <p class="error-line" id="error">
      {textFor(locale).participant.question.errorAtField}
    </p>
  )
}

function backOf(paths: ParticipantPaths, screen: Screen, fromReview: boolean): string {
  if (fromReview) return paths.review
  return screen.position === 1 ? paths.introduction : paths.question(screen.position - 1)
}
