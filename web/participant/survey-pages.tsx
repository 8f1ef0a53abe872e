import type { Child } from 'hono/jsx'
import { computeScreenPlace, isAdaptive } from '../../surveys/battery/navigation.ts'
import { findParticipantText } from '../text/participant-text.ts'
import { HelpScreen } from './help-screen.tsx'
import { IntroductionScreen } from './introduction-screen.tsx'
import { ParticipantDocument } from './page.tsx'
import { type QuestionError, QuestionScreen } from './question-screen.tsx'
import { ReviewScreen } from './review-screen.tsx'
import { ScreenTemplates } from './templates.tsx'
import type { SurveyView } from './view.ts'

type SurveyPageProps = { readonly survey: SurveyView }
type AfterQuestionProps = SurveyPageProps & {
  /** 1-based. @throws RangeError when the battery has no such question. */
  readonly position: number
  /** From `?from=review`: the answer is being changed, and Next leads back to the review. */
  readonly fromReview?: boolean | undefined
}

export function IntroductionPage({ survey }: SurveyPageProps) {
  return (
    <OpenSurvey survey={survey}>
      <IntroductionScreen survey={survey} />
    </OpenSurvey>
  )
}

export function QuestionPage({
  survey,
  position,
  error,
  fromReview,
}: AfterQuestionProps & { readonly error?: QuestionError | undefined }) {
  const screen = requireScreen(survey, position)
  const text = findParticipantText(survey.locale).question
  const progress = text.progress(computeScreenPlace(survey.screens, position))
  return (
    <OpenSurvey survey={survey} title={error === undefined ? progress : `${text.errorTitle}: ${progress}`}>
      <QuestionScreen
        survey={survey}
        screen={screen}
        error={error}
        fromReview={fromReview}
        pageState={survey.pageState}
      />
    </OpenSurvey>
  )
}

export function HelpPage({ survey, position, fromReview }: AfterQuestionProps) {
  requireScreen(survey, position)
  return (
    <OpenSurvey survey={survey}>
      <HelpScreen survey={survey} position={position} fromReview={fromReview} />
    </OpenSurvey>
  )
}

export function ReviewPage({ survey, isChanged }: SurveyPageProps & { readonly isChanged?: boolean }) {
  return (
    <OpenSurvey survey={survey} title={findParticipantText(survey.locale).review.heading}>
      <ReviewScreen survey={survey} isChanged={isChanged} />
    </OpenSurvey>
  )
}

function OpenSurvey({ survey, title, children }: SurveyPageProps & { title?: string; children?: Child }) {
  return (
    <ParticipantDocument
      locale={survey.locale}
      screen={title}
      clinic={survey.clinic}
      monitoring={survey.texts.monitoring}
      token={survey.token}
      sealed={survey.pageState}
      interviewed={survey.interviewed}
      state="open"
      templates={isPlain(survey) ? undefined : <ScreenTemplates survey={survey} />}
    >
      {children}
    </ParticipantDocument>
  )
}

/** What an adaptive form asks next, and what follows from answers that are not shown, only the server can tell. */
function isPlain({ screens }: SurveyView): boolean {
  return isAdaptive(screens) || screens.some(({ isElsewhere }) => isElsewhere)
}

function requireScreen(survey: SurveyView, position: number) {
  const screen = survey.screens.find((candidate) => candidate.position === position)
  if (!screen) throw new RangeError(`no question ${position}`)
  return screen
}
