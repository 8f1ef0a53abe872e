import type { PanelWords } from '../text/panel-text.ts'
import { AnswerOption } from './answer-option.tsx'
import { FactList } from './fact-list.tsx'
import { type FinalVoteItem, JUDGEMENTS } from './view.ts'

/** The whole definition in sentences, and what the panel found about it. */
export function VotedDefinition({
  asked: { sentences, facts },
  text: { vote: text },
}: {
  readonly asked: FinalVoteItem
  readonly text: PanelWords
}) {
  return (
    <>
      <h2>{text.heading}</h2>
      <div class="sentence">
        {sentences.map((sentence) => (
          <p>{sentence}</p>
        ))}
      </div>
      {facts.length === 0 ? null : <FactList heading={text.facts} facts={facts} />}
    </>
  )
}

/** The evidence-to-decision form: a view on each point, any of which may be left out. */
export function CriteriaFields({
  asked: { criteria },
  text: { vote: text },
}: {
  readonly asked: FinalVoteItem
  readonly text: PanelWords
}) {
  return (
    <div class="criteria">
      <h2>{text.form}</h2>
      <p>{text.lead}</p>
      {criteria.map(({ id, judgement }) => (
        <fieldset>
          <legend class="group">{text.criteria[id]}</legend>
          <div class="options">
            {JUDGEMENTS.map((one) => (
              <AnswerOption name={`criterion-${id}`} value={one} isFirst={false} isChosen={judgement === one}>
                {text.judgements[one]}
              </AnswerOption>
            ))}
          </div>
        </fieldset>
      ))}
    </div>
  )
}
