import type { Child } from 'hono/jsx'
import type { PanelAnswerFault } from '../api/problems/panel-page-problems.ts'
import { findPanelText, type PanelWords } from '../text/panel-text.ts'
import { FIRST_ANSWER } from './answer-option.tsx'
import { PanelErrorLine, PanelErrorSummary } from './error-summary.tsx'
import { CriteriaFields, VotedDefinition } from './final-vote-fields.tsx'
import { PanelDocument } from './page.tsx'
import { buildPanelPaths } from './paths.ts'
import { ConfidenceFields, ProfileFields, ProfileTable } from './profile-fields.tsx'
import { ProposalsContent } from './proposals.tsx'
import { KeepButton, RatingContext, RatingFields } from './rating-fields.tsx'
import { TradeOffFields } from './trade-off-fields.tsx'
import type { ItemView } from './view.ts'

export const MAX_REASON = 1000

type ItemPageProps = {
  readonly view: ItemView
  readonly fault?: PanelAnswerFault | undefined
  /** What was written, where it comes back with a fault. */
  readonly written?: string | undefined
}

/** One item of a round: what it is, what one may know about it, and one answer that is saved as it is given. */
export function PanelItemPage({ view, fault, written }: ItemPageProps) {
  const text = findPanelText(view.locale)
  const paths = buildPanelPaths(view.token)
  const progress = text.item.progress(view.position, view.of)
  const words = fault && text.item.faults[fault]
  const field =
    fault === 'reason-too-long' ? 'reason' : fault === 'nothing-written' ? 'proposal' : FIRST_ANSWER
  return (
    <PanelDocument
      locale={view.locale}
      screen={fault === undefined ? progress : `${text.item.error}: ${progress}`}
      panel={view}
    >
      <a class="back" href={view.position === 1 ? paths.welcome : paths.item(view.position - 1)}>
        {text.back}
      </a>
      {words === undefined ? null : <PanelErrorSummary locale={view.locale} faults={[{ field, words }]} />}
      <p class="progress" id="progress">
        {progress}
      </p>
      <progress value={view.position} max={view.of} aria-hidden="true" />
      {view.asked.kind === 'proposals' ? (
        <ProposalsContent {...{ view, asked: view.asked, fault, written }} />
      ) : (
        <AnswerForm {...{ view, fault, written, text }} />
      )}
      <p>
        <a class="after" href={paths.overview}>
          {text.overview}
        </a>
      </p>
    </PanelDocument>
  )
}

function AnswerForm({ view, fault, written, text }: ItemPageProps & { readonly text: PanelWords }) {
  const { asked } = view
  const paths = buildPanelPaths(view.token)
  const isOfAnswer = fault !== undefined && fault !== 'reason-too-long'
  const hasAnswer = asked.kind !== 'proposals' && asked.current !== undefined
  return (
    <form method="post" action={paths.item(view.position)} autocomplete="off" novalidate>
      <input type="hidden" name="revision" value={view.revision} />
      <Heading view={view} text={text} />
      <Example {...{ view, text }} />
      <ItemContext {...{ view, text }} />
      <fieldset
        aria-labelledby={asked.kind === 'final-vote' ? 'vote' : 'item'}
        aria-describedby={isOfAnswer ? 'answer-fault' : undefined}
      >
        {asked.kind === 'final-vote' ? <h2 id="vote">{text.vote.vote}</h2> : null}
        {asked.kind === 'rating' && asked.earlier !== undefined ? <h2>{text.rating.again}</h2> : null}
        {hasAnswer ? <p class="quiet">{text.item.answered}</p> : null}
        <PanelErrorLine fault={isOfAnswer ? text.item.faults[fault] : undefined} id="answer-fault" />
        <AnswerFields {...{ view, text }} />
      </fieldset>
      {asked.kind === 'profile' ? <ConfidenceFields current={asked.current} text={text} /> : null}
      {view.reason.isAsked ? <ReasonField {...{ view, fault, written, text }} /> : null}
      <button type="submit">{text.item.save}</button>
      {asked.kind === 'rating' ? <KeepButton asked={asked} text={text} /> : null}
      {hasAnswer ? null : (
        <a
          class="button second"
          href={view.position < view.of ? paths.item(view.position + 1) : paths.overview}
        >
          {text.item.later}
        </a>
      )}
    </form>
  )
}

/** The item is the heading; the question that it belongs to stands above it. */
function Heading({ view, text }: { readonly view: ItemView; readonly text: PanelWords }) {
  const { kind } = view.asked
  const own =
    kind === 'profile' ? text.profile.heading : kind === 'trade-off' ? text.tradeOff.heading : undefined
  const heading = own ?? view.item ?? view.question
  return (
    <>
      {heading === view.question ? null : <span class="stem">{view.question}</span>}
      <h1 id="item" tabindex={-1} aria-describedby="progress">
        {heading}
      </h1>
      {view.help === undefined ? null : <p class="item">{view.help}</p>}
      <p>
        <b>{view.rateFor}</b>
      </p>
    </>
  )
}

/** Open on the first item of a question, so that nobody has to guess what the answers mean. */
function Example({
  view: { asked, isFirstOfQuestion, revision },
  text,
}: {
  readonly view: ItemView
  readonly text: PanelWords
}) {
  const words =
    asked.kind === 'profile'
      ? text.profile.example
      : asked.kind === 'trade-off'
        ? text.tradeOff.example
        : asked.kind === 'final-vote'
          ? text.rating.example['final-vote']
          : asked.kind === 'rating'
            ? text.rating.example[asked.type]
            : text.proposals.example
  return (
    <details open={isFirstOfQuestion && revision === 0}>
      <summary>{text.item.how}</summary>
      <p>{words}</p>
    </details>
  )
}

function ItemContext({
  view: { asked, locale },
  text,
}: {
  readonly view: ItemView
  readonly text: PanelWords
}): Child {
  switch (asked.kind) {
    case 'rating':
      return <RatingContext {...{ locale, asked, text }} />
    case 'profile':
      return <ProfileTable {...{ locale, asked, text }} />
    case 'final-vote':
      return (
        <>
          <VotedDefinition asked={asked} text={text} />
          <CriteriaFields asked={asked} text={text} />
        </>
      )
    default:
      return null
  }
}

function AnswerFields({
  view: { asked },
  text,
}: {
  readonly view: ItemView
  readonly text: PanelWords
}): Child {
  switch (asked.kind) {
    case 'rating':
      return <RatingFields asked={asked} text={text} />
    case 'profile':
      return <ProfileFields current={asked.current} text={text} />
    case 'trade-off':
      return <TradeOffFields asked={asked} text={text} />
    case 'final-vote':
      return (
        <RatingFields asked={{ type: 'final-vote', scale: 'yes-no', current: asked.current }} text={text} />
      )
    default:
      return null
  }
}

function ReasonField({ view, fault, written, text }: ItemPageProps & { readonly text: PanelWords }) {
  const isTooLong = fault === 'reason-too-long'
  return (
    <>
      <label class="field" for="reason">
        {text.item.reason}
      </label>
      <p class="quiet" id="reason-hint">
        {text.item.reasonHint}
      </p>
      <PanelErrorLine fault={isTooLong ? text.item.faults[fault] : undefined} id="reason-fault" />
      <textarea
        id="reason"
        name="reason"
        rows={3}
        maxlength={MAX_REASON}
        aria-describedby={isTooLong ? 'reason-hint reason-fault' : 'reason-hint'}
      >
        {written ?? view.reason.text}
      </textarea>
    </>
  )
}
