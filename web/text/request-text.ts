import { requestText as en } from './en/request.ts'
import type { Text } from './en/text.ts'
import { requestText as es } from './es/request.ts'
import { findTranslation } from './find-translation.ts'

/** What a page says of the request that it answers. */
export function findRequestText(locale: string): Text['request'] {
  return findTranslation<Text['request']>({ en, es }, locale)
}
