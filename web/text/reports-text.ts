import { reportsText as en } from './en/reports.ts'
import { reportsText as es } from './es/reports.ts'
import { findTranslation } from './find-translation.ts'
import type { Translation } from './words/translation.ts'

export type ReportsText = Translation<typeof en>

/** The words of scheduled reports: their pages, their mail, and the reports themselves. */
export function findReportsText(locale: string): ReportsText {
  return findTranslation<ReportsText>({ en, es }, locale)
}
