import type { PanelProblem } from '../api/problems/panel-page-problems.ts'
import { RequestReference } from '../components/request-reference.tsx'
import { findPanelText } from '../text/panel-text.ts'
import { PanelDocument } from './page.tsx'
import { buildPanelPaths } from './paths.ts'
import type { DoneView, PanelView } from './view.ts'

/** The end of a round: what is saved, what is open, and what comes next. */
export function PanelDonePage({ view }: { readonly view: DoneView }) {
  const text = findPanelText(view.locale)
  const paths = buildPanelPaths(view.token)
  const heading = view.open === 0 ? text.done.heading : text.overviewPage.heading
  return (
    <PanelDocument locale={view.locale} screen={heading} panel={view}>
      <div class="no-back" />
      <h1 tabindex={-1}>{heading}</h1>
      {view.open === 0 ? <p>{view.thanks}</p> : <p>{text.done.partly(view.open)}</p>}
      <p>{view.isLastRound ? text.done.last : text.done.next}</p>
      <a class={view.open === 0 ? 'button outline' : 'button'} href={paths.overview}>
        {text.done.change}
      </a>
    </PanelDocument>
  )
}

/** The way out: what happens, before it does. Only a press of the button does it. */
export function PanelLeavePage({ view }: { readonly view: PanelView }) {
  const text = findPanelText(view.locale)
  const paths = buildPanelPaths(view.token)
  return (
    <PanelDocument locale={view.locale} screen={text.leave.heading} panel={view} mayLeave={false}>
      <a class="back" href={paths.welcome}>
        {text.back}
      </a>
      <h1 tabindex={-1}>{text.leave.heading}</h1>
      {text.leave.lines.map((line) => (
        <p>{line}</p>
      ))}
      <form method="post" action={paths.leave}>
        <button type="submit" class="bad">
          {text.leave.confirm}
        </button>
      </form>
      <a class="button second" href={paths.welcome}>
        {text.leave.stay}
      </a>
    </PanelDocument>
  )
}

type PanelProblemPageProps = {
  readonly locale: string
  readonly problem: PanelProblem
  /** Left out where the link opens nothing: the page then says nothing of any panel. */
  readonly panel?: PanelView | undefined
  /** The request's id. */
  readonly reference?: string | undefined
}

/** After these the panelist’s other pages are still there. */
const RETRYABLE: ReadonlySet<PanelProblem> = new Set(['something-went-wrong', 'item-stopped'])

/** Why one cannot go on, without blame, and what to do. */
export function PanelProblemPage({ locale, problem, panel, reference }: PanelProblemPageProps) {
  const text = findPanelText(locale)
  const { heading, lines } = text.problem[problem]
  const mayLeave = problem !== 'withdrew' && problem !== 'panel-ended'
  return (
    <PanelDocument locale={locale} screen={heading} panel={panel} mayLeave={mayLeave}>
      <div class="no-back" />
      <h1 tabindex={-1}>{heading}</h1>
      {lines.map((line) => (
        <p>{line}</p>
      ))}
      {panel !== undefined && RETRYABLE.has(problem) ? (
        <a class="button" href={buildPanelPaths(panel.token).overview}>
          {problem === 'item-stopped' ? text.overview : text.problem.retry}
        </a>
      ) : null}
      <RequestReference locale={locale} id={reference} />
    </PanelDocument>
  )
}
