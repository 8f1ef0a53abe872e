import { findWorstPlace } from '../../surveys/instrument/safety-codes.ts'
import type { ParticipantProblem } from '../api/problems/participant-page-problems.ts'
import { RequestReference } from '../components/request-reference.tsx'
import { findParticipantText } from '../text/participant-text.ts'
import { ParticipantDocument } from './page.tsx'
import { ProblemScreen, type ProblemScreenProps } from './problem-screen.tsx'
import { ThanksScreen } from './thanks-screen.tsx'
import type { ClinicView, SurveyView } from './view.ts'

/** After submission. With the screens given, an answer that raised a safety alert brings the help up once more. */
export function ThanksPage({
  survey,
}: {
  survey: Omit<SurveyView, 'screens'> & Partial<Pick<SurveyView, 'screens'>>
}) {
  const alerted = (survey.screens ?? []).some(
    (screen) => typeof screen.answer === 'string' && findWorstPlace(screen.safetyCodes, screen.answer) !== -1,
  )
  return (
    <ParticipantDocument
      locale={survey.locale}
      screen={findParticipantText(survey.locale).thanks.heading}
      clinic={survey.clinic}
      monitoring={survey.texts.monitoring}
      token={survey.token}
      interviewed={survey.interviewed}
      state="ended"
    >
      <ThanksScreen survey={survey} withHelp={alerted} />
    </ParticipantDocument>
  )
}

/** After these nothing that waits on the phone can be accepted any more. */
const FINAL_PROBLEMS: ReadonlySet<ParticipantProblem> = new Set(['already-submitted', 'unknown-link'])

/** After these what waits on the phone is sent all the same: it may have been given in time. */
const CLOSED_PROBLEMS: ReadonlySet<ParticipantProblem> = new Set(['window-closed', 'arrived-late'])

type ParticipantProblemPageProps = ProblemScreenProps & {
  readonly clinic?: ClinicView | undefined
  readonly monitoring?: string | undefined
  /** Known links only: lets the page drop what still waits on the phone when the problem is final. */
  readonly token?: string | undefined
  /** The request's id. */
  readonly reference?: string | undefined
}

function findState(problem: ParticipantProblem): 'ended' | 'closed' | 'kept' {
  if (FINAL_PROBLEMS.has(problem)) return 'ended'
  return CLOSED_PROBLEMS.has(problem) ? 'closed' : 'kept'
}

export function ParticipantProblemPage(props: ParticipantProblemPageProps) {
  return (
    <ParticipantDocument
      locale={props.locale}
      screen={findParticipantText(props.locale).problem[props.problem].heading}
      clinic={props.clinic}
      monitoring={props.monitoring ?? findParticipantText(props.locale).problem.noClinic}
      token={props.token}
      state={findState(props.problem)}
    >
      <ProblemScreen locale={props.locale} problem={props.problem} retryHref={props.retryHref} />
      <RequestReference locale={props.locale} id={props.reference} />
    </ParticipantDocument>
  )
}
