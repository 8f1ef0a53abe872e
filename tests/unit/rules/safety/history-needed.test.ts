import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { buildBattery } from '../../../../functions/records/response/response.ts'
import { scoreBattery } from '../../../../functions/records/score/score.ts'
import {
  type AnsweredBattery,
  type AnswerHistory,
  findAlertSignals,
  isHistoryNeeded,
} from '../../../../functions/rules/safety/alert-signals.ts'
import { openShippedLibrary } from '../../../../surveys/library/library.ts'
import type { ScoreRule, StudyDefinition } from '../../../../surveys/study/definition.ts'

const library = openShippedLibrary()
const registry = library.findStudy('ketamine-infusion-registry')?.definition
if (!registry) throw new Error('the shipped study is gone')
const studyWith = (...rules: ScoreRule[]): StudyDefinition => ({
  ...registry,
  safety: { ...registry.safety, rules },
})
const battery = buildBattery(['peg@1.0.0', 'phq-9@1.0.0'].flatMap((ref) => library.findInstrument(ref) ?? []))
const PHQ = ['interest', 'mood', 'sleep', 'energy', 'appetite', 'failure', 'concentration', 'movement']
const phq = (code: string, selfHarm = '0') => ({
  ...Object.fromEntries(PHQ.map((item) => [`phq-9/${item}`, code])),
  'phq-9/self-harm': selfHarm,
})
const peg = { 'peg/pain': '3', 'peg/enjoyment': '3', 'peg/activity': '3' }
const AT = '2026-03-12T15:00:00.000Z'
const answered = (
  answers: AnsweredBattery['answers'],
  more: Partial<AnsweredBattery> = {},
): AnsweredBattery => ({
  ...{ battery, timepoint: 'week-1', at: AT, isFinal: false, answers, given: answers },
  ...more,
})
const afterTreatment: ScoreRule = {
  ...{ id: 'pain-after-infusion', op: 'after-treatment', item: 'peg/pain', codes: ['3'] },
  ...{ treatment: 'ketamine-infusion', within: 'PT24H' },
}

test('the past is read for a rule on an answer after a treatment only where its item was just answered', () => {
  const study = studyWith(afterTreatment)
  expect(isHistoryNeeded(study, answered({ 'peg/activity': '3' }))).toBe(false)
  expect(isHistoryNeeded(study, answered(peg, { given: { 'peg/activity': '3' } }))).toBe(false)
  expect(isHistoryNeeded(study, answered({ 'peg/pain': '3' }))).toBe(true)
})

describe('the past is read for a rule on worsening', () => {
  const study = studyWith(
    { id: 'severe', op: 'level', score: 'peg/total', atLeast: 9 },
    { id: 'worse', op: 'worsening', score: 'phq-9/total', atLeast: 5 },
  )
  const isNeeded = (...of: Parameters<typeof answered>) => isHistoryNeeded(study, answered(...of))

  test('not where nothing of its instrument was just answered, nor for a rule on a level', () => {
    expect(isNeeded({})).toBe(false)
    expect(isNeeded(peg)).toBe(false)
    expect(isNeeded({ ...phq('1'), ...peg }, { given: { 'peg/pain': '3' } })).toBe(false)
  })

  test('not while its score cannot be computed', () => {
    const { 'phq-9/mood': _, ...begun }: Record<string, string> = phq('1')
    expect(isNeeded({ ...begun, 'phq-9/mood': null }, { given: { 'phq-9/mood': null } })).toBe(false)
    expect(isNeeded(begun)).toBe(false)
    expect(isNeeded({ 'phq-9/mood': '1' }, { isFinal: true })).toBe(false)
  })

  test('as soon as the last item of its instrument is answered, or it is submitted with one left out', () => {
    expect(isNeeded(phq('1'), { given: { 'phq-9/mood': '1' } })).toBe(true)
    expect(isNeeded({ ...phq('1'), 'phq-9/mood': null }, { isFinal: true })).toBe(true)
  })

  test('wherever it could set off anything', () => {
    const rules: ScoreRule[] = [
      { id: 'worse', op: 'worsening', score: 'phq-9/total', atLeast: 1 },
      { id: 'pain-worse', op: 'worsening', score: 'peg/interference', atLeast: 1 },
      afterTreatment,
    ]
    const history: AnswerHistory = {
      treatments: [{ kind: 'ketamine-infusion', givenAt: AT }],
      sheets: [
        {
          ...{ study: 's', site: 'harbor', participant: 'harbor-00000000', timepoint: 'baseline' },
          answeredAt: '2026-03-02T15:00:00.000Z',
          scores: scoreBattery(battery, {
            ...{ ...phq('0'), 'peg/pain': '0', 'peg/enjoyment': '0', 'peg/activity': '0' },
          }),
        },
      ],
    }
    const all = { ...phq('3', '3'), ...peg }
    const keys = fc.subarray(Object.keys(all))
    const pick = (names: readonly string[]) =>
      Object.fromEntries(Object.entries(all).filter(([key]) => names.includes(key)))
    const fired = { needed: 0, unneeded: 0 }
    fc.assert(
      fc.property(fc.subarray(rules), keys, keys, fc.boolean(), (chosen, stood, fresh, isFinal) => {
        const of = answered(pick([...stood, ...fresh]), { given: pick(fresh), isFinal })
        const without = findAlertSignals(studyWith(...chosen), { ...of, treatments: [], sheets: [] })
        const withPast = findAlertSignals(studyWith(...chosen), { ...of, ...history })
        const needed = isHistoryNeeded(studyWith(...chosen), of)
        fired[needed ? 'needed' : 'unneeded'] += withPast.length
        if (!needed) expect(withPast).toEqual(without)
      }),
    )
    // Neither side of the law was without a case.
    expect(Math.min(fired.needed, fired.unneeded)).toBeGreaterThan(0)
  })
})
