import { describe, expect, test } from 'vitest'
import type {
  ImportedForm,
  ImportedItem,
} from '../../../functions/interchange/instrument-import/form/form.ts'
import { applyWording } from '../../../functions/interchange/instrument-import/match-wording.ts'
import type { InstrumentDefinition } from '../../../surveys/instrument/definition.ts'
import { listOptions } from '../../../surveys/instrument/item.ts'
import { openShippedLibrary } from '../../../surveys/library/library.ts'
import { checkInstrument } from '../../../surveys/publication/check-instrument.ts'
import { scoreInstrument } from '../../../surveys/scoring/score.ts'
import type { ItemMap } from '../../../web/api/instruments/item-map.ts'

const findDefinition = (ref: string) =>
  openShippedLibrary().findInstrument(ref)?.definition as InstrumentDefinition
/** Scored from answers 0–4, in one direction. */
const isi = findDefinition('isi@1.0.0')
/** Half of its items print their numbers from 4 down to 1. */
const csq8 = findDefinition('csq-8@2.0.0')
/** Two of its four items are scored in reverse. */
const sleep = findDefinition('promis-sleep-disturbance-4a@1.0.0')

/** A form that words a definition with made-up words, its names being the ids. */
function buildForm(
  definition: InstrumentDefinition,
  change: (item: ImportedItem, at: number) => ImportedItem = (item) => item,
): ImportedForm {
  const items = definition.items.map((item, at): ImportedItem => {
    const options = listOptions(definition, item).map(({ code, value }) => ({
      ...{ code, value, label: { en: `Answer ${value}` }, loinc: null },
    }))
    return change(
      {
        place: `row ${at}`,
        name: item.id,
        loinc: null,
        stem: null,
        text: { en: `Question ${at}?` },
        answer: { type: 'choice', options },
        shownWhen: null,
      },
      at,
    )
  })
  return {
    name: 'form',
    title: { en: 'Form' },
    source: 'a made-up file',
    copyright: null,
    loinc: null,
    items,
  }
}

const word = (definition: InstrumentDefinition, form: ImportedForm, map?: ItemMap) =>
  applyWording(definition, form, { permission: 'made up', ...(map && { map }) })

/** An answer for every item that says which of the definition's options it is. */
const buildAnswerMap = (definition: InstrumentDefinition) =>
  Object.fromEntries(
    definition.items.map((item) => [
      item.id,
      {
        question: item.id,
        answers: Object.fromEntries(listOptions(definition, item).map(({ code }) => [code, code])),
      },
    ]),
  )

describe('is refused', () => {
  const listFaults = (made: ReturnType<typeof word>) => (made.kind === 'faults' ? made.faults : [])

  test('a form that lacks a question', () => {
    const form = buildForm(isi)
    const made = word(isi, { ...form, items: form.items.slice(1) })
    expect(listFaults(made)).toEqual([
      { place: isi.items[0]?.id, detail: 'no question in the file matches it' },
    ])
  })

  test('a question with other answers', () => {
    const made = word(
      isi,
      buildForm(isi, (item, at) =>
        at === 2 && item.answer.type === 'choice'
          ? { ...item, answer: { type: 'choice', options: item.answer.options.slice(1) } }
          : item,
      ),
    )
    expect(listFaults(made).map(({ place }) => place)).toEqual(['row 2'])
  })

  test('answers whose codes and values point to different ones', () => {
    const made = word(
      isi,
      buildForm(isi, (item, at) =>
        at === 0 && item.answer.type === 'choice'
          ? {
              ...item,
              answer: {
                type: 'choice',
                options: item.answer.options.map((option) => ({ ...option, value: 4 - (option.value ?? 0) })),
              },
            }
          : item,
      ),
    )
    expect(listFaults(made)[0]?.detail).toMatch('otherwise by code than by value')
  })

  test('a question that is scored in reverse, until the map says which answer is which', () => {
    const made = word(sleep, buildForm(sleep))
    expect(listFaults(made).map(({ place }) => place)).toEqual(['row 0', 'row 3'])
    expect(word(sleep, buildForm(sleep), buildAnswerMap(sleep)).kind).toBe('definition')
  })

  test('codes by position for an item whose printed numbers run downward, as in half of the CSQ-8', () => {
    const byPosition = buildForm(csq8, (item) =>
      item.answer.type === 'choice'
        ? {
            ...item,
            answer: {
              type: 'choice',
              options: item.answer.options.toSorted((a, b) => (a.value ?? 0) - (b.value ?? 0)),
            },
          }
        : item,
    )
    const made = word(csq8, byPosition)
    expect(listFaults(made).map(({ place }) => place)).toEqual(['row 0', 'row 2', 'row 5', 'row 6'])
    expect(listFaults(made)[0]?.detail).toContain('say in the map which answer is which')
    // As printed, 4 3 2 1, the numbers name their answers.
    expect(word(csq8, buildForm(csq8)).kind).toBe('definition')
  })

  test('a map that leaves an answer out, names none, or an item that is not there', () => {
    const map = buildAnswerMap(sleep)
    const first = sleep.items[0]?.id ?? ''
    expect(
      listFaults(
        word(sleep, buildForm(sleep), { ...map, [first]: { question: first, answers: { '1': '1' } } }),
      ),
    ).toHaveLength(1)
    expect(listFaults(word(sleep, buildForm(sleep), { ...map, [first]: 'nothing' }))).toHaveLength(1)
    expect(listFaults(word(sleep, buildForm(sleep), { ...map, made: 'up' }))).toHaveLength(1)
  })

  test('one question for two items', () => {
    const [one, two] = isi.items.map(({ id }) => id) as [string, string]
    expect(listFaults(word(isi, buildForm(isi), { [two]: one }))).toHaveLength(1)
  })
})

describe('a definition that ships without wording', () => {
  test('is worded by name, as the next version that scores the same', () => {
    const made = word(isi, buildForm(isi))
    if (made.kind !== 'definition') throw new Error(JSON.stringify(made.faults))
    expect(made.definition.version).toBe('1.1.0')
    expect(made.definition.items[1]?.text).toEqual({ en: 'Question 1?' })
    expect(made.definition.permission).toBe('made up')
    expect(checkInstrument(made.definition)).toEqual([])
    const answers = Object.fromEntries(isi.items.map(({ id }, at) => [id, String(at % 5)]))
    expect(scoreInstrument(made.definition, answers)).toEqual(scoreInstrument(isi, answers))
  })

  test('is worded by LOINC before name', () => {
    const coded = { ...isi, items: isi.items.map((item, at) => ({ ...item, loinc: `${at}-0` })) }
    const turned = buildForm(isi, (item, at) => ({ ...item, loinc: `${isi.items.length - 1 - at}-0` }))
    const made = word(coded, turned)
    expect(made).toMatchObject({
      kind: 'definition',
      definition: { items: [{ text: { en: `Question ${isi.items.length - 1}?` } }, {}, {}, {}, {}, {}, {}] },
    })
  })
})
