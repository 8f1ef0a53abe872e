import { findPanelText } from '../text/panel-text.ts'

/** A fault with the id of the field that it is about. */
export type PlacedFault = { readonly field: string; readonly words: string }

/** Takes the focus and leads to each field. */
export function PanelErrorSummary({
  locale,
  faults,
}: {
  readonly locale: string
  readonly faults: readonly PlacedFault[]
}) {
  if (faults.length === 0) return null
  return (
    <div class="error" role="alert" tabindex={-1} autofocus>
      <h2>{findPanelText(locale).item.errorHeading}</h2>
      {faults.map(({ field, words }) => (
        <p>
          <a href={`#${field}`}>{words}</a>
        </p>
      ))}
    </div>
  )
}

export function PanelErrorLine({ fault, id }: { readonly fault: string | undefined; readonly id: string }) {
  return fault === undefined ? null : (
    <p class="error-line" id={id}>
      {fault}
    </p>
  )
}
