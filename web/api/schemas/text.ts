import * as z from 'zod/mini'
import { isBlank } from '../../../surveys/values/text-faults.ts'

/**
 * What a person writes: a name or a sentence, kept without the spaces around it. One of nothing but spaces or characters
 * without width is as good as empty, and refused. Characters that no text may hold are refused wherever a body is read.
 */
export function buildTextSchema(maximumLength: number) {
  const trim = (text: string) => (isBlank(text) ? '' : text.trim())
  return z.string().check(z.overwrite(trim), z.minLength(1), z.maxLength(maximumLength))
}
