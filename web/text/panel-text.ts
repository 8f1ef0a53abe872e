import { panelText as en } from './en/panel.ts'
import { panelText as es } from './es/panel.ts'
import { findTranslation } from './find-translation.ts'
import type { Translation } from './words/translation.ts'

export type PanelWords = Translation<typeof en>

/** The words of the panelists’ pages, without those of staff. */
export function findPanelText(locale: string): PanelWords {
  return findTranslation<PanelWords>({ en, es }, locale)
}
