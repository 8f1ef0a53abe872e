import type { Localised } from '../../../../surveys/instrument/vocabulary.ts'
import { buildLocalised } from './extensions.ts'
import type { FhirItem } from './types.ts'

/** With its translations; `null` where it has none. */
export function readItemText(item: FhirItem, locale: string): Localised | null {
  const text = item.text?.trim()
  return text ? buildLocalised(text, item._text, locale) : null
}
