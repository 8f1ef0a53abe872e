import type { Child } from 'hono/jsx'
import { computeScreenPlace } from '../../surveys/battery/navigation.ts'
import type { ParticipantProblem } from '../api/problems/participant-page-problems.ts'
import { findParticipantText } from '../text/participant-text.ts'
import { HelpScreen } from './help-screen.tsx'
import { IntroductionScreen } from './introduction-screen.tsx'
import { formatPageTitle } from './page.tsx'
import { buildParticipantPaths } from './paths.ts'
import { ProblemScreen } from './problem-screen.tsx'
import { ErrorLine, ErrorSummary, QuestionScreen } from './question-screen.tsx'
import { ReviewScreen } from './review-screen.tsx'
import { ThanksScreen } from './thanks-screen.tsx'
import type { SurveyView } from './view.ts'

/** What the script may have to show although the server did not say so in a page. */
const PROBLEMS = [
  'window-closed',
  'already-submitted',
  'unknown-link',
  'nothing-answered',
  'something-went-wrong',
] as const satisfies readonly ParticipantProblem[]

/** After these the survey goes on. */
const RETRYABLE_PROBLEMS: ReadonlySet<ParticipantProblem> = new Set([
  'something-went-wrong',
  'nothing-answered',
])

/**
 * Every screen of the survey, rendered once by the same components as the pages, so that with JavaScript
 * none of them needs the network again. Id `t/` and the rest of the screen's address.
 */
export function ScreenTemplates({ survey }: { survey: SurveyView }) {
  const text = findParticipantText(survey.locale)
  const buildTitle = (screen?: string) => formatPageTitle(screen, text.title)
  return (
    <>
      <Template at="" title={buildTitle()}>
        <IntroductionScreen survey={survey} />
      </Template>
      {survey.screens.map((screen) => (
        <Template at={String(screen.position)} title={buildTitle(formatProgress(survey, screen.position))}>
          <QuestionScreen survey={survey} screen={screen} />
        </Template>
      ))}
      {survey.screens
        .filter((screen) => screen.safetyCodes.length > 0)
        .map((screen) => (
          <Template at={`help/${screen.position}`} title={buildTitle()}>
            <HelpScreen survey={survey} position={screen.position} />
          </Template>
        ))}
      <Template at="review" title={buildTitle(text.review.heading)}>
        <ReviewScreen survey={survey} />
      </Template>
      <Template at="thanks" title={buildTitle(text.thanks.heading)}>
        <ThanksScreen survey={survey} withHelp={false} />
      </Template>
      <Template at="error" title={text.question.errorTitle}>
        <ErrorSummary locale={survey.locale} focused={false} />
      </Template>
      <Template at="error-line">
        <ErrorLine locale={survey.locale} />
      </Template>
      {PROBLEMS.map((problem) => (
        <Template at={problem} title={buildTitle(text.problem[problem].heading)}>
          <ProblemScreen
            locale={survey.locale}
            problem={problem}
            retryHref={
              RETRYABLE_PROBLEMS.has(problem) ? buildParticipantPaths(survey.token).introduction : undefined
            }
          />
        </Template>
      ))}
    </>
  )
}

function formatProgress(survey: SurveyView, position: number): string {
  return findParticipantText(survey.locale).question.progress(computeScreenPlace(survey.screens, position))
}

function Template({ at, title, children }: { at: string; title?: string; children?: Child }) {
  return (
    <template id={`t/${at}`} data-title={title}>
      {children}
    </template>
  )
}
