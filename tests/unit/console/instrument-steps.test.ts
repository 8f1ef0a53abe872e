import { describe, expect, it } from 'vitest'
import {
  applyScale,
  EMPTY_SCALE,
  listLocales,
  showScale,
} from '../../../functions/console/study-office/instrument-form.ts'
import { takeBuilderStep } from '../../../functions/console/study-office/instrument-steps.ts'
import type { InstrumentDefinition } from '../../../surveys/instrument/definition.ts'
import { openShippedLibrary } from '../../../surveys/library/library.ts'
import { checkInstrument } from '../../../surveys/publication/check-instrument.ts'

const library = openShippedLibrary()
const shipped = library.instruments.map(({ definition }) => definition)
const find = (ref: string): InstrumentDefinition => {
  const found = library.findInstrument(ref)
  if (!found) throw new Error(`no ${ref}`)
  return found.definition
}
const unscored = (ref: string): InstrumentDefinition => ({ ...find(ref), scales: [], examples: [] })

/** A form with these values; a list is sent once for each. */
const fill = (fields: Record<string, string | readonly string[]>) =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, [value].flat()]))
const SCALE = {
  ...{ 'scale.title.en': 'Total', 'scale.domain': 'pain', 'scale.operation': 'mean' },
  ...{ 'scale.of': ['pain', 'enjoyment', 'activity'], 'scale.missing': 'all-required' },
  ...{ 'scale.unit': 'points', 'scale.direction': 'higher-is-worse', 'scale.source': 'Krebs 2009' },
}
const take = (
  definition: InstrumentDefinition,
  step: string,
  fields: Record<string, string | readonly string[]>,
) => {
  const taken = takeBuilderStep(definition, step, fill(fields))
  if (!taken) throw new Error('no such step')
  return taken
}

describe('the form of a scale refuses', () => {
  it.each([
    ['no name', { 'scale.title.en': ' ' }, ['title']],
    ['no question', { 'scale.of': [] }, ['of']],
    ['two questions where the score is one answer', { 'scale.operation': 'value' }, ['of']],
    ['blanks that count zero without a minimum', { 'scale.missing': 'blank-counts-zero' }, ['minimum']],
    [
      'the highest of those answered without a minimum',
      { 'scale.operation': 'max', 'scale.missing': 'of-answered' },
      ['minimum'],
    ],
    ['no source', { 'scale.source': '' }, ['source']],
    ['a band without a name', { 'scale.band.0.from': '3' }, ['bands']],
    [
      'a band that begins at a word',
      { 'scale.band.0.from': 'low', 'scale.band.0.label.en': 'Low' },
      ['bands'],
    ],
  ])('%s', (_, wrong, faults) => {
    const peg = unscored('peg@1.0.0')
    const { definition, part } = take(peg, 'scale', { ...SCALE, ...wrong })
    expect(part.scaleFaults).toEqual(faults)
    expect(definition).toBe(peg)
  })
})

describe('a scale made by the form', () => {
  it('is the printed one: rule and range of the PEG', () => {
    const { definition } = take(unscored('peg@1.0.0'), 'scale', SCALE)
    const [made] = definition.scales
    const [printed] = find('peg@1.0.0').scales
    expect(made).toMatchObject({ id: 'total', rule: printed?.rule, range: [0, 10] })
  })

  it('has the range of reversed questions and bands in their order', () => {
    const { definition } = take(unscored('peg@1.0.0'), 'scale', {
      ...{ ...SCALE, 'scale.operation': 'sum', 'scale.missing': 'half-rule', 'scale.reverse': ['activity'] },
      ...{ 'scale.band.0.from': '15', 'scale.band.0.label.en': 'Severe' },
      ...{ 'scale.band.3.from': '0', 'scale.band.3.label.en': 'Mild' },
    })
    expect(definition.scales[0]).toMatchObject({
      rule: {
        of: ['pain', 'enjoyment', { item: 'activity', reverse: true }],
        missing: { policy: 'half-rule' },
      },
      range: [0, 30],
      bands: [
        { id: 'mild', from: 0, label: { en: 'Mild' } },
        { id: 'severe', from: 15 },
      ],
    })
  })

  it('gets another id where its name is taken, and keeps its own when it is changed', () => {
    const once = take(unscored('peg@1.0.0'), 'scale', SCALE).definition
    const twice = take(once, 'scale', SCALE).definition
    expect(twice.scales.map(({ id }) => id)).toEqual(['total', 'total-2'])
    const changed = take(twice, 'scale', { ...SCALE, 'scale.id': 'total', 'scale.title.en': 'Interference' })
    expect(changed.definition.scales.map(({ id, title }) => [id, title.en])).toEqual([
      ['total', 'Interference'],
      ['total-2', 'Total'],
    ])
  })

  it('of any shipped instrument goes through the form unchanged, where the form can say it', () => {
    const through = shipped.flatMap((definition) =>
      definition.scales.flatMap((scale) => {
        const typed = showScale(scale)
        return typed ? [{ definition, scale, applied: applyScale(definition, typed) }] : []
      }),
    )
    expect(through.length).toBeGreaterThan(30)
    for (const { definition, scale, applied } of through) {
      const made = 'definition' in applied && applied.definition.scales.find(({ id }) => id === scale.id)
      const { bands, ...rest } = scale
      expect([definition.id, made]).toMatchObject([definition.id, rest])
      expect((made || scale).bands.map(({ from, label }) => [from, label])).toEqual(
        bands.map(({ from, label }) => [from, label]),
      )
    }
  })

  it('is shown empty before', () => {
    expect(EMPTY_SCALE.of).toEqual([])
    expect(listLocales(find('peg@1.0.0'))).toEqual(['en'])
  })
})

describe('a worked example', () => {
  const made = take(unscored('peg@1.0.0'), 'scale', SCALE).definition
  const EXAMPLE = {
    ...{ 'example.answer.pain': '7', 'example.answer.enjoyment': '6', 'example.answer.activity': '7' },
    ...{ 'example.score.total': '20/3', 'example.source': 'Worked by hand: (7 + 6 + 7) / 3' },
  }

  it('is wanted of every scale, and has to come out', () => {
    expect(checkInstrument(made)).toEqual([{ pointer: '/scales/0', detail: 'no worked example' }])
    expect(checkInstrument(take(made, 'example', EXAMPLE).definition)).toEqual([])
    const wrong = take(made, 'example', { ...EXAMPLE, 'example.score.total': '7' }).definition
    expect(checkInstrument(wrong)).toMatchObject([{ pointer: '/examples/0/scores/total' }])
  })

  it('with an answer missing must not be scored', () => {
    const blank = { ...EXAMPLE, 'example.answer.pain': '', 'example.score.total': '' }
    const { definition } = take(made, 'example', blank)
    expect(definition.examples).toMatchObject([
      { answers: { pain: null }, scores: { total: 'not-scorable' } },
    ])
    expect(checkInstrument(definition)).toEqual([])
  })

  it('is refused without a source, and with a score that is none', () => {
    const wrong = { ...EXAMPLE, 'example.source': '', 'example.score.total': 'about 7' }
    expect(take(made, 'example', wrong).part.exampleFaults).toEqual([
      { scale: undefined },
      { scale: 'total' },
    ])
  })

  it('goes with the last of its scales', () => {
    const { definition } = take(made, 'example', EXAMPLE)
    expect(take(definition, 'remove-scale:total', {}).definition).toMatchObject({ scales: [], examples: [] })
    expect(take(definition, 'remove-example:0', {}).definition.examples).toEqual([])
  })
})

it('languages are kept with what they are', () => {
  const { definition } = take(find('peg@1.0.0'), 'languages', {
    ...{ 'locale.en.status': 'unvalidated', 'locale.en.source': 'This project' },
  })
  expect(definition.locales).toEqual({ en: { status: 'unvalidated', source: 'This project' } })
})

it('there is no other step', () => {
  expect(takeBuilderStep(find('peg@1.0.0'), 'delete-everything', {})).toBeUndefined()
  expect(takeBuilderStep(find('peg@1.0.0'), 'change-scale:no-scale', {})).toBeUndefined()
})
