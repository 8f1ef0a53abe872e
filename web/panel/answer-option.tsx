import type { Child } from 'hono/jsx'

/** The id of the first option, where a fault leads to. */
export const FIRST_ANSWER = 'answer'

/** One radio button of an answer. */
export function AnswerOption({
  value,
  isFirst,
  isChosen,
  name = 'answer',
  children,
}: {
  readonly value: string
  readonly isFirst: boolean
  readonly isChosen: boolean
  readonly name?: string
  readonly children?: Child
}) {
  return (
    <label>
      <input
        type="radio"
        name={name}
        value={value}
        id={isFirst ? FIRST_ANSWER : undefined}
        checked={isChosen}
      />
      <span>{children}</span>
    </label>
  )
}
