import { exportRunsText as en } from './en/export-runs.ts'
import { exportRunsText as es } from './es/export-runs.ts'
import { findTranslation } from './find-translation.ts'
import type { Translation } from './words/translation.ts'

export type ExportRunsText = Translation<typeof en>

/** The words of exports that are made in the background. */
export function findExportRunsText(locale: string): ExportRunsText {
  return findTranslation<ExportRunsText>({ en, es }, locale)
}
