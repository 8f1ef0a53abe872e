import type { Remarks } from '../form/form.ts'
import { stripHtml } from '../form/plain-text.ts'

const MEDIA = /<\s*(img|video|audio|iframe|embed|object|svg)\b/i
/** `[first_name]`, `[user-name]`, `[pain(1)]`, `[survey-link:week_1]`; an embedded `{field}`. */
const PIPED = /\[[a-z][a-z0-9_-]*(\([^()[\]]*\))?(:[^[\]\s]*)?\]|\{[a-z][a-z0-9_]*(:icons)?\}/

/** The words of a label, empty if it has none. */
export function readLabelText(
  label: string,
  place: string,
  { remarks }: { readonly remarks: Remarks },
): string {
  if (MEDIA.test(label)) remarks.warn(place, 'images and other media are ignored')
  const words = stripHtml(label)
  if (PIPED.test(words)) remarks.fault(place, 'it inserts another field or a smart variable')
  return words
}
