import { enAnalyses } from './en/analyses.ts'
import { en } from './en/index.ts'
import type { AnalysesText, Text } from './en/text.ts'
import { esAnalyses } from './es/analyses.ts'
import { es } from './es/index.ts'
import { findTranslation } from './find-translation.ts'

/** The words of pages about analyses, scores and instruments, with those of all pages: half of all words, for half of the pages. */
export function findAnalysesText(locale: string): Text & AnalysesText {
  return findTranslation<Text & AnalysesText>(
    { en: { ...en, ...enAnalyses }, es: { ...es, ...esAnalyses } },
    locale,
  )
}
