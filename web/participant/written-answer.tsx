import type { Screen, WrittenField } from './view.ts'

/**
 * A field to write in. Numbers are text with a number pad, not a number field: a stray scroll changes that one, and it
 * drops what it cannot read instead of letting us say so.
 */
export function WrittenAnswer({ screen, written }: { screen: Screen; written: WrittenField }) {
  const value = screen.answer ?? undefined
  if (screen.kind === 'text')
    return (
      <textarea name="answer" id="answer" rows={3} maxlength={written.maximumLength} aria-label={screen.text}>
        {value}
      </textarea>
    )
  // A browser without the field shows a text field, and is told the form.
  const own = screen.kind === 'time' || screen.kind === 'date' ? screen.kind : undefined
  return (
    <p class="written">
      <input
        type={own ?? 'text'}
        name="answer"
        id="answer"
        value={value}
        inputmode={own ? undefined : written.decimals ? 'decimal' : 'numeric'}
        maxlength={own ? undefined : 12}
        min={written.earliest}
        max={written.latest}
        placeholder={own === 'date' ? 'YYYY-MM-DD' : undefined}
        aria-label={screen.text}
        data-least={written.minimum}
        data-most={written.maximum}
        data-decimals={written.decimals}
      />
      {written.unit === undefined ? null : <span>{written.unit}</span>}
    </p>
  )
}
