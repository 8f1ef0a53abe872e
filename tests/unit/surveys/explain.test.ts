import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Answers } from '../../../surveys/instrument/answers.ts'
import type { InstrumentDefinition } from '../../../surveys/instrument/definition.ts'
import { type Item, listOptions } from '../../../surveys/instrument/item.ts'
import { openShippedLibrary } from '../../../surveys/library/library.ts'
import { type DecidingFact, type ExplanationStep, explainScores } from '../../../surveys/scoring/explain.ts'
import { formatRational } from '../../../surveys/values/rational.ts'

const library = openShippedLibrary()
const requireDefinition = (ref: string): InstrumentDefinition => {
  const published = library.findInstrument(ref)
  if (!published) throw new Error(`no ${ref}`)
  return published.definition
}

/** Every step, outermost first. */
const listSteps = (working: ExplanationStep): readonly ExplanationStep[] => [
  working,
  ...working.parts.flatMap(listSteps),
]
const listReasons = (working: ExplanationStep): readonly DecidingFact[] =>
  listSteps(working).flatMap(({ because }) => (because ? [because] : []))

test('a PHQ-9 with a missing answer says how many were there and how many are needed', () => {
  const phq9 = requireDefinition('phq-9@1.0.0')
  const items = phq9.items.map(({ id }) => id)
  const answers = Object.fromEntries(items.map((id, at) => [id, at === 3 ? null : '1']))
  const [explanation] = explainScores(phq9, answers)
  expect(explanation?.working.because).toEqual({ kind: 'missing-rule', answered: 8, needed: 7, of: 9 })
  expect(explanation?.working.parts[3]).toMatchObject({
    value: 'items-missing',
    because: { kind: 'answer', item: items[3], state: 'declined', code: null },
  })
  expect(explanation?.score).toMatchObject({ kind: 'scored', exact: { numerator: 9, denominator: 1 } })
})

test('a T score names the row of the printed table', () => {
  const sleep = requireDefinition('promis-sleep-disturbance-4a@1.0.0')
  const answers = Object.fromEntries(
    sleep.items.map((item) => [item.id, listOptions(sleep, item)[2]?.code ?? null]),
  )
  const [row] = explainScores(sleep, answers).flatMap(({ working }) =>
    listReasons(working).filter(({ kind }) => kind === 'row'),
  )
  // HealthMeasures: Sleep Disturbance 4a, raw 12 is T 54.3, SE 3.4.
  expect(row).toMatchObject({ kind: 'row', row: [12, 54.3, 3.4] })
})

test('of two branches only the one taken is explained', () => {
  const branching = library.instruments
    .map(({ definition }) => definition)
    .flatMap((definition) => explainScores(definition, {}))
    .flatMap(({ working }) => listSteps(working))
    .filter(({ because }) => because?.kind === 'condition')
  for (const { rule, parts } of branching) {
    expect(rule).toMatchObject({ op: 'if' })
    expect(parts.length).toBeGreaterThan(0)
  }
})

describe('of every shipped instrument', () => {
  test.each(
    library.instruments.map(({ definition }) => [`${definition.id}@${definition.version}`, definition]),
  )('%s: the working ends in the score, and answers stand at its leaves', (_, definition) => {
    const answer = (item: Item) =>
      fc.constantFrom(null, ...listOptions(definition, item).map(({ code }) => code))
    const answers: fc.Arbitrary<Answers> = fc
      .tuple(...definition.items.map((item) => fc.option(answer(item), { nil: undefined })))
      .map((codes) =>
        Object.fromEntries(
          codes.flatMap((code, at) => (code === undefined ? [] : [[definition.items[at]?.id ?? '', code]])),
        ),
      )
    fc.assert(
      fc.property(answers, (given) => {
        for (const { score, working } of explainScores(definition, given)) {
          expect(typeof working.value === 'string' ? working.value : formatRational(working.value)).toBe(
            score.kind === 'scored' ? formatRational(score.exact) : score.reason,
          )
          for (const step of listSteps(working))
            if (step.parts.length === 0 && step.because?.kind === 'answer')
              expect(step.because.code === null).toBe(step.because.state !== 'answered')
        }
      }),
      { numRuns: 15 },
    )
  })
})
