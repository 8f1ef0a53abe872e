import { findText } from '../text/index.ts'

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
      <small>{findText(locale).request.reference(id)}</small>
    </p>
  )
}
