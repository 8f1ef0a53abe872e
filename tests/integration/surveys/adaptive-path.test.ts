import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Answers } from '../../../surveys/instrument/answers.ts'
import { openLibrary, openShippedLibrary } from '../../../surveys/library/library.ts'
import { type AdaptivePath, computeAdaptivePath } from '../../../surveys/scoring/adaptive-path.ts'
import { compileInstrument } from '../../../surveys/scoring/compile.ts'
import { computePathStates, scoreInstrument } from '../../../surveys/scoring/score.ts'
import { ADAPTIVE, adaptiveForm } from '../../support/adaptive-form.ts'

const form = adaptiveForm()
const compiled = compileInstrument(form, ADAPTIVE.items)
const requirePath = (answers: Answers, of = compiled): AdaptivePath => {
  const path = computeAdaptivePath(of, answers)
  if (!path) throw new Error('not adaptive')
  return path
}
/** Any answer to every item, or its refusal. */
const answersToAll = fc.record(
  Object.fromEntries(
    ADAPTIVE.items.map(({ item, thresholds }) => [
      item,
      fc.option(fc.integer({ min: 1, max: thresholds.length + 1 }).map(String)),
    ]),
  ),
)
const only = (answers: Answers, items: readonly string[]): Answers =>
  Object.fromEntries(items.map((item) => [item, answers[item] ?? null]))

describe('there is no path', () => {
  test('through an instrument that is not adaptive', () => {
    const peg = openShippedLibrary().findInstrument('peg@1.0.0')?.definition
    expect(peg && computeAdaptivePath(compileInstrument(peg), {})).toBeNull()
  })

  test('without a calibration, or with one that lacks an item or a category', () => {
    expect(computeAdaptivePath(compileInstrument(form), {})).toBeNull()
    expect(computeAdaptivePath(compileInstrument(form, ADAPTIVE.items.slice(1)), {})).toBeNull()
    const [first, ...rest] = ADAPTIVE.items
    const fewer = first && [{ ...first, thresholds: first.thresholds.slice(1) }, ...rest]
    expect(fewer && computeAdaptivePath(compileInstrument(form, fewer), {})).toBeNull()
  })
})

describe('a library refuses', () => {
  test.each<[string, object, string]>([
    ['a calibration of nothing', { instrument: 'nobody@1.0.0' }, 'no such instrument'],
    ['one that lacks an item', { items: ADAPTIVE.items.slice(1) }, 'the calibration leaves it out'],
  ])('%s', (_, change, message) => {
    expect(() => openLibrary([form], [], [{ ...ADAPTIVE, ...change }])).toThrow(message)
  })

  test('a study with an adaptive form that nothing is calibrated for', () => {
    const study = structuredClone(openShippedLibrary().findStudy('ketamine-infusion-registry')?.definition)
    study?.timepoints[0]?.battery.push('made-up-bank@1.0.0')
    const shipped = openShippedLibrary().instruments.map(({ definition }) => definition)
    expect(() => openLibrary([...shipped, form], [study])).toThrow('is adaptive and has no calibration')
    expect(() => openLibrary([...shipped, form], [study], [ADAPTIVE])).not.toThrow()
  })
})

describe('a path', () => {
  test('begins with one open question, and asks on from every answer', () => {
    const first = requirePath({})
    expect(first).toMatchObject({ asked: [], atMostLeft: 4 })
    const [item = ''] = [first.next ?? '']
    expect(requirePath({ [item]: '2' })).toMatchObject({ asked: [item], atMostLeft: 3 })
    expect(requirePath({ [item]: null })).toMatchObject({ asked: [item], atMostLeft: 3 })
  })

  test('ends between its fewest and its most, asks nothing twice, and never what it has not chosen', () => {
    fc.assert(
      fc.property(answersToAll, (answers) => {
        const { asked, next } = requirePath(answers)
        expect(next).toBeNull()
        expect(new Set(asked).size).toBe(asked.length)
        expect(asked.length).toBeGreaterThanOrEqual(2)
        expect(asked.length).toBeLessThanOrEqual(4)
      }),
    )
  })

  test('is told by its own answers alone: step by step, in any order, with others beside them', () => {
    fc.assert(
      fc.property(answersToAll, (answers) => {
        const { asked } = requirePath(answers)
        asked.forEach((item, at) => {
          expect(requirePath(only(answers, asked.slice(0, at)))).toMatchObject({
            asked: asked.slice(0, at),
            next: item,
          })
        })
        expect(requirePath(only(answers, [...asked].reverse())).asked).toEqual(asked)
      }),
    )
  })

  test('stops as soon as it is precise enough', () => {
    const loose = compileInstrument(adaptiveForm({ stopAtStandardError: 9.9 }), ADAPTIVE.items)
    fc.assert(
      fc.property(answersToAll, (answers) => {
        const given = Object.fromEntries(Object.entries(answers).filter(([, code]) => code !== null))
        if (Object.keys(given).length < ADAPTIVE.items.length) return
        expect(requirePath(given, loose).asked).toHaveLength(2)
      }),
    )
  })

  test('is what is scored: answers off it count for nothing, and are not shown', () => {
    fc.assert(
      fc.property(answersToAll, (answers) => {
        const { asked } = requirePath(answers)
        const states = computePathStates(compiled, answers)
        for (const { item } of ADAPTIVE.items)
          expect(states.get(item) === 'not-shown').toBe(!asked.includes(item))
        expect(scoreInstrument(form, answers, ADAPTIVE.items)).toEqual(
          scoreInstrument(form, only(answers, asked), ADAPTIVE.items),
        )
      }),
    )
  })
})
