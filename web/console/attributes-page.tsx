import { findText } from '../text/index.ts'
import { AttributeFields } from './attribute-fields.tsx'
import type { AttributeView } from './attribute-view.ts'
import { type ConsoleFrame, findTitle } from './frame.ts'
import { ConsoleDocument } from './page.tsx'
import { consolePaths } from './paths.ts'

export type AttributesFormView = {
  readonly participant: string
  readonly attributes: readonly AttributeView[]
  /** Attributes that were refused, or that there is no room for another correction. */
  readonly faulty: readonly string[] | 'too-often'
}

/** The form that corrects what a participant is. */
export function AttributesPage({ frame, view }: { frame: ConsoleFrame; view: AttributesFormView }) {
  const text = findText(frame.locale).attributes
  const { participant, attributes, faulty } = view
  const refused = faulty === 'too-often' ? [] : faulty
  return (
    <ConsoleDocument frame={frame} title={text.heading} section="participants">
      <p>
        <a href={consolePaths.participant(frame.study.id, participant)} class="id">
          {participant}
        </a>
      </p>
      <h1>{text.heading}</h1>
      <p class="soft">{text.lead}</p>
      {faulty.length === 0 ? null : (
        <p class="alarm" role="alert">
          {faulty === 'too-often'
            ? text.tooOften
            : text.refused(refused.map((id) => findTitle(attributes, id)).join(', '))}
        </p>
      )}
      {attributes.length === 0 ? <p>{text.none}</p> : null}
      {attributes.length === 0 || faulty === 'too-often' ? null : (
        <form class="fields" method="post" action={consolePaths.attributes(frame.study.id, participant)}>
          <AttributeFields locale={frame.locale} attributes={attributes} faulty={refused} />
          <button type="submit">{text.save}</button>
        </form>
      )}
    </ConsoleDocument>
  )
}
