import { poolingText as en } from './en/pooling.ts'
import type { AnalysesText } from './en/text.ts'
import { poolingText as es } from './es/pooling.ts'
import { findTranslation } from './find-translation.ts'

/** The words for what is pooled over clinics or trials. */
export function findPoolingText(locale: string): AnalysesText['pooling'] {
  return findTranslation<AnalysesText['pooling']>({ en, es }, locale)
}
