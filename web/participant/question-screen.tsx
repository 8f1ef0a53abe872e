import type { Child } from 'hono/jsx'
import { computeScreenPlace, findPreviousScreen } from '../../surveys/battery/navigation.ts'
import { splitCodes } from '../../surveys/instrument/several-answer.ts'
import { findParticipantText } from '../text/participant-text.ts'
import { buildParticipantPaths } from './paths.ts'
import type { Screen, SurveyView } from './view.ts'
import { WrittenAnswer } from './written-answer.tsx'

export type QuestionError = 'nothing-chosen' | 'not-an-option'

type QuestionScreenProps = {
  readonly survey: SurveyView
  readonly screen: Screen
  readonly error?: QuestionError | undefined
  /** The answer is being changed from the review: Next and Back lead there. */
  readonly fromReview?: boolean | undefined
  /** Of a page; the script has its own. */
  readonly pageState?: string | undefined
}

/** One question: the legend is the question, and nothing is chosen that the participant has not chosen. */
export function QuestionScreen({
  survey,
  screen,
  error,
  fromReview = false,
  pageState,
}: QuestionScreenProps) {
  const text = findParticipantText(survey.locale).question
  const paths = buildParticipantPaths(survey.token)
  const place = computeScreenPlace(survey.screens, screen.position)
  return (
    <>
      <a class="back" href={findBackPath(survey, screen, fromReview)}>
        {text.back}
      </a>
      {error === undefined ? null : <ErrorSummary locale={survey.locale} screen={screen} />}
      <form
        method="post"
        action={paths.question(screen.position, fromReview)}
        autocomplete="off"
        novalidate
        data-n={screen.position}
        data-skipped={screen.answer === null ? '' : undefined}
        data-when={screen.shownWhen && JSON.stringify(screen.shownWhen)}
        data-error={findOwnError(screen, text)}
      >
        <p class="progress" id="progress">
          {text.progress(place)}
        </p>
        <progress value={place.place} max={place.of} aria-hidden="true" />
        {pageState ? <input type="hidden" name="state" value={pageState} /> : null}
        {screen.adaptive ? <input type="hidden" name="item" value={screen.itemKey} /> : null}
        <fieldset aria-describedby={error === undefined ? undefined : 'error'}>
          <legend>
            {screen.stem === undefined ? null : <span class="stem">{screen.stem}</span>}
            <h1 tabindex={-1} aria-describedby="progress">
              {screen.text}
            </h1>
          </legend>
          {screen.kind === 'several' ? <p class="quiet">{text.chooseSeveral}</p> : null}
          <p class="quiet" data-hint hidden={screen.answer !== null}>
            {text.skippedBefore}
          </p>
          {screen.isElsewhere ? <p class="quiet">{text.elsewhere}</p> : null}
          {error === undefined ? null : <ErrorLine locale={survey.locale} screen={screen} />}
          {screen.written ? (
            <WrittenAnswer screen={screen} written={screen.written} />
          ) : screen.kind === 'numeric-scale' ? (
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

/**
 * One row of numbers with words at both ends. The words are also read out with the two end numbers. The row holds how the
 * review tells an answer, once and not with every number: a page is to stay small.
 */
function NumericScale({ screen, locale }: { screen: Screen; locale: string }) {
  const text = findParticipantText(locale).question
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
      <div class="scale" data-say={text.outOf('{n}', screen.options[last]?.label ?? '')}>
        {screen.options.map((option, index) => {
          const word = index === 0 ? ends[0] : index === last ? ends[1] : undefined
          return (
            <Choice screen={screen} index={index}>
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
  readonly children?: Child
}

function Choice({ screen, index, children }: ChoiceProps) {
  const code = screen.options[index]?.code ?? ''
  const isSeveral = screen.kind === 'several'
  const chosen =
    typeof screen.answer !== 'string' ? [] : isSeveral ? splitCodes(screen.answer) : [screen.answer]
  return (
    <label>
      <input
        type={isSeveral ? 'checkbox' : 'radio'}
        name="answer"
        value={code}
        id={index === 0 ? 'answer' : undefined}
        checked={chosen.includes(code)}
        data-alone={screen.exclusive?.includes(code) ? '' : undefined}
        data-alert={screen.safetyCodes.includes(code) ? '' : undefined}
      />
      <span>{children}</span>
    </label>
  )
}

type ErrorProps = { readonly locale: string; readonly screen?: Screen | undefined }

/** Takes the focus and leads to the first option. */
export function ErrorSummary({ locale, screen, focused = true }: ErrorProps & { focused?: boolean }) {
  const text = findParticipantText(locale).question
  const written = screen && findOwnError(screen, text)
  return (
    <div class="error" role="alert" tabindex={-1} autofocus={focused}>
      <h2>{text.errorHeading}</h2>
      <p>
        <a href="#answer">{written ?? text.errorLink}</a>, {text.errorOrSkip}
      </p>
    </div>
  )
}

export function ErrorLine({ locale, screen }: ErrorProps) {
  const text = findParticipantText(locale).question
  return (
    <p class="error-line" id="error">
      {(screen && findOwnError(screen, text)) ?? text.errorAtField}
    </p>
  )
}

/** What is asked of somebody whose answer is none; `undefined` where one option is chosen. */
function findOwnError(screen: Screen, text: ReturnType<typeof findParticipantText>['question']) {
  if (screen.kind === 'several') return text.errorSeveral
  return screen.written && text.errorWritten(screen.kind, screen.written)
}

function findBackPath(survey: SurveyView, screen: Screen, fromReview: boolean): string {
  const paths = buildParticipantPaths(survey.token)
  if (fromReview) return paths.review
  const before = findPreviousScreen(survey.screens, screen.position)
  return before ? paths.question(before.position) : paths.introduction
}
