import { findText } from '../text/index.ts'
import type { DispositionView } from './disposition-view.ts'
import { createFormats } from './format.ts'

type DispositionProps = {
  readonly locale: string
  readonly ended: DispositionView | null
  /** Of the clinic, whose days the dates are. */
  readonly timeZone: string
}

/** Beside a participant’s name, in every list: how the participation ended, and on which day. Nothing while it goes on. */
export function DispositionTag({ locale, ended, timeZone }: DispositionProps) {
  if (ended === null) return null
  const text = findText(locale).disposition
  return (
    <>
      {' '}
      <span class="tag">{text.since[ended.how](createFormats(locale, timeZone).date(ended.at))}</span>
    </>
  )
}

/** At the head of a page about one participant: how it ended, why, and what follows from it. */
export function DispositionNote({ locale, ended, timeZone }: DispositionProps) {
  if (ended === null) return null
  const text = findText(locale).disposition
  const { how, at, reason } = ended
  return (
    <p class="note">
      <strong>{text.since[how](createFormats(locale, timeZone).date(at))}</strong>
      {reason === null ? '' : ` (${text.reasons[reason]})`}. {text.consequence[how]}
    </p>
  )
}
