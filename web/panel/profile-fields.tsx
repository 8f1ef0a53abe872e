import type { PanelWords } from '../text/panel-text.ts'
import { AnswerOption } from './answer-option.tsx'
import type { ProfileItem } from './view.ts'

const CONFIDENCES = [1, 2, 3, 4, 5] as const

/** One person before and after treatment, a measure a row, with its range and direction beside it. */
export function ProfileTable({
  locale,
  asked: { measures, source },
  text: { profile: text },
}: {
  readonly locale: string
  readonly asked: ProfileItem
  readonly text: PanelWords
}) {
  const { format } = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 })
  return (
    <>
      <table>
        <caption>{text.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{text.measure}</th>
            <th scope="col">{text.before}</th>
            <th scope="col">{text.after}</th>
          </tr>
        </thead>
        <tbody>
          {measures.map(({ title, lowest, highest, direction, baseline, followUp }) => (
            <tr>
              <th scope="row">
                {title}
                <small>{text.range(format(lowest), format(highest), direction === 'higher-is-worse')}</small>
              </th>
              <td>
                <b>{format(baseline)}</b>
              </td>
              <td>
                <b>{format(followUp)}</b>
                {describeChange(
                  (followUp - baseline) * (direction === 'higher-is-worse' ? -1 : 1),
                  format,
                  text,
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="quiet">{text[source]}</p>
    </>
  )
}

/** @param improvement positive when better */
function describeChange(
  improvement: number,
  format: (value: number) => string,
  text: PanelWords['profile'],
): string {
  if (improvement === 0) return text.same
  const by = format(Math.abs(improvement))
  return improvement > 0 ? text.better(by) : text.worse(by)
}

export function ProfileFields({
  current,
  text: { profile: text },
}: {
  readonly current: ProfileItem['current']
  readonly text: PanelWords
}) {
  return (
    <div class="options">
      {(['yes', 'no', 'cannot-say'] as const).map((adequate, at) => (
        <AnswerOption value={adequate} isFirst={at === 0} isChosen={current?.adequate === adequate}>
          {text.answers[adequate]}
        </AnswerOption>
      ))}
    </div>
  )
}

/** How sure one is of it. It is a question of its own and may be left out. */
export function ConfidenceFields({
  current,
  text: { profile: text },
}: {
  readonly current: ProfileItem['current']
  readonly text: PanelWords
}) {
  return (
    <fieldset>
      <legend class="group">{text.confidence}</legend>
      <ul class="bands">
        <li>1: {text.ends.lowest}</li>
        <li>5: {text.ends.highest}</li>
      </ul>
      <div class="scale">
        {CONFIDENCES.map((confidence) => (
          <AnswerOption
            name="confidence"
            value={String(confidence)}
            isFirst={false}
            isChosen={current?.confidence === confidence}
          >
            {String(confidence)}
            {confidence === 1 ? <i class="hide">, {text.ends.lowest}</i> : null}
            {confidence === 5 ? <i class="hide">, {text.ends.highest}</i> : null}
          </AnswerOption>
        ))}
      </div>
    </fieldset>
  )
}
