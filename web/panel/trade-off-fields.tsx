import type { PanelWords } from '../text/panel-text.ts'
import { AnswerOption } from './answer-option.tsx'
import type { TradeOffItem } from './view.ts'

/** Two responses as two large options, each with what it is like; and that both are equally good. */
export function TradeOffFields({
  asked: { domains, current },
  text: { tradeOff: text },
}: {
  readonly asked: TradeOffItem
  readonly text: PanelWords
}) {
  return (
    <>
      <p>{text.lead}</p>
      <div class="options pair">
        {(['first', 'second'] as const).map((side) => (
          <AnswerOption value={side} isFirst={side === 'first'} isChosen={current === side}>
            <b>{text.options[side]}</b>
            {domains.map((domain) => (
              <span>
                {domain.title}: {domain[side]}
              </span>
            ))}
          </AnswerOption>
        ))}
        <AnswerOption value="equal" isFirst={false} isChosen={current === 'equal'}>
          {text.equal}
        </AnswerOption>
      </div>
    </>
  )
}
