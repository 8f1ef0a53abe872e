import { describe, expect, test } from 'vitest'
import { PAGE_LANGUAGES } from '../../../surveys/study/page-languages.ts'
import { findText } from '../../../web/text/index.ts'

/** Words that are the same in both languages. */
const SAME = new Set(['No', 'Error', 'Concord', '–', 'LOINC', '%', ' T'])

type Word = { readonly key: string; readonly words: string }

/** Every text, those with values filled in with recognisable ones. */
function listWords(text: unknown, key = ''): readonly Word[] {
  if (typeof text === 'string') return [{ key, words: text }]
  if (typeof text === 'function') return [{ key, words: String(text(...filled(key, text.length))) }]
  if (typeof text !== 'object' || text === null) return []
  return Object.entries(text).flatMap(([name, part]) => listWords(part, `${key}/${name}`))
}

function filled(key: string, count: number): readonly unknown[] {
  if (key.endsWith('/question/progress')) return [{ place: 71, of: 72, isAtMost: true }]
  if (key.endsWith('/errorWritten')) return ['number', { minimum: 71, maximum: 72, decimals: 0 }]
  if (key.endsWith('/weightedSum')) return [[71, 72], 73]
  if (key.endsWith('/reasonOf')) return ['no-baseline']
  if (key.endsWith('/duration')) return ['P71D']
  if (key.endsWith('/signedInAs')) return [71, 'lead', true]
  return Array.from({ length: count }, (_, at) => 71 + at)
}

const english = listWords(findText('en'))

describe.each(PAGE_LANGUAGES.filter((language) => language !== 'en'))('the pages in %s', (language) => {
  const translated = listWords(findText(language))

  test('have every text, in words of their own', () => {
    expect(translated.map(({ key }) => key).sort()).toEqual(english.map(({ key }) => key).sort())
    const words = new Map(translated.map((one) => [one.key, one.words]))
    const untranslated = english.filter(
      ({ key, words: original }) =>
        words.get(key) === original && !SAME.has(original) && /\p{L}/u.test(original),
    )
    expect(untranslated.map(({ key }) => key)).toEqual([])
  })

  test('lose none of the values that are put into them', () => {
    const listValues = (words: string) => (words.match(/7[1-4]/g) ?? []).sort()
    const words = new Map(translated.map((one) => [one.key, one.words]))
    for (const { key, words: original } of english)
      expect(listValues(words.get(key) ?? ''), key).toEqual(listValues(original))
  })
})

test('a locale without pages is shown in English, one with a region in its language', () => {
  expect(findText('fr')).toBe(findText('en'))
  expect(findText('es-MX')).toBe(findText('es'))
})
