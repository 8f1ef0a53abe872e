import type { PanelWords } from '../text/panel-text.ts'
import { AnswerOption } from './answer-option.tsx'
import { FactList } from './fact-list.tsx'
import { Feedback } from './feedback.tsx'
import { describeBands, formatVote, listOptions } from './rating-words.ts'
import type { RatingItem } from './view.ts'

/** Above the question: what is known of the item, one's earlier answer, and how the panel answered. */
export function RatingContext({
  locale,
  asked,
  text,
}: {
  readonly locale: string
  readonly asked: RatingItem
  readonly text: PanelWords
}) {
  const { scale, facts, earlier, feedback } = asked
  const own = earlier?.kind === 'rating' ? earlier.rating : undefined
  return (
    <>
      {facts.length === 0 ? null : <FactList heading={text.rating.evidence} facts={facts} />}
      {earlier === undefined ? null : (
        <div class="own">
          <p>
            {earlier === null ? (
              text.rating.noEarlier
            ) : (
              <>
                {text.rating.earlier}: <b>{formatVote(scale, earlier, text)}</b>
              </>
            )}
          </p>
        </div>
      )}
      {feedback === undefined ? null : <Feedback {...{ locale, scale, feedback, own }} />}
    </>
  )
}

/** The ratings in one row; yes and no as two large options. Only a vote of this round is checked. */
export function RatingFields({
  asked,
  text,
}: {
  readonly asked: Pick<RatingItem, 'scale' | 'current'> & { readonly type: RatingItem['type'] | 'final-vote' }
  readonly text: PanelWords
}) {
  const { scale, type, current } = asked
  const options = listOptions(scale, type, text)
  const isChosen = (rating: number) => current?.kind === 'rating' && current.rating === rating
  return (
    <>
      {scale === 'yes-no' ? (
        <div class="options">
          {options.map(({ rating, label }, at) => (
            <AnswerOption value={String(rating)} isFirst={at === 0} isChosen={isChosen(rating)}>
              {label}
            </AnswerOption>
          ))}
        </div>
      ) : (
        <>
          <ul class="bands">
            {describeBands(scale, type, text).map((line) => (
              <li>{line}</li>
            ))}
          </ul>
          <div class="scale">
            {options.map(({ rating, label, end }, at) => (
              <AnswerOption value={String(rating)} isFirst={at === 0} isChosen={isChosen(rating)}>
                {label}
                {end === undefined ? null : <i class="hide">, {end}</i>}
              </AnswerOption>
            ))}
          </div>
        </>
      )}
      <div class="options cannot">
        <AnswerOption value="cannot-rate" isFirst={false} isChosen={current?.kind === 'cannot-rate'}>
          {text.item.cannotRate}
        </AnswerOption>
      </div>
    </>
  )
}

/** Keeping an earlier answer is a press of this button and nothing else. */
export function KeepButton({
  asked: { scale, earlier },
  text,
}: {
  readonly asked: RatingItem
  readonly text: PanelWords
}) {
  if (earlier === undefined || earlier === null) return null
  return (
    <button type="submit" class="outline" name="act" value="keep">
      {text.rating.keep(formatVote(scale, earlier, text))}
    </button>
  )
}
