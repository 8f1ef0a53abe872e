import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { buildFhirQuestionnaire } from '../../../functions/interchange/fhir/fhir-questionnaire.ts'
import { buildDefinition } from '../../../functions/interchange/instrument-import/build-definition.ts'
import { readFhir } from '../../../functions/interchange/instrument-import/fhir/read-fhir.ts'
import type { Reading } from '../../../functions/interchange/instrument-import/form/form.ts'
import { listOptions } from '../../../surveys/instrument/item.ts'
import { formatRef } from '../../../surveys/instrument/vocabulary.ts'
import { openShippedLibrary } from '../../../surveys/library/library.ts'
import { SEVERAL_ANSWERS } from '../../support/several-answers.ts'

const bytes = (json: unknown) =>
  new TextEncoder().encode(typeof json === 'string' ? json : JSON.stringify(json))
const read = (item: unknown, more: object = {}): Reading =>
  readFhir(bytes({ resourceType: 'Questionnaire', item: [item].flat(), ...more }))
const listFaults = (reading: Reading) => (reading.kind === 'faults' ? reading.faults : [])
const listFaultPlaces = (reading: Reading) => listFaults(reading).map(({ place }) => place)
const SDC = 'http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-'
const CORE = 'http://hl7.org/fhir/StructureDefinition/'
const options = (...codes: string[]) => codes.map((code) => ({ valueCoding: { code, display: code } }))
const choice = (more: object = {}) => ({
  linkId: 'a',
  type: 'choice',
  text: 'A?',
  answerOption: options('0', '1'),
  ...more,
})

describe('a file is refused', () => {
  test.each([
    ['that is no JSON', '{', ''],
    ['that is not UTF-8', new Uint8Array([0x7b, 0xff, 0x7d]), ''],
    ['that is empty', '', ''],
    ['that holds nothing', 'null', '/resourceType'],
    ['of another resource', { resourceType: 'Patient' }, '/resourceType'],
    [
      'that is a bundle without a questionnaire',
      { resourceType: 'Bundle', entry: [{ resource: null }] },
      '/entry',
    ],
    ['without questions', { resourceType: 'Questionnaire', item: [] }, ''],
    [
      'with an item that has no type',
      { resourceType: 'Questionnaire', item: [{ linkId: 'a' }] },
      '/item/0/type',
    ],
  ])('%s', (_, file, place) => {
    expect(listFaultPlaces(readFhir(file instanceof Uint8Array ? file : bytes(file)))).toEqual([place])
  })

  test.each<readonly [string, unknown, string]>([
    ['two items with one link id', [choice(), choice()], '/item/1/linkId'],
    ['a question without words', choice({ text: ' ' }), '/item/0/text'],
    ['a time of many answers', { linkId: 'a', type: 'time', text: 'A?', repeats: true }, '/item/0/repeats'],
    [
      'a question asked on an expression',
      choice({ extension: [{ url: `${SDC}enableWhenExpression`, valueExpression: {} }] }),
      '/item/0/extension',
    ],
    [
      'a group asked on an expression',
      {
        ...{ linkId: 'g', type: 'group', item: [choice()] },
        extension: [{ url: `${SDC}enableWhenExpression`, valueExpression: {} }],
      },
      '/item/0/extension',
    ],
    [
      'answers that an expression gives',
      choice({ extension: [{ url: `${SDC}answerExpression`, valueExpression: {} }] }),
      '/item/0/extension',
    ],
    [
      'options with free text beside them',
      choice({ answerConstraint: 'optionsOrString' }),
      '/item/0/answerConstraint',
    ],
    ['a code with a bar in it', choice({ answerOption: options('a|b', '0') }), '/item/0/answerOption/0'],
    ['a question for a file', { linkId: 'a', type: 'attachment', text: 'A?' }, '/item/0/type'],
    ['a question for a day and time', { linkId: 'a', type: 'dateTime', text: 'A?' }, '/item/0/type'],
    ['a choice or free text', choice({ type: 'open-choice' }), '/item/0/type'],
    ['a choice of one', choice({ answerOption: options('0') }), '/item/0'],
    ['a choice of none', choice({ answerOption: [] }), '/item/0'],
    ['two options with one code', choice({ answerOption: options('0', '0') }), '/item/0/answerOption/1'],
    [
      'an option without words',
      choice({ answerOption: [{ valueCoding: { code: '1' } }, ...options('0')] }),
      '/item/0/answerOption/0',
    ],
    [
      'an option that is a date',
      choice({ answerOption: [{ valueDate: '2026-01-01' }, ...options('0')] }),
      '/item/0/answerOption/0',
    ],
    [
      'a code that is too long',
      choice({ answerOption: options('x'.repeat(201), '0') }),
      '/item/0/answerOption/0',
    ],
    [
      'a value that is no whole number',
      choice({
        answerOption: options('0', '1').map((option, at) => ({
          ...option,
          extension: [
            { url: 'http://hl7.org/fhir/StructureDefinition/ordinalValue', valueDecimal: 0.5 + at / 2 },
          ],
        })),
      }),
      '/item/0/answerOption/0',
    ],
    [
      'a value set that is elsewhere',
      choice({ answerOption: undefined, answerValueSet: 'http://x/y' }),
      '/item/0/answerValueSet',
    ],
    [
      'a modifier that is not known',
      choice({ modifierExtension: [{ url: 'http://x' }] }),
      '/item/0/modifierExtension',
    ],
    [
      'a group asked again and again',
      { linkId: 'g', type: 'group', repeats: true, item: [choice()] },
      '/item/0/repeats',
    ],
    [
      'an empty range',
      {
        linkId: 'a',
        type: 'integer',
        text: 'A?',
        extension: [
          { url: 'http://hl7.org/fhir/StructureDefinition/minValue', valueInteger: 3 },
          { url: 'http://hl7.org/fhir/StructureDefinition/maxValue', valueInteger: 3 },
        ],
      },
      '/item/0',
    ],
    [
      'a condition on a later question',
      [
        choice({ enableWhen: [{ question: 'b', operator: 'exists', answerBoolean: true }] }),
        choice({ linkId: 'b' }),
      ],
      '/item/0/enableWhen/0',
    ],
    [
      'a condition on an answer that cannot be',
      [
        choice(),
        choice({ linkId: 'b', enableWhen: [{ question: 'a', operator: '=', answerCoding: { code: '7' } }] }),
      ],
      '/item/1/enableWhen/0',
    ],
    [
      'two conditions, all or any',
      [
        choice(),
        choice({
          linkId: 'b',
          enableWhen: ['0', '1'].map((code) => ({ question: 'a', operator: '=', answerCoding: { code } })),
        }),
      ],
      '/item/1/enableBehavior',
    ],
    [
      'a condition without an answer',
      [choice(), choice({ linkId: 'b', enableWhen: [{ question: 'a', operator: '=' }] })],
      '/item/1/enableWhen/0',
    ],
  ])('for %s', (_, item, place) => {
    expect(new Set(listFaultPlaces(read(item)))).toEqual(new Set([place]))
  })

  test('with every fault named at once', () => {
    const reading = read([
      choice({ text: '' }),
      { linkId: 'b', type: 'attachment', text: 'B?' },
      { linkId: 'c', type: 'time', text: 'C?', repeats: true },
    ])
    expect(listFaultPlaces(reading)).toEqual(['/item/0/text', '/item/1/type', '/item/2/repeats'])
  })

  test('for groups in groups without end', () => {
    let item: object = choice()
    for (let depth = 0; depth < 60; depth += 1) item = { linkId: `g${depth}`, type: 'group', item: [item] }
    expect(listFaults(read(item))[0]?.detail).toMatch('too deeply')
  })
})

describe('a questionnaire with a little of everything', () => {
  const reading = readFhir(
    readFileSync(new URL('../../support/instrument-files/fhir/evening-questions.json', import.meta.url)),
  )
  if (reading.kind === 'faults') throw new Error(JSON.stringify(reading.faults))
  const [form] = reading.forms
  const item = (name: string) => form?.items.find((one) => one.name === name)

  test('has its questions in order, without what is not asked', () => {
    expect(form?.items.map(({ name }) => name)).toEqual([
      'day.1',
      'day.2',
      'day.3',
      'pain',
      'pain-where',
      'face',
    ])
    expect(form?.title).toEqual({ en: 'Evening questions', es: 'Preguntas de la noche' })
  })

  test('reads a contained value set with its code system, ordinals and languages', () => {
    expect(item('day.1')).toMatchObject({
      loinc: '00000-0',
      stem: { en: 'Think of today.\nDuring the day' },
      text: { en: 'Was your head clear?', es: '¿Tenía la cabeza despejada?' },
      answer: {
        options: [
          { code: 'never', value: 0, label: { en: 'Never', es: 'Nunca' } },
          { code: 'always', value: 4, label: { en: 'Always', es: 'Siempre' } },
        ],
      },
    })
  })

  test('reads ordinals at the option and at its coding', () => {
    expect(item('day.2')?.answer).toMatchObject({
      options: [
        { code: 'y', value: 1 },
        { code: 'n', value: 0 },
      ],
    })
  })

  test('reads conditions, all and any', () => {
    expect(item('day.3')?.shownWhen).toEqual({ item: 'day.2', is: ['y'] })
    expect(item('pain-where')?.shownWhen).toEqual({
      any: [{ not: { item: 'pain', atMost: 0 } }, { item: 'day.1', answered: true }],
    })
  })

  test('reads a bounded whole number as a scale, with the words at its ends', () => {
    expect(item('pain')?.answer).toEqual({
      type: 'numeric-scale',
      minimum: 0,
      maximum: 10,
      minimumLabel: { en: 'Not at all' },
      maximumLabel: null,
    })
  })

  test('warns of what it leaves out', () => {
    expect(reading.warnings.map(({ place }) => place)).toEqual(['/item/3', '/item/4', '/item/4', '/item/0'])
    expect(reading.warnings.at(-1)?.detail).toBe(
      'this text is shown above each of the 6 questions that follow it',
    )
  })

  test('becomes a sound definition', () => {
    const made = form && buildDefinition(form, { version: '1.0.0', permission: 'made up', recallDays: 1 })
    expect(made).toMatchObject({
      kind: 'definition',
      definition: {
        id: 'evening-questions',
        evidence: 'unvalidated',
        items: [
          { id: 'day-1', type: 'choice', options: 'day-1' },
          { id: 'day-2' },
          { id: 'day-3', type: 'time', shownWhen: { item: 'day-2', is: ['y'] } },
          { id: 'pain' },
          { id: 'pain-where', type: 'text', maximumLength: 90 },
          { id: 'face' },
        ],
      },
    })
  })
})

describe('what a file says once', () => {
  const display = (linkId: string, text: string) => ({ linkId, type: 'display', text })
  const readForm = (item: readonly object[], more: object = {}, how: { locale?: string } = {}) => {
    const reading = readFhir(bytes({ resourceType: 'Questionnaire', item, ...more }), how)
    if (reading.kind === 'faults') throw new Error(JSON.stringify(reading.faults))
    return { items: reading.forms[0]?.items ?? [], warnings: reading.warnings }
  }
  const stems = (item: readonly object[]) => readForm(item).items.map(({ stem }) => stem?.en ?? null)

  test('a text stands above every question that follows it, until another takes its place', () => {
    expect(
      stems([
        choice({ linkId: 'before' }),
        display('i', 'In the last 2 weeks'),
        display('j', 'Think of sleep'),
        choice(),
        { linkId: 'g', type: 'group', text: 'At night', item: [choice({ linkId: 'b' })] },
        choice({ linkId: 'c', item: [choice({ linkId: 'd' })] }),
        display('k', 'Today'),
        choice({ linkId: 'e' }),
      ]),
    ).toEqual([
      null,
      'In the last 2 weeks\nThink of sleep',
      'In the last 2 weeks\nThink of sleep\nAt night',
      'In the last 2 weeks\nThink of sleep',
      'In the last 2 weeks\nThink of sleep',
      'Today',
    ])
  })

  test('how far a text reaches is warned of, and that none follows it', () => {
    const { warnings } = readForm([
      display('i', 'Now'),
      choice(),
      choice({ linkId: 'b' }),
      display('k', 'Thanks'),
    ])
    expect(warnings.filter(({ detail }) => /text/.test(detail))).toEqual([
      { place: '/item/0', detail: 'this text is shown above each of the 2 questions that follow it' },
      { place: '/item/3', detail: 'no question follows this text, so it is ignored' },
    ])
  })

  test('the language asked for is that of a file without one, and no other', () => {
    expect(readForm([choice()], {}, { locale: 'es' }).items[0]?.text).toEqual({ es: 'A?' })
    expect(readForm([choice()], { language: 'de' }, { locale: 'es' }).items[0]?.text).toEqual({ de: 'A?' })
  })

  test('an option without a score, where the others have one, counts as missing', () => {
    const scored = options('1', '5').map((option, at) => ({
      ...option,
      extension: [{ url: `${CORE}ordinalValue`, valueDecimal: at * 4 + 1 }],
    }))
    const { items, warnings } = readForm([choice({ answerOption: [...scored, ...options('na')] })])
    expect(items[0]?.answer).toMatchObject({
      options: [{ value: 1 }, { value: 5 }, { code: 'na', value: null }],
    })
    expect(warnings).toEqual([
      { place: '/item/0/answerOption/2', detail: 'it has no score: this answer counts as missing' },
    ])
  })

  test('a choice that repeats takes several answers, with one for none', () => {
    const { items, warnings } = readForm([choice({ repeats: true })])
    expect(items[0]?.answer).toMatchObject({
      ...{ type: 'several', exclusive: ['none'] },
      options: [
        { code: '0', value: 1 },
        { code: '1', value: 1 },
        { code: 'none', value: 0 },
      ],
    })
    expect(warnings.map(({ detail }) => detail)).toEqual([
      'an answer “none of these” is added, since a box that is not ticked is no answer',
    ])
  })

  test('the option that excludes the others stands alone', () => {
    const [first, last] = options('0', '9')
    const exclusive = {
      ...last,
      extension: [{ url: `${CORE}questionnaire-optionExclusive`, valueBoolean: true }],
    }
    const { items, warnings } = readForm([choice({ repeats: true, answerOption: [first, exclusive] })])
    expect(items[0]?.answer).toMatchObject({ type: 'several', exclusive: ['9'], options: [{}, { value: 0 }] })
    expect(warnings).toEqual([])
  })

  test('a date is asked within its bounds, and a condition may name one', () => {
    const { items } = readForm([
      {
        ...{ linkId: 'when', type: 'date', text: 'When?' },
        extension: [{ url: `${CORE}minValue`, valueDate: '2026-01-01' }],
      },
      choice({ enableWhen: [{ question: 'when', operator: '>=', answerDate: '1900-01-31' }] }),
    ])
    expect(items[0]?.answer).toEqual({ type: 'date', minimum: '2026-01-01', maximum: null })
    expect(items[1]?.shownWhen).toEqual({ item: 'when', atLeast: 30 })
  })

  test.each(['Total score', 'PHQ-9 sum score', 'T-score', 'Total'])(
    '“%s” is a score and is not asked',
    (text) => {
      const { items, warnings } = readForm([choice(), { linkId: 't', type: 'decimal', text }])
      expect(items).toHaveLength(1)
      expect(warnings).toEqual([
        { place: '/item/1', detail: 'it is a score, not a question, and is ignored' },
      ])
    },
  )

  test('a number that is asked for is no score', () => {
    for (const text of ['Score your pain from 0 to 10', 'Total number of falls', 'Hours of sleep in total?'])
      expect(readForm([{ linkId: 't', type: 'integer', text }]).items, text).toHaveLength(1)
  })

  test('required answers and an initial answer are warned of', () => {
    const { warnings } = readForm([choice({ required: true, initial: [{ valueInteger: 1 }] })])
    expect(warnings.map(({ detail }) => detail)).toEqual([
      'required answers are ignored',
      'its initial answer is ignored: nothing is chosen before the participant chooses',
    ])
  })
})

describe('a bundle', () => {
  const bundle = bytes({
    resourceType: 'Bundle',
    entry: [
      { resource: { resourceType: 'Questionnaire', name: 'good', item: [choice()] } },
      { resource: { resourceType: 'Questionnaire', name: 'bad', item: [choice({ text: '' })] } },
    ],
  })

  test('names the form of a fault, and gives the forms without one', () => {
    expect(readFhir(bundle)).toMatchObject({
      kind: 'faults',
      faults: [{ place: '/entry/1/resource/item/0/text', form: 'bad' }],
      forms: [{ name: 'good' }],
      formNames: ['good', 'bad'],
    })
  })
})

describe('a definition that is written as FHIR and read again', () => {
  const worded = openShippedLibrary()
    .instruments.map(({ definition }) => definition)
    .filter(({ locales }) => Object.keys(locales).length > 0)

  test('covers the instruments that ship with wording', () => {
    expect(worded.length).toBeGreaterThan(12)
  })

  test.each([SEVERAL_ANSWERS, ...worded].map((definition) => [formatRef(definition), definition]))(
    '%s asks the same',
    (_, definition) => {
      const written = buildFhirQuestionnaire(definition, 'https://example.org/q')
      if (written.kind !== 'questionnaire') throw new Error(written.items.join())
      const reading = readFhir(bytes(written.questionnaire))
      const [form] = reading.kind === 'forms' ? reading.forms : []
      if (!form) throw new Error(JSON.stringify(listFaults(reading)))
      const made = buildDefinition(form, {
        version: '1.0.0',
        permission: 'x',
        recallDays: definition.recallDays,
      })
      if (made.kind !== 'definition') throw new Error(JSON.stringify(made.faults))
      const asked = (one: typeof definition) =>
        one.items.map((item) => ({
          ...item,
          stem: item.stem ?? one.stem,
          options: listOptions(one, item).map(({ code, value, label }) => ({ code, value, label })),
        }))
      expect(asked(made.definition)).toEqual(asked(definition))
      expect(made.definition.loinc).toBe(definition.loinc)
    },
  )
})

describe('whatever is read', () => {
  test('nothing is thrown', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (any) => void readFhir(any)))
    fc.assert(fc.property(fc.json(), (any) => void readFhir(bytes(any))))
    fc.assert(
      fc.property(fc.array(fc.jsonValue(), { maxLength: 3 }), (items) => {
        read(items)
        read(
          items.map((one) => ({
            linkId: 'a',
            type: 'choice',
            text: 'A?',
            answerOption: [one],
            enableWhen: [one],
          })),
        )
      }),
    )
  })
})
