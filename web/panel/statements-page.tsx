import type { PanelStatementFault } from '../api/problems/panel-page-problems.ts'
import { findPanelText } from '../text/panel-text.ts'
import { PanelErrorLine, PanelErrorSummary } from './error-summary.tsx'
import { PanelDocument } from './page.tsx'
import { buildPanelPaths } from './paths.ts'
import type { StatementsView } from './view.ts'

export const MAX_CONFLICT_TEXT = 2000

/** What was sent, shown again beside its faults. */
export type GivenStatements = {
  readonly consent: boolean
  readonly conflicts?: 'none' | 'some' | undefined
  readonly text: string
}

const FIELD: Readonly<Record<PanelStatementFault, string>> = {
  'no-consent': 'consent',
  'no-conflict-choice': 'conflicts-none',
  'no-conflict-text': 'text',
  'conflict-text-too-long': 'text',
}

/** Consent and conflicts of interest, before the first vote. Nothing is checked that the panelist has not checked. */
export function PanelStatementsPage({
  view,
  given,
  faults = [],
}: {
  readonly view: StatementsView
  readonly given?: GivenStatements | undefined
  readonly faults?: readonly PanelStatementFault[]
}) {
  const text = findPanelText(view.locale)
  const words = text.statements
  const paths = buildPanelPaths(view.token)
  const placed = faults.map((fault) => ({ field: FIELD[fault], words: words.faults[fault] }))
  const findWords = (field: string) => placed.find((one) => one.field === field)?.words
  const screen = faults.length === 0 ? words.heading : `${text.item.error}: ${words.heading}`
  return (
    <PanelDocument locale={view.locale} screen={screen} panel={view}>
      <a class="back" href={paths.welcome}>
        {text.back}
      </a>
      <PanelErrorSummary locale={view.locale} faults={placed} />
      <h1 tabindex={-1}>{words.heading}</h1>
      <p>{words.lead}</p>
      <form method="post" action={paths.statements} autocomplete="off" novalidate>
        <fieldset>
          <legend>
            <h2>{words.consent}</h2>
          </legend>
          <p>{view.consent}</p>
          <PanelErrorLine fault={findWords('consent')} id="consent-fault" />
          <label class="check">
            <input
              type="checkbox"
              id="consent"
              name="consent"
              value="yes"
              checked={given?.consent === true}
              aria-describedby={describeBy(findWords('consent'), 'consent-fault')}
            />
            <span>{words.agree}</span>
          </label>
        </fieldset>
        <fieldset aria-describedby={describeBy(findWords('conflicts-none'), 'conflicts-fault')}>
          <legend>
            <h2>{words.conflicts}</h2>
          </legend>
          <p>{view.conflictOfInterest}</p>
          <PanelErrorLine fault={findWords('conflicts-none')} id="conflicts-fault" />
          <div class="options">
            {(['none', 'some'] as const).map((choice) => (
              <label>
                <input
                  type="radio"
                  name="conflicts"
                  id={`conflicts-${choice}`}
                  value={choice}
                  checked={given?.conflicts === choice}
                />
                <span>{words.choices[choice]}</span>
              </label>
            ))}
          </div>
        </fieldset>
        <label class="field" for="text">
          {words.text}
        </label>
        <p class="quiet" id="text-hint">
          {words.textHint}
        </p>
        <PanelErrorLine fault={findWords('text')} id="text-fault" />
        <textarea
          id="text"
          name="text"
          rows={4}
          maxlength={MAX_CONFLICT_TEXT}
          aria-describedby={findWords('text') === undefined ? 'text-hint' : 'text-hint text-fault'}
        >
          {given?.text}
        </textarea>
        <button type="submit">{words.send}</button>
      </form>
    </PanelDocument>
  )
}

function describeBy(fault: string | undefined, id: string): string | undefined {
  return fault === undefined ? undefined : id
}
