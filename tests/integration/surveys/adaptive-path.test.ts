import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Answers } from '../../../surveys/instrument/answers.ts'
import { openLibrary, shippedLibrary } from '../../../surveys/library/library.ts'
import { type AdaptivePath, adaptivePath } from '../../../surveys/scoring/adaptive-path.ts'
import { compileInstrument } from '../../../surveys/scoring/compile.ts'
import { scoreInstrument, statesIn } from '../../../surveys/scoring/score.ts'
import { ADAPTIVE, adaptiveForm } from '../../support/adaptive-form.ts'

const form = adaptiveForm()
const compiled = compileInstrument(form, ADAPTIVE.items)
const pathOf = (answers: Answers, of = compiled): AdaptivePath => {
  const path = adaptivePath(of, answers)
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
    const peg = shippedLibrary().instrument('peg@1.0.0')?.definition
    expect(peg && adaptivePath(compileInstrument(peg), {})).toBeNull()
  })

  test('without a calibration, or with one that lacks an item or a category', () => {
    expect(adaptivePath(compileInstrument(form), {})).toBeNull()
    expect(adaptivePath(compileInstrument(form, ADAPTIVE.items.slice(1)), {})).toBeNull()
    const [first, ...rest] = ADAPTIVE.items
    const fewer = first && [{ ...first, thresholds: first.thresholds.slice(1) }, ...rest]
    expect(fewer && adaptivePath(compileInstrument(form, fewer), {})).toBeNull()
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
    const study = structuredClone(shippedLibrary().study('ketamine-infusion-registry')?.definition)
    study?.timepoints[0]?.battery.push('made-up-bank@1.0.0')
    const shipped = shippedLibrary().instruments.map(({ definition }) => definition)
    expect(() => openLibrary([...shipped, form], [study])).toThrow('is adaptive and has no calibration')
    expect(() => openLibrary([...shipped, form], [study], [ADAPTIVE])).not.toThrow()
  })
})

describe('a path', () => {
  test('begins with one open question, and asks on from every answer', () => {
    const first = pathOf({})
    expect(first).toMatchObject({ asked: [], atMostLeft: 4 })
    const [item = ''] = [first.next ?? '']
    expect(pathOf({ [item]: '2' })).toMatchObject({ asked: [item], atMostLeft: 3 })
    expect(pathOf({ [item]: null })).toMatchObject({ asked: [item], atMostLeft: 3 })
  })

  test('ends between its fewest and its most, asks nothing twice, and never what it has not chosen', () => {
    fc.assert(
      fc.property(answersToAll, (answers) => {
        const { asked, next } = pathOf(answers)
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
        const { asked } = pathOf(answers)
        asked.forEach((item, at) => {
          expect(pathOf(only(answers, asked.slice(0, at)))).toMatchObject({
            asked: asked.slice(0, at),
            next: item,
          })
        })
        expect(pathOf(only(answers, [...asked].reverse())).asked).toEqual(asked)
      }),
    )
  })

  test('stops as soon as it is precise enough', () => {
    const loose = compileInstrument(adaptiveForm({ stopAtStandardError: 9.9 }), ADAPTIVE.items)
    fc.assert(
      fc.property(answersToAll, (answers) => {
        const given = Object.fromEntries(Object.entries(answers).filter(([, code]) => code !== null))
        if (Object.keys(given).length < ADAPTIVE.items.length) return
        expect(pathOf(given, loose).asked).toHaveLength(2)
      }),
    )
  })

  test('is what is scored: answers off it count for nothing, and are not shown', () => {
    fc.assert(
      fc.property(answersToAll, (answers) => {
        const { asked } = pathOf(answers)
        const states = statesIn(compiled, answers)
        for (const { item } of ADAPTIVE.items)
          expect(states.get(item) === 'not-shown').toBe(!asked.includes(item))
        expect(scoreInstrument(form, answers, ADAPTIVE.items)).toEqual(
          scoreInstrument(form, only(answers, asked), ADAPTIVE.items),
        )
      }),
    )
  })
})
