import { findRequestText } from '../text/request-text.ts'

/** The id by which the log knows a request: whoever asks for help can name it. Nothing where there is none. */
export function RequestReference({
  locale,
  id,
}: {
  readonly locale: string
  readonly id: string | undefined
}) {
  if (id === undefined || id === '') return null
  return (
    <p>
      <small>{findRequestText(locale).reference(id)}</small>
    </p>
  )
}
