import { describe, expect, test } from 'vitest'
import { buildBattery } from '../../../../functions/records/response/response.ts'
import { type ScoreSheet, scoreBattery } from '../../../../functions/records/score/score.ts'
import {
  type AnsweredBattery,
  type AnswerHistory,
  findAlertSignals,
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
const batteryOf = (...refs: string[]) =>
  buildBattery(refs.map((ref) => library.findInstrument(ref)).filter((found) => found !== undefined))

const battery = batteryOf('peg@1.0.0', 'phq-9@1.0.0', 'sleep-quality@1.0.0', 'side-effects@1.0.0')
const PHQ = ['interest', 'mood', 'sleep', 'energy', 'appetite', 'failure', 'concentration', 'movement']
const phq = (code: string, selfHarm = '0') => ({
  ...Object.fromEntries(PHQ.map((item) => [`phq-9/${item}`, code])),
  'phq-9/self-harm': selfHarm,
})
const AT = '2026-03-12T15:00:00.000Z'
type Answered = AnsweredBattery & AnswerHistory

const answered = (answers: AnsweredBattery['answers'], more: Partial<Answered> = {}): Answered => ({
  ...{ battery, timepoint: 'week-1', at: AT, isFinal: false, treatments: [], sheets: [] },
  ...{ answers, given: answers, ...more },
})
const signals = (study: StudyDefinition, of: Answered) =>
  findAlertSignals(study, of).map(({ instrument, rule, level }) => [instrument, rule, level])

describe('an instrument’s own rule on one answer', () => {
  const study = studyWith()

  test.each<[string, Answered]>([
    ['that says no', answered({ 'phq-9/self-harm': '0' })],
    ['that was left out', answered({ 'phq-9/self-harm': null })],
    [
      'that stood before',
      answered({ 'phq-9/self-harm': '3', 'peg/pain': '7' }, { given: { 'peg/pain': '7' } }),
    ],
    ['of another instrument', answered({ 'peg/pain': '3' })],
  ])('is not set off by an answer %s', (_, of) => {
    expect(signals(study, of)).toEqual([])
  })

  test.each([
    ['1', 1],
    ['2', 2],
    ['3', 3],
  ])('is set off by the answer %s, at level %d, whatever the total', (code, level) => {
    expect(findAlertSignals(study, answered({ 'phq-9/self-harm': code }))).toEqual([
      {
        ...{ timepoint: 'week-1', instrument: 'phq-9', rule: 'self-harm', level },
        evidence: [{ item: 'phq-9/self-harm', code, level }],
      },
    ])
  })
})

test('rules of one name in two instruments, and two rules of one instrument, count each by itself', () => {
  const [peg, phq9] = batteryOf('peg@1.0.0', 'phq-9@1.0.0').instruments
  if (!peg || !phq9) throw new Error('both ship')
  const [rule] = phq9.definition.safety
  const withRules = (of: typeof peg, ...safety: { id: string; item: string; codes: string[] }[]) => ({
    ...of,
    definition: { ...of.definition, safety },
  })
  const wide = buildBattery([
    withRules(peg, { id: 'self-harm', item: 'pain', codes: ['10'] }),
    withRules(
      phq9,
      { id: 'self-harm', item: 'self-harm', codes: [...(rule?.codes ?? [])] },
      { id: 'mood', item: 'mood', codes: ['3'] },
    ),
  ])
  const answers = { 'peg/pain': '10', 'phq-9/self-harm': '3', 'phq-9/mood': '3' }
  expect(signals(studyWith(), answered(answers, { battery: wide }))).toEqual([
    ['peg', 'self-harm', 1],
    ['phq-9', 'self-harm', 3],
    ['phq-9', 'mood', 1],
  ])
})

test('two severe side effects are worse than one, and what stood before counts', () => {
  const severe = (given: AnsweredBattery['given'], answers = given) =>
    findAlertSignals(studyWith(), answered(answers, { given })).map(({ rule, level }) => [rule, level])
  const nausea = { 'side-effects/nausea': '3' }
  const dizziness = { 'side-effects/dizziness': '3' }
  expect(severe({ 'side-effects/nausea': '2' })).toEqual([])
  expect(severe(nausea)).toEqual([['severe-side-effect', 1]])
  expect(severe(dizziness, { ...nausea, ...dizziness })).toEqual([['severe-side-effect', 2]])
  expect(severe(dizziness, { ...dizziness, 'phq-9/self-harm': '3' })).toEqual([['severe-side-effect', 1]])
})

describe('a study’s rule on a score', () => {
  const severe = studyWith({ id: 'severe', op: 'level', score: 'phq-9/total', atLeast: 20 })

  test.each<[string, Answered]>([
    // 8 × 2 + 3 = 19
    ['below its level', answered(phq('2', '3'), { given: { 'phq-9/mood': '2' } })],
    ['of an instrument that no answer was just given to', answered(phq('3'), { given: { 'peg/pain': '9' } })],
    ['while an item of it is not answered', answered({ ...phq('3'), 'phq-9/mood': null })],
    ['that cannot be computed', answered({ 'phq-9/mood': '3' }, { isFinal: true })],
  ])('does not look at a score %s', (_, of) => {
    expect(signals(severe, of)).not.toContainEqual([null, 'severe', expect.anything()])
  })

  test('is set off at its level, as soon as the last item is answered', () => {
    // 8 × 2 + 3 + 1 = 20: one item of 3 instead of 2.
    const answers = { ...phq('2', '3'), 'phq-9/mood': '3' }
    expect(signals(severe, answered(answers, { given: { 'phq-9/mood': '3' } }))).toEqual([
      [null, 'severe', 20],
    ])
  })

  test('is set off by a submission with an item left out, from the mean of the others', () => {
    // Kroenke 2001: 7 items of 3 and self-harm 0 are 21 of eight; with the mean for the ninth 23.625.
    const answers = { ...phq('3'), 'phq-9/mood': null }
    expect(signals(severe, answered(answers, { isFinal: true }))).toEqual([[null, 'severe', 189 / 8]])
  })

  test('of a score of which less is worse: set off at or below its level, the lower the worse', () => {
    const bad = studyWith({ id: 'bad-sleep', op: 'level', score: 'sleep-quality/quality', atMost: 2 })
    const sleep = (code: string) => signals(bad, answered({ 'sleep-quality/quality': code }))
    expect(sleep('3')).toEqual([])
    expect(sleep('2')).toEqual([[null, 'bad-sleep', -2]])
    expect(sleep('1')).toEqual([[null, 'bad-sleep', -1]])
    expect(sleep('0')).toHaveLength(1)
  })

  test('that names a score that nobody is asked for is not set off', () => {
    const other = studyWith({ id: 'x', op: 'level', score: 'gad-7/total', atLeast: 0 })
    expect(signals(other, answered(phq('3')))).toEqual([])
  })
})

describe('a study’s rule on worsening', () => {
  const worse = studyWith({ id: 'worse', op: 'worsening', score: 'phq-9/total', atLeast: 5 })
  const sheet = (timepoint: string, day: number, code: string, refs = ['phq-9@1.0.0']): ScoreSheet => ({
    ...{ study: 'registry', site: 'harbor', participant: 'harbor-00000000', timepoint },
    answeredAt: `2026-03-${String(day).padStart(2, '0')}T15:00:00.000Z`,
    scores: scoreBattery(
      batteryOf(...refs),
      refs[0] === 'phq-9@1.0.0' ? phq(code) : { 'sleep-quality/quality': code },
    ),
  })
  const now = (code: string, sheets: readonly ScoreSheet[]) =>
    signals(worse, answered(phq(code), { sheets })).filter(([instrument]) => instrument === null)

  test('is not set off without a submission before, or by one of the same assessment', () => {
    expect(now('3', [])).toEqual([])
    expect(now('3', [sheet('week-1', 10, '0')])).toEqual([])
  })

  test('is not set off by less, nor by getting better', () => {
    const slightly = {
      ...phq('1'),
      'phq-9/mood': '2',
      'phq-9/energy': '2',
      'phq-9/sleep': '2',
      'phq-9/appetite': '2',
    }
    expect(signals(worse, answered(slightly, { sheets: [sheet('baseline', 2, '1')] }))).toEqual([])
    expect(now('0', [sheet('baseline', 2, '3')])).toEqual([])
  })

  test('names the score, and the one at the submission before that it is worse than', () => {
    const found = findAlertSignals(worse, answered(phq('2'), { sheets: [sheet('baseline', 2, '1')] }))
    expect(found.filter(({ instrument }) => instrument === null)).toMatchObject([
      { rule: 'worse', evidence: [{ score: 'phq-9/total', value: 16, from: 8 }] },
    ])
  })

  test('is set off by as much, and by more: the more, the worse', () => {
    const five = { ...phq('1'), ...Object.fromEntries(PHQ.slice(0, 5).map((item) => [`phq-9/${item}`, '2'])) }
    expect(signals(worse, answered(five, { sheets: [sheet('baseline', 2, '1')] }))).toEqual([
      [null, 'worse', 5],
    ])
    expect(now('3', [sheet('baseline', 2, '1')])).toEqual([[null, 'worse', 16]])
  })

  test('looks at the submission before, not at the first, whatever the order in which they are read', () => {
    const [first, before] = [sheet('baseline', 2, '0'), sheet('day-2', 9, '2')]
    for (const sheets of [
      [first, before],
      [before, first],
    ])
      expect(now('3', sheets)).toEqual([[null, 'worse', 8]])
  })

  test('looks past submissions that did not ask it', () => {
    const sheets = [sheet('baseline', 2, '0'), sheet('day-2', 9, '3', ['sleep-quality@1.0.0'])]
    expect(now('3', sheets)).toEqual([[null, 'worse', 24]])
  })

  test('looks at the same scale of the same instrument, and past a score that could not be computed', () => {
    const peg = (pain: string, others: string) => ({
      ...{ 'peg/pain': pain, 'peg/enjoyment': others, 'peg/activity': others },
    })
    const scored = (
      timepoint: string,
      day: number,
      answers: Record<string, string>,
      refs: string[],
    ): ScoreSheet => ({
      ...sheet(timepoint, day, '0'),
      scores: scoreBattery(batteryOf(...refs), answers),
    })
    const sheets = [
      // Interference 2 and total 4 (8 + 2 + 2 over 3).
      scored('baseline', 2, { ...phq('0'), ...peg('8', '2') }, ['phq-9@1.0.0', 'peg@1.0.0']),
      scored('day-2', 9, { 'peg/pain': '0' }, ['peg@1.0.0']),
    ]
    const by = (score: string) =>
      signals(
        studyWith({ id: 'worse', op: 'worsening', score, atLeast: 1 }),
        answered(peg('8', '5'), { sheets }),
      )
    expect(by('peg/interference')).toEqual([[null, 'worse', 3]])
    expect(by('peg/total')).toEqual([[null, 'worse', 2]])
  })

  test('knows that less is worse where the scale says so', () => {
    const sleep = studyWith({ id: 'worse', op: 'worsening', score: 'sleep-quality/quality', atLeast: 3 })
    const sheets = [sheet('baseline', 2, '6', ['sleep-quality@1.0.0'])]
    const to = (code: string) => signals(sleep, answered({ 'sleep-quality/quality': code }, { sheets }))
    expect(to('9')).toEqual([])
    expect(to('4')).toEqual([])
    expect(to('3')).toEqual([[null, 'worse', 3]])
  })
})

describe('a study’s rule on an answer after a treatment', () => {
  const rule: ScoreRule = {
    ...{ id: 'pain-after-infusion', op: 'after-treatment', item: 'peg/pain', codes: ['8', '9', '10'] },
    ...{ treatment: 'ketamine-infusion', within: 'PT24H' },
  }
  const study = studyWith(rule)
  const infusion = (givenAt: string, kind = 'ketamine-infusion') => ({ kind, givenAt })
  const pain = (code: string | null, ...treatments: AnswerHistory['treatments']) =>
    signals(study, answered({ 'peg/pain': code }, { treatments }))

  test.each<[string, () => ReturnType<typeof signals>]>([
    ['without a treatment', () => pain('9')],
    ['after another treatment', () => pain('9', infusion('2026-03-12T14:00:00.000Z', 'lidocaine-infusion'))],
    ['more than a day after it', () => pain('9', infusion('2026-03-11T14:59:59.999Z'))],
    ['before it', () => pain('9', infusion('2026-03-12T15:00:00.001Z'))],
    ['that is not bad', () => pain('7', infusion('2026-03-12T14:00:00.000Z'))],
    ['that was left out', () => pain(null, infusion('2026-03-12T14:00:00.000Z'))],
    [
      'that stood before',
      () =>
        signals(
          study,
          answered(
            { 'peg/pain': '9', 'peg/activity': '3' },
            { given: { 'peg/activity': '3' }, treatments: [infusion('2026-03-12T14:00:00.000Z')] },
          ),
        ),
    ],
  ])('is not set off by an answer %s', (_, find) => expect(find()).toEqual([]))

  test.each([
    ['at the moment of it', '2026-03-12T15:00:00.000Z'],
    ['a day after it', '2026-03-11T15:00:00.000Z'],
  ])('is set off by an answer %s, and the later in its list the worse', (_, givenAt) => {
    expect(pain('8', infusion(givenAt))).toEqual([[null, 'pain-after-infusion', 0]])
    expect(pain('10', infusion('2026-01-01T00:00:00.000Z'), infusion(givenAt))).toEqual([
      [null, 'pain-after-infusion', 2],
    ])
  })
})

test('rules of the instruments and of the study are told of together', () => {
  const study = studyWith({ id: 'severe', op: 'level', score: 'phq-9/total', atLeast: 20 })
  expect(signals(study, answered(phq('3', '1')))).toEqual([
    ['phq-9', 'self-harm', 1],
    [null, 'severe', 25],
  ])
})
