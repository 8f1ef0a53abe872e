import { describe, expect, test } from 'vitest'
import { openShippedLibrary } from '../../../surveys/library/library.ts'
import { checkStudy } from '../../../surveys/publication/check-study.ts'
import registry130 from '../../../surveys/studies/ketamine-infusion-registry-1.3.0.json' with { type: 'json' }
import { type StudyDefinition, studyDefinitionSchema } from '../../../surveys/study/definition.ts'

const library = openShippedLibrary()
const instruments = library.instruments.map(({ definition }) => definition)
const SHIPPED = ['ketamine-infusion-registry', 'ketamine-magnesium-trial'].map((id) =>
  studyDefinitionSchema.parse(library.findStudy(id)?.definition),
) as [StudyDefinition, StudyDefinition]
const [REGISTRY, TRIAL] = SHIPPED

const check = (study: StudyDefinition, attributes: unknown) =>
  checkStudy({ ...study, attributes: attributes as StudyDefinition['attributes'] }, instruments)
const WORDS = { en: 'Words', es: 'Palabras' }
const option = (code: string, title: object = WORDS) => ({ code, title })
const attribute = (part: object = {}) => ({
  ...{ id: 'diagnosis', title: WORDS, required: false, options: [option('a'), option('unknown')] },
  ...part,
})

describe('a study is refused, with its place, for', () => {
  test.each<[string, unknown, string, string]>([
    [
      'an attribute that stands twice',
      [attribute(), attribute()],
      '/attributes/1/id',
      'diagnosis stands twice',
    ],
    ['an attribute without an option', [attribute({ options: [] })], '/attributes/0/options', 'no option'],
    [
      'a code that stands twice',
      [attribute({ options: [option('a'), option('b'), option('a')] })],
      '/attributes/0/options/2/code',
      'a stands twice',
    ],
    [
      'a title that a language lacks',
      [attribute({ title: { en: 'Diagnosis' } })],
      '/attributes/0/title',
      'no words in es',
    ],
    [
      'an option that a language lacks',
      [attribute(), attribute({ id: 'b', options: [option('a'), option('b', { es: 'B' })] })],
      '/attributes/1/options/1/title',
      'no words in en',
    ],
    [
      'an option that could not be told from what is missing',
      [attribute({ options: [option('missing')] })],
      '/attributes/0/options/0/code',
      'use unknown for what nobody can say',
    ],
  ])('%s', (_, attributes, pointer, detail) => {
    expect(check(TRIAL, attributes)).toEqual([{ pointer, detail: expect.stringContaining(detail) }])
  })

  test.each<[string, object]>([
    ['an option that is free text', { options: [option('Free text')] }],
    ['an attribute that is free text', { options: undefined, freeText: true }],
    ['terms without a source', { terms: { evidence: 'established', source: '' } }],
    ['terms of an unknown standing', { terms: { evidence: 'guessed', source: 'x' } }],
  ])('%s, by its form', (_, part) => {
    const study = { ...registry130, attributes: [attribute(part)] }
    expect(studyDefinitionSchema.safeParse(study).success).toBe(false)
  })

  test('more attributes than a study can have', () => {
    const attributes = Array.from({ length: 13 }, (_, at) => attribute({ id: `a-${at}` }))
    expect(studyDefinitionSchema.safeParse({ ...registry130, attributes }).success).toBe(false)
    const fewer = { ...registry130, attributes: attributes.slice(0, 12) }
    expect(studyDefinitionSchema.safeParse(fewer).success).toBe(true)
  })
})

test('of the language es the words serve es-MX', () => {
  const texts = { en: TRIAL.texts.en, 'es-MX': TRIAL.texts.es } as StudyDefinition['texts']
  const faults = checkStudy({ ...TRIAL, locales: ['en', 'es-MX'], texts }, instruments)
  expect(faults.filter(({ pointer }) => pointer.startsWith('/attributes'))).toEqual([])
})

test('a study of before has no attributes', () => {
  expect(studyDefinitionSchema.parse(registry130).attributes).toEqual([])
})

test('both shipped studies ask for pain mechanism and age group, and say what is not confirmed', () => {
  for (const { attributes } of [REGISTRY, TRIAL]) {
    expect(attributes.map(({ id, required }) => [id, required])).toEqual([
      ['mechanism', false],
      ['age-group', false],
    ])
    expect(attributes[0]?.options.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['nociceptive', 'neuropathic', 'nociplastic', 'unknown']),
    )
    expect(attributes.map(({ terms }) => terms?.evidence)).toEqual(['unconfirmed', 'unconfirmed'])
  }
})
