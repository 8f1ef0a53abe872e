import { findText } from '../text/index.ts'
import { Field } from './field.tsx'
import type { ConsoleFrame } from './frame.ts'
import { consolePaths } from './paths.ts'

/** Looks for a participant. What is typed stands in no address, since names and numbers do not belong there. */
export function FindForm({ frame, typed = '' }: { readonly frame: ConsoleFrame; readonly typed?: string }) {
  const text = findText(frame.locale).people
  return (
    <search>
      <form class="pick find" method="post" action={consolePaths.find(frame.study.id)}>
        <Field name="typed" label={text.typed} hint={text.typedHint}>
          {(described) => (
            <input
              {...described}
              type="search"
              value={typed}
              required
              maxlength={120}
              autocomplete="off"
              spellcheck={false}
            />
          )}
        </Field>
        <button type="submit">{text.button}</button>
      </form>
    </search>
  )
}
