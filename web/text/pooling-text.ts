import { poolingText as en } from './en/pooling.ts'
import type { Text } from './en/text.ts'
import { poolingText as es } from './es/pooling.ts'
import { findTranslation } from './find-translation.ts'

/** The words for what is pooled over clinics or trials. */
export function findPoolingText(locale: string): Text['pooling'] {
  return findTranslation<Text['pooling']>({ en, es }, locale)
}
