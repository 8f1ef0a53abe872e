import type { Child } from 'hono/jsx'
import { findAnalysesText } from '../text/analyses-text.ts'
import type { Named } from './frame.ts'

/** Choices that stand in the address: a form that needs no script. `kept` goes along unseen. */
export function PickForm({
  locale,
  action,
  kept = {},
  children,
  more,
}: {
  locale: string
  action: string
  kept?: Readonly<Record<string, string | number | undefined>>
  children?: Child
  /** Choices that few will change, folded below the others. */
  more?: Child
}) {
  return (
    <form class="pick" method="get" action={action}>
      {Object.entries(kept).map(([name, value]) =>
        value === undefined ? null : <input type="hidden" name={name} value={String(value)} />,
      )}
      {children}
      <button type="submit">{findAnalysesText(locale).console.outcomes.show}</button>
      {more}
    </form>
  )
}

export function Pick(props: { name: string; label: string; choices: readonly Named[]; chosen: string }) {
  return (
    <label>
      {props.label}
      <select name={props.name}>
        {props.choices.map(({ id, title }) => (
          <option value={id} selected={id === props.chosen}>
            {title}
          </option>
        ))}
      </select>
    </label>
  )
}

export function PickSeed({ locale, seed }: { locale: string; seed: number }) {
  return (
    <label>
      {findAnalysesText(locale).analysis.seed}
      <input type="number" name="seed" min="0" max="2147483647" step="1" required value={String(seed)} />
    </label>
  )
}
