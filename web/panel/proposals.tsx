import type { PanelAnswerFault } from '../api/problems/panel-page-problems.ts'
import { findPanelText } from '../text/panel-text.ts'
import { PanelErrorLine } from './error-summary.tsx'
import { buildPanelPaths } from './paths.ts'
import type { ItemView, ProposalsItem } from './view.ts'

export const MAX_PROPOSAL = 300

/** The list so far, one's own proposals, and a field for one more. Each is sent by itself. */
export function ProposalsContent({
  view,
  asked: { known, own },
  fault,
  written,
}: {
  readonly view: ItemView
  readonly asked: ProposalsItem
  readonly fault?: PanelAnswerFault | undefined
  readonly written?: string | undefined
}) {
  const text = findPanelText(view.locale)
  const words = text.proposals
  const paths = buildPanelPaths(view.token)
  const message =
    fault === 'reason-too-long' ? words.tooLong : fault === undefined ? undefined : text.item.faults[fault]
  return (
    <>
      <span class="stem">{view.question}</span>
      <h1 tabindex={-1} aria-describedby="progress">
        {words.heading}
      </h1>
      <p>
        <b>{view.rateFor}</b> {words.lead}
      </p>
      <p class="quiet">{words.example}</p>
      {known.length === 0 ? null : (
        <>
          <h2>{words.known}</h2>
          <ul class="proposals">
            {known.map((item) => (
              <li>{item}</li>
            ))}
          </ul>
        </>
      )}
      {own.length === 0 ? null : (
        <>
          <h2>{words.yours}</h2>
          <ul class="proposals">
            {own.map((proposal) => (
              <li>
                {proposal.text}{' '}
                <form method="post" action={paths.removeProposal(view.position, proposal.id)}>
                  <button type="submit" class="plain">
                    {words.remove}
                    <span class="hide"> {words.removeWhich(proposal.text)}</span>
                  </button>
                </form>
              </li>
            ))}
          </ul>
        </>
      )}
      <form method="post" action={paths.item(view.position)} autocomplete="off" novalidate>
        <label class="field" for="proposal">
          {words.text}
        </label>
        <p class="quiet" id="proposal-hint">
          {words.textHint}
        </p>
        <PanelErrorLine fault={message} id="proposal-fault" />
        <textarea
          id="proposal"
          name="proposal"
          rows={2}
          maxlength={MAX_PROPOSAL}
          aria-describedby={message === undefined ? 'proposal-hint' : 'proposal-hint proposal-fault'}
        >
          {written}
        </textarea>
        <button type="submit">{words.send}</button>
        <a class="button second" href={view.position < view.of ? paths.item(view.position + 1) : paths.done}>
          {words.done}
        </a>
      </form>
    </>
  )
}
