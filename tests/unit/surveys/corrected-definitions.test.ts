import { describe, expect, test } from 'vitest'
import { createResponderEvaluator } from '../../../functions/analysis/responder/responder-evaluator.ts'
import type { Answers } from '../../../surveys/instrument/answers.ts'
import type { InstrumentDefinition } from '../../../surveys/instrument/definition.ts'
import { listOptions } from '../../../surveys/instrument/item.ts'
import { formatRef } from '../../../surveys/instrument/vocabulary.ts'
import { openShippedLibrary } from '../../../surveys/library/library.ts'
import { findShippedResponderDefinition } from '../../../surveys/responder/shipped.ts'
import { scoreInstrument } from '../../../surveys/scoring/score.ts'
import { buildMeasures } from '../../../surveys/study/measures.ts'
import { formatRational } from '../../../surveys/values/rational.ts'
import { compareScale } from '../../../surveys/versions/equivalence.ts'
import { findWithdrawal } from '../../../surveys/versions/withdrawn.ts'
import { answered } from '../../support/timelines.ts'

const library = openShippedLibrary()

function requireDefinition(ref: string): InstrumentDefinition {
  const found = library.findInstrument(ref)
  if (!found) throw new Error(`no ${ref}`)
  return found.definition
}

function findScore(ref: string, scale: string, answers: Answers): string {
  const score = scoreInstrument(requireDefinition(ref), answers).find((one) => one.scale === scale)
  return score?.kind === 'scored' ? formatRational(score.exact) : 'not-scorable'
}

const answerEach = (ref: string, code: string) =>
  Object.fromEntries(requireDefinition(ref).items.map(({ id }) => [id, code]))

describe('CSQ-8, as its form is printed', () => {
  test('the best answer to every item is 32, the worst 8: nothing is reversed', () => {
    expect(findScore('csq-8@2.0.0', 'total', answerEach('csq-8@2.0.0', '4'))).toBe('32')
    expect(findScore('csq-8@2.0.0', 'total', answerEach('csq-8@2.0.0', '1'))).toBe('8')
  })

  test('items 1, 3, 6 and 7 list the best answer first, the others the worst', () => {
    const definition = requireDefinition('csq-8@2.0.0')
    const firstCodes = definition.items.map((item) => listOptions(definition, item)[0]?.code)
    expect(firstCodes).toEqual(['4', '1', '4', '1', '1', '4', '4', '1'])
  })
})

describe('PSQI', () => {
  const complete = requireDefinition('psqi@2.0.0').examples[0]?.answers ?? {}

  test('no item is called by a number, since two numberings are in use', () => {
    for (const { id } of requireDefinition('psqi@2.0.0').items) expect(id).not.toMatch(/\d[a-j]?$/)
  })

  test('a blank other reason counts 0 (Buysse 2005), any other blank gives no total', () => {
    // Of the nine reasons 1+2+1+0+0+1+0+1 remain, 6: component 1, as with the 2 of the other reason.
    expect(findScore('psqi@2.0.0', 'disturbances', { ...complete, 'other-reason': null })).toBe('1')
    for (const item of Object.keys(complete).filter((id) => id !== 'other-reason'))
      expect(findScore('psqi@2.0.0', 'total', { ...complete, [item]: null }), item).toBe('not-scorable')
  })
})

describe('RMDQ', () => {
  test('ticks are counted, and what is not ticked counts 0', () => {
    expect(findScore('rmdq@2.0.0', 'total', { 'item-3': '1', 'item-7': '1', 'item-8': '0' })).toBe('2')
    expect(findScore('rmdq@2.0.0', 'total', answerEach('rmdq@2.0.0', '1'))).toBe('24')
  })

  test('a form without any answer is not taken for no disability', () => {
    expect(findScore('rmdq@2.0.0', 'total', {})).toBe('not-scorable')
  })
})

describe('WHODAS 2.0, 12 items', () => {
  test('one missing item takes the mean of the others, and that is marked unconfirmed', () => {
    const { 'item-1': _, ...eleven } = answerEach('whodas-2-12@2.0.0', '1')
    expect(findScore('whodas-2-12@2.0.0', 'simple', eleven)).toBe('12')
    const { 'item-2': __, ...ten } = eleven
    expect(findScore('whodas-2-12@2.0.0', 'simple', ten)).toBe('not-scorable')
    expect(requireDefinition('whodas-2-12@2.0.0').evidence).toBe('unconfirmed')
  })
})

describe('PHQ-9', () => {
  test('a prorated 4.5 is remission, 5 is not', () => {
    const study = library.findStudy('ketamine-infusion-registry')?.definition
    const definition = findShippedResponderDefinition('phq-9-remission@2.0.0')
    if (!study || !definition) throw new Error('not there')
    // The study in force asks for this version.
    expect(study.responderDefinitions.map(formatRef)).toContain('phq-9-remission@2.0.0')
    const measures = buildMeasures(study, (ref) => library.findInstrument(ref)?.definition)
    const evaluate = createResponderEvaluator(definition, measures)
    const judge = (followUp: string) =>
      evaluate(
        {
          timeZone: 'UTC',
          treatedAt: [],
          baseline: answered(0, { 'phq-9/total': '15' }),
          followUps: [answered(7, { 'phq-9/total': followUp })],
        },
        'day-7',
      )
    expect(judge('5')).toEqual({ result: 'not-met' })
    // Kroenke 2001 and Arrieta 2017: 4 over 8 answered items × 9.
    expect(judge('9/2')).toEqual({ result: 'met' })
  })

  test('difficulty is asked of those who checked off a problem, and is not in the total', () => {
    const none = { ...answerEach('phq-9@1.1.0', '0'), difficulty: '3' }
    expect(findScore('phq-9@1.1.0', 'difficulty', none)).toBe('not-scorable')
    expect(findScore('phq-9@1.1.0', 'difficulty', { ...none, sleep: '1' })).toBe('3')
    expect(findScore('phq-9@1.1.0', 'total', { ...none, sleep: '1' })).toBe('1')
  })
})

test('PHQ-8 has the bands 5, 10, 15 and 20, of which only 10 is confirmed', () => {
  const [total] = requireDefinition('phq-8@1.1.0').scales
  expect(total?.bands.map(({ from, evidence }) => [from, evidence])).toEqual([
    [0, 'unconfirmed'],
    [5, 'unconfirmed'],
    [10, undefined],
    [15, 'unconfirmed'],
    [20, 'unconfirmed'],
  ])
})

describe('LOINC', () => {
  const standing = library.instruments
    .map(({ definition }) => definition)
    .filter((definition) => !findWithdrawal(formatRef(definition)))

  test('versions that break with each other do not share the code of a score', () => {
    const compared = standing.flatMap((one) =>
      standing.flatMap((other) =>
        one.scales.flatMap((scale) => {
          const same = one.id === other.id && other.scales.find(({ loinc }) => loinc && loinc === scale.loinc)
          return same ? [compareScale(scale.id, one, other, []).kind] : []
        }),
      ),
    )
    expect(compared.length).toBeGreaterThan(standing.length / 3)
    expect(new Set(compared)).toEqual(new Set(['alike']))
  })

  test('forms of another measure have none', () => {
    for (const ref of ['promis-physical-function-4a@1.0.1', 'promis-cognitive-abilities-2a@1.0.1'])
      expect(requireDefinition(ref).scales.map(({ loinc }) => loinc)).toEqual([undefined, undefined])
  })
})
