import { expect, test } from 'vitest'
import { openShippedLibrary } from '../../../surveys/library/library.ts'
import { listMissingTexts } from '../../../surveys/publication/check-locales.ts'
import { applyWording, listWording } from '../../../surveys/publication/wording.ts'

const shipped = openShippedLibrary().instruments.map(({ definition }) => definition)
const inEnglish = shipped.filter(
  (one) => Object.keys(one.locales)[0] === 'en' && one.items.some(({ text }) => text),
)

test('a text that stands several times is written once, and everything that is asked can be written', () => {
  expect(inEnglish.length).toBeGreaterThan(10)
  for (const definition of inEnglish) {
    const words = listWording(definition, 'es')
    expect(new Set(words.map(({ text }) => text)).size).toBe(words.length)
    const typed = new Map(words.map(({ text }) => [text, `es: ${text}`]))
    expect(listMissingTexts(applyWording(definition, 'es', typed, 'ours'), 'es')).toEqual([])
  }
})

test('a language that is emptied again leaves the definition as it was', () => {
  for (const definition of inEnglish.filter(({ locales }) => locales.es === undefined)) {
    const words = listWording(definition, 'es')
    const typed = new Map(words.map(({ text }) => [text, 'x']))
    const empty = new Map(words.map(({ text }) => [text, '']))
    const written = applyWording(definition, 'es', typed, 'ours')
    expect(written.locales.es).toEqual({ status: 'unvalidated', source: 'ours' })
    expect(applyWording(written, 'es', empty, 'ours')).toEqual(definition)
  }
})

test('a wording that there is stays official, and is shown to be changed', () => {
  const official = shipped.find(({ locales }) => locales.es !== undefined)
  if (!official) throw new Error('no instrument in Spanish')
  const words = listWording(official, 'es')
  expect(words.some(({ translated }) => translated !== undefined)).toBe(true)
  const typed = new Map(words.map(({ text, translated }) => [text, translated ?? '']))
  expect(applyWording(official, 'es', typed, 'ours')).toEqual(official)
})
