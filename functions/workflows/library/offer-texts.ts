import { isDeepStrictEqual } from 'node:util'
import { findStarterTexts } from '../../../surveys/study/starter-texts.ts'
import type { StudyDraft } from '../../records/library/study-draft.store.ts'

type Source = StudyDraft['source']

/**
 * A draft whose languages were changed, with texts to begin with in each that it now offers and has no texts in. Of one that
 * it offers no more, texts that nobody has changed since are taken out again; those that somebody wrote stay.
 *
 * @param before the draft with the languages that it offered
 * @param after the same with others
 */
export function offerStarterTexts(before: Source, after: Source): Source {
  const [old, now] = [listLocales(before), listLocales(after)]
  const texts = readTexts(after)
  const isByText = after.byText !== undefined
  const added = now.flatMap((locale) => {
    const found = old.includes(locale) || locale in texts ? undefined : findStarterTexts(locale, isByText)
    return found ? [[locale, found] as const] : []
  })
  const taken = old.filter((locale) => !now.includes(locale) && isUnchanged(texts[locale], locale))
  if (added.length === 0 && taken.length === 0) return after
  const kept = Object.entries(texts).filter(([locale]) => !taken.includes(locale))
  return { ...after, texts: structuredClone(Object.fromEntries([...kept, ...added])) }
}

function isUnchanged(texts: unknown, locale: string): boolean {
  return [true, false].some((isByText) => {
    const starter = findStarterTexts(locale, isByText)
    return starter !== undefined && isDeepStrictEqual(texts, starter)
  })
}

function listLocales({ locales }: Source): readonly string[] {
  return Array.isArray(locales) ? locales.filter((one) => typeof one === 'string') : []
}

function readTexts({ texts }: Source): Readonly<Record<string, unknown>> {
  return typeof texts === 'object' && texts !== null ? (texts as Readonly<Record<string, unknown>>) : {}
}
