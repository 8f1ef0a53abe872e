import { findInstrumentText } from '../text/instrument-text.ts'
import { findStudyOfficeText } from '../text/study-office-text.ts'
import type { ConsoleFrame } from './frame.ts'
import { consolePaths } from './paths.ts'
import type { DraftOverview } from './study-office-view.ts'

/** What a draft still says of questionnaires that it does not ask, and the button that takes all of it out. */
export function DraftUnasked({
  frame,
  draft,
}: {
  readonly frame: ConsoleFrame
  readonly draft: Pick<DraftOverview, 'unasked' | 'revision'>
}) {
  const { unasked: text } = findStudyOfficeText(frame.locale)
  const domains: Readonly<Record<string, string>> = findInstrumentText(frame.locale).domains
  if (draft.unasked.length === 0) return null
  return (
    <form class="card" id="unasked" method="post" action={consolePaths.office(frame.study.id)}>
      <h3>{text.heading}</h3>
      <p>{text.hint}</p>
      <ul class="reasons">
        {draft.unasked.map(({ kind, name }) => (
          <li>
            {text.kinds[kind]}: {kind === 'domain' ? (domains[name] ?? name) : name}
          </li>
        ))}
      </ul>
      <p class="soft">{text.primary}</p>
      <input type="hidden" name="revision" value={String(draft.revision)} />
      <button class="outline" type="submit" name="step" value="remove-unasked">
        {text.remove}
      </button>
    </form>
  )
}
