import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { TextedAssessment } from '../../../../functions/records/assessment/assessment.ts'
import type { ScheduleFacts } from '../../../../functions/rules/schedule/anchors.ts'
import { buildPlan } from '../../../../functions/rules/schedule/plan.ts'
import { listScheduleChanges } from '../../../../functions/rules/schedule/schedule-changes.ts'
import {
  buildAssessment,
  planAssessmentAnew,
} from '../../../../functions/workflows/schedule/schedule-writes.ts'
import { openShippedLibrary } from '../../../../surveys/library/library.ts'
import { type StudyDefinition, studyDefinitionSchema } from '../../../../surveys/study/definition.ts'
import { expectEach } from '../../../support/expect-each.ts'

const shipped = openShippedLibrary().findStudy('ketamine-infusion-registry')?.definition
if (!shipped) throw new Error('the study ships')
const [, weekOne] = shipped.timepoints
if (!weekOne) throw new Error('the study has a week 1')

/** The shipped study with schedule rules of its own. */
function study(
  change: Partial<Omit<StudyDefinition, 'timepoints'>> & { timepoints?: object[] },
): StudyDefinition {
  return studyDefinitionSchema.parse({ ...structuredClone(shipped), ...change })
}
const timepoint = (change: object) => ({
  ...weekOne,
  reminders: [],
  opens: 'P0D',
  due: 'P1D',
  closes: 'P3D',
  ...change,
})
const infusion = (givenAt: string) => ({ kind: 'ketamine-infusion', givenAt })
const facts = (change: Partial<ScheduleFacts> = {}): ScheduleFacts => ({
  enrolledAt: '2026-03-01T12:00:00.000Z',
  timeZone: 'UTC',
  treatments: [],
  completions: new Map(),
  ...change,
})
const opened = (of: StudyDefinition, given: ScheduleFacts) =>
  buildPlan(of, given).assessments.map(({ timepoint: id, opensAt }) => `${id} ${opensAt.slice(0, 16)}`)

describe('a plan leaves out', () => {
  test('what counts from something that has not happened', () => {
    expect(opened(shipped, facts())).toEqual(['baseline 2026-03-01T12:00'])
  })

  test('what was over before someone took part', () => {
    const fixed = study({
      anchors: [...shipped.anchors, { id: 'spring', kind: 'date', date: '2026-02-10' }],
      timepoints: [
        ...shipped.timepoints.slice(0, 1),
        timepoint({ id: 'spring-check', anchor: 'spring', offset: 'P0D' }),
      ],
    })
    expect(buildPlan(fixed, facts())).toMatchObject({
      assessments: [{ timepoint: 'baseline' }],
      leftOut: [{ timepoint: 'spring-check', rule: 'over-before-enrolment' }],
    })
    expect(opened(fixed, facts({ enrolledAt: '2026-02-11T12:00:00.000Z' }))).toContain(
      'spring-check 2026-02-10T09:00',
    )
  })

  test('an instrument that was asked too short a time before, and an assessment with nothing else in it', () => {
    const each = study({
      spacing: [{ instrument: 'phq-9', days: 14 }],
      anchors: [
        ...shipped.anchors,
        { id: 'each-infusion', kind: 'treatment', treatment: 'ketamine-infusion', occurrence: 'each' },
      ],
      timepoints: [
        ...shipped.timepoints.slice(0, 1),
        timepoint({ id: 'mood', anchor: 'each-infusion', offset: 'P1D', battery: ['phq-9@1.0.0'] }),
        timepoint({
          id: 'day-after',
          anchor: 'each-infusion',
          offset: 'P1D',
          due: 'P2D',
          battery: ['worst-pain-nrs@1.0.0', 'phq-9@1.0.0'],
        }),
      ],
    })
    const plan = buildPlan(
      each,
      facts({ treatments: [infusion('2026-03-20T10:00:00.000Z'), infusion('2026-03-24T10:00:00.000Z')] }),
    )
    expect(
      plan.assessments.map(({ timepoint: id, battery }) => [id, battery.includes('phq-9@1.0.0')]),
    ).toEqual([
      ['baseline', true],
      ['mood.1', true],
      ['day-after.1', false],
      ['day-after.2', false],
    ])
    expect(plan.leftOut).toEqual([
      expect.objectContaining({
        timepoint: 'day-after.1',
        rule: 'spacing',
        instruments: ['phq-9@1.0.0'],
        isWhole: false,
      }),
      expect.objectContaining({ timepoint: 'mood.2', rule: 'spacing', isWhole: true }),
      expect.objectContaining({ timepoint: 'day-after.2', rule: 'spacing', isWhole: false }),
    ])
  })

  test('an instrument that was answered too short a time before, however late that was', () => {
    const late = facts({
      treatments: [infusion('2026-03-02T16:00:00.000Z')],
      completions: new Map([['baseline', '2026-03-16T11:23:00.000Z']]),
    })
    const early = { ...late, completions: new Map([['baseline', '2026-03-04T11:23:00.000Z']]) }
    const asBaseline = new Map([['baseline', ['phq-9@1.0.0']]])
    const asks = (of: typeof late) =>
      buildPlan(shipped, of, asBaseline)
        .assessments.filter(({ battery }) => battery.includes('phq-9@1.0.0'))
        .map(({ timepoint: id }) => id)
    expect(asks(early)).toEqual(['baseline', 'week-4', 'week-12', 'week-24'])
    expect(asks(late)).toEqual(['baseline', 'week-12', 'week-24'])
    expect(buildPlan(shipped, late, asBaseline).leftOut).toMatchObject([
      { timepoint: 'week-4', rule: 'spacing', instruments: ['phq-9@1.0.0'], isWhole: false },
    ])
  })

  test('an instrument that somebody has begun to answer, and can answer still too short a time before', () => {
    const begun = new Map([['baseline', ['peg@1.0.0', 'phq-9@1.0.0']]])
    // The baseline closes with the treatment of March 2; week 4 opens on March 28.
    const spaced = study({ spacing: [{ instrument: 'phq-9', days: 28 }] })
    const plan = buildPlan(spaced, facts({ treatments: [infusion('2026-03-02T16:00:00.000Z')] }), begun)
    expect(plan.leftOut).toMatchObject([
      { timepoint: 'week-4', rule: 'spacing', instruments: ['phq-9@1.0.0'] },
    ])
    expect(plan.assessments[0]).toMatchObject({ timepoint: 'baseline', battery: begun.get('baseline') })
  })

  test('nothing for what an assessment was asked without, or for a due date that was answered long before', () => {
    const mood = study({
      spacing: [{ instrument: 'phq-9', days: 14 }],
      timepoints: [
        ...shipped.timepoints.slice(0, 1),
        timepoint({
          id: 'second',
          anchor: 'enrolment',
          offset: 'P8D',
          battery: ['peg@1.0.0', 'phq-9@1.0.0'],
        }),
        timepoint({ id: 'third', anchor: 'enrolment', offset: 'P15D', battery: ['phq-9@1.0.0'] }),
      ],
    })
    const done = facts({
      completions: new Map([
        ['baseline', '2026-03-01T13:00:00.000Z'],
        ['second', '2026-03-09T10:00:00.000Z'],
      ]),
    })
    const asAsked = (second: string[]) =>
      buildPlan(
        mood,
        done,
        new Map([
          ['baseline', ['phq-9@1.0.0']],
          ['second', second],
        ]),
      ).leftOut
    expect(asAsked(['peg@1.0.0', 'phq-9@1.0.0'])).toMatchObject([{ timepoint: 'third' }])
    // The baseline was answered on its first day, not on March 4, when it was due.
    expect(asAsked(['peg@1.0.0'])).toEqual([])
  })

  test('more than anyone should be asked in a week: what stands later in the study gives way', () => {
    const heavy = study({
      assessmentsPerWeek: 2,
      timepoints: [
        ...shipped.timepoints.slice(0, 1),
        timepoint({ id: 'weekly', anchor: 'enrolment', offset: 'P7D', repeat: { every: 'P7D', times: 3 } }),
        timepoint({ id: 'extra', anchor: 'enrolment', offset: 'P8D', repeat: { every: 'P3D', times: 5 } }),
      ],
    })
    const plan = buildPlan(heavy, facts())
    const due = plan.assessments.map(({ dueAt }) => Date.parse(dueAt))
    for (const start of due)
      expect(due.filter((one) => one >= start && one < start + 7 * 86_400_000).length).toBeLessThanOrEqual(2)
    expect(plan.assessments.filter(({ timepoint: id }) => id.startsWith('weekly'))).toHaveLength(3)
    expectEach(
      plan.leftOut,
      ({ rule, timepoint: id }) => rule === 'assessments-per-week' && id.startsWith('extra'),
    )
  })
})

describe('a plan counts', () => {
  test('from each treatment, from a submission, and from the day of the calendar', () => {
    const of = study({
      anchors: [
        ...shipped.anchors,
        { id: 'each-infusion', kind: 'treatment', treatment: 'ketamine-infusion', occurrence: 'each' },
        { id: 'baseline-done', kind: 'completion', timepoint: 'baseline' },
      ],
      timepoints: [
        ...shipped.timepoints.slice(0, 1),
        timepoint({
          id: 'hours-after',
          anchor: 'each-infusion',
          offset: 'PT4H',
          opens: 'PT0H',
          due: 'PT2H',
          closes: 'P1D',
        }),
        timepoint({
          id: 'second-look',
          anchor: 'baseline-done',
          offset: 'P2D',
          repeat: { every: 'P1D', times: 2 },
        }),
      ],
    })
    const given = facts({
      treatments: [infusion('2026-03-10T10:00:00.000Z'), infusion('2026-03-05T10:00:00.000Z')],
      completions: new Map([['baseline', '2026-03-03T20:00:00.000Z']]),
    })
    expect(opened(of, given)).toEqual(
      [
        'baseline 2026-03-01T12:00',
        'hours-after.1 2026-03-05T14:00',
        'second-look.1 2026-03-05T09:00',
        'second-look.2 2026-03-06T09:00',
        'hours-after.2 2026-03-10T14:00',
      ].sort((a, b) => opened(of, given).indexOf(a) - opened(of, given).indexOf(b)),
    )
    expect(opened(of, given)).toHaveLength(5)
  })

  test('the n-th treatment by when it was given, in whatever order they were recorded', () => {
    const early = infusion('2026-03-05T10:00:00.000Z')
    const late = infusion('2026-03-10T10:00:00.000Z')
    const plan = (...treatments: (typeof early)[]) => opened(shipped, facts({ treatments }))
    expect(plan(late, early)).toEqual(plan(early, late))
    expect(plan(late)).not.toEqual(plan(early))
    expect(plan(early)).toContain('week-1 2026-03-12T09:00')
  })

  test('at the hour at which someone likes to be texted, if the window allows it', () => {
    const planAtTextTime = (textAt: string) =>
      buildPlan(shipped, facts({ textAt, treatments: [infusion('2026-03-05T10:00:00.000Z')] })).assessments
    expect(planAtTextTime('18:30').find(({ timepoint: id }) => id === 'week-1')?.textAt).toBe(
      '2026-03-12T18:30:00.000Z',
    )
    // The one who is with us is texted at once.
    expect(planAtTextTime('18:30').find(({ timepoint: id }) => id === 'baseline')?.textAt).toBe(
      '2026-03-01T12:00:00.000Z',
    )
  })
})

describe('changes to what stands', () => {
  const someone = {
    ...{ study: shipped.id, site: 'harbor', participant: 'harbor-00000000', locale: 'en', timeZone: 'UTC' },
    ...{ enrolledAt: '2026-03-01T12:00:00.000Z', planRevision: 0 },
  }
  const NOW = '2026-03-06T00:00:00.000Z'
  const standing = (given: ScheduleFacts): TextedAssessment[] =>
    buildPlan(shipped, given).assessments.map((planned) => buildAssessment(shipped, someone, planned))
  const changes = (existing: readonly TextedAssessment[], given: ScheduleFacts, now = NOW) =>
    listScheduleChanges(existing, buildPlan(shipped, given), { timeZone: given.timeZone, locale: 'en' }, now)
  const summary = (existing: readonly TextedAssessment[], given: ScheduleFacts, now = NOW) =>
    changes(existing, given, now).map((change) =>
      change.kind === 'cancel'
        ? `cancel ${change.assessment.timepoint}`
        : `${change.kind} ${change.planned.timepoint} ${change.planned.opensAt.slice(0, 10)}`,
    )
  const treated = facts({ treatments: [infusion('2026-03-05T10:00:00.000Z')] })

  test('there are none where nothing has happened', () => {
    expect(changes(standing(treated), treated)).toEqual([])
  })

  test('a treatment recorded late moves what counts from the first', () => {
    const earlier = facts({ treatments: [...treated.treatments, infusion('2026-03-03T10:00:00.000Z')] })
    expect(summary(standing(treated), earlier)).toEqual([
      // It closes with the first.
      'move baseline 2026-03-01',
      'move week-1 2026-03-10',
      'move week-4 2026-03-29',
      'move week-12 2026-05-23',
      'move week-24 2026-08-15',
    ])
  })

  test('a treatment taken back cancels what followed from it, and brings it back when it is recorded again', () => {
    const before = standing(treated)
    expect(summary(before, facts())).toEqual([
      // It is open again.
      'move baseline 2026-03-01',
      'cancel week-1',
      'cancel week-4',
      'cancel week-12',
      'cancel week-24',
    ])
    const [open] = standing(facts())
    const after = before.map((one) =>
      one.timepoint === 'baseline' && open ? open : { ...one, progress: 'cancelled' as const },
    )
    expect(changes(after, facts())).toEqual([])
    expect(summary(after, treated)).toHaveLength(5)
  })

  test('what is completed stays, what is begun stays while its anchor holds', () => {
    const begun = standing(treated).map((one): TextedAssessment => {
      if (one.timepoint === 'baseline' || one.timepoint === 'week-1')
        return { ...one, progress: 'completed', completedAt: NOW }
      if (one.timepoint === 'week-4') return { ...one, progress: 'started', startedAt: NOW }
      return one
    })
    const moved = facts({ treatments: [infusion('2026-03-04T10:00:00.000Z')] })
    expect(summary(begun, moved)).toEqual(['move week-12 2026-05-24', 'move week-24 2026-08-16'])
    expect(summary(begun, facts())).toEqual(['cancel week-4', 'cancel week-12', 'cancel week-24'])
  })

  describe('a baseline closes at the first treatment', () => {
    const [untreated] = standing(facts())
    const [closed] = standing(treated)
    const [given] = treated.treatments
    if (!untreated || !closed || !given) throw new Error('the baseline is planned')
    const baselineOf = (of: ScheduleFacts) =>
      buildPlan(shipped, of).assessments.find(({ timepoint: id }) => id === 'baseline')

    test('and not at a later one, or at one after its window', () => {
      const again = { ...treated, treatments: [infusion('2026-03-08T10:00:00.000Z'), given] }
      expect(baselineOf(again)?.closesAt).toBe(given.givenAt)
      const after = facts({ treatments: [infusion('2026-03-16T00:00:00.000Z')] })
      expect(baselineOf(after)).toEqual(baselineOf(facts()))
    })

    test('whether or not someone has begun it, and is due by then at the latest', () => {
      const early = facts({ treatments: [infusion('2026-03-02T10:00:00.000Z')] })
      for (const progress of ['untouched', 'started'] as const) {
        const [change] = changes([{ ...untreated, progress }], early)
        expect(change).toMatchObject({
          ...{ kind: 'move', from: { timepoint: 'baseline' } },
          planned: { dueAt: '2026-03-02T10:00:00.000Z', closesAt: '2026-03-02T10:00:00.000Z' },
        })
      }
      expect(summary([{ ...untreated, progress: 'completed' }], early)[0]).toMatch('add week-1')
    })

    test('opens again where the treatment is voided, or is given later than was recorded', () => {
      expect(changes([closed], facts(), NOW)).toMatchObject([
        { kind: 'move', planned: { closesAt: '2026-03-16T00:00:00.000Z' } },
      ])
      const later = facts({ treatments: [infusion('2026-03-09T10:00:00.000Z')] })
      expect(changes([closed], later, NOW)[0]).toMatchObject({
        ...{ kind: 'move', planned: { closesAt: '2026-03-09T10:00:00.000Z' } },
      })
      // Where the treatment was not what closed it, it stays closed.
      expect(changes([{ ...untreated, closesAt: '2026-03-05T09:00:00.000Z' }], facts(), NOW)).toEqual([])
    })

    test('is not asked where that was before it could open', () => {
      const before = facts({ treatments: [infusion('2026-02-20T10:00:00.000Z')] })
      expect(buildPlan(shipped, before).leftOut).toMatchObject([
        { timepoint: 'baseline', rule: 'after-first-treatment' },
      ])
      expect(summary([untreated], before)).toContain('cancel baseline')
    })
  })

  test('someone who moves to another zone is served in it, and what is over stays as it was', () => {
    const there = { ...treated, timeZone: 'America/Los_Angeles' }
    // After week 1 has closed.
    expect(
      summary(standing(treated), there, '2026-03-25T00:00:00.000Z').map((one) => one.split(' ')[1]),
    ).toEqual(['week-4', 'week-12', 'week-24'])
  })

  test('a window that is open stays open for one who goes west, and opens sooner for one who goes east', () => {
    const now = '2026-03-12T13:30:00.000Z'
    const west = { ...treated, timeZone: 'America/Los_Angeles' }
    const findMoved = (one: TextedAssessment) => {
      const move = changes(standing(treated), west, now).find(
        (change) => change.kind === 'move' && change.from.timepoint === one.timepoint,
      )
      return move?.kind === 'move'
        ? planAssessmentAnew(shipped, { ...someone, timeZone: west.timeZone }, one, move.planned, now)
        : one
    }
    const there = standing(treated).map(findMoved)
    expect(there.find(({ timepoint: id }) => id === 'week-1')).toMatchObject({
      ...{ opensAt: '2026-03-12T09:00:00.000Z', closesAt: '2026-03-20T07:00:00.000Z' },
    })
    // The next change finds nothing to do.
    expect(changes(there, west, now)).toEqual([])
    const eastwards = changes(standing(west), treated, '2026-03-12T12:00:00.000Z')
    expect(eastwards.flatMap((change) => (change.kind === 'move' ? change.planned.opensAt : []))).toContain(
      '2026-03-12T09:00:00.000Z',
    )
  })

  test('no invitation is sent twice in a window that stays open, and a new window begins anew', () => {
    const [from] = standing(treated).filter(({ timepoint: id }) => id === 'week-1')
    const planned = (givenAt: string) =>
      buildPlan(shipped, facts({ treatments: [infusion(givenAt)] })).assessments.find(
        ({ timepoint: id }) => id === 'week-1',
      )
    const texted = from && { ...from, texts: 1, nextText: 1, nextTextAt: '2026-03-14T09:00:00.000Z' }
    const earlier = planned('2026-03-04T10:00:00.000Z')
    const later = planned('2026-03-20T10:00:00.000Z')
    if (!texted || !earlier || !later) throw new Error('week 1 is planned')
    const now = '2026-03-13T00:00:00.000Z'
    expect(planAssessmentAnew(shipped, someone, texted, earlier, now)).toMatchObject({
      ...{ texts: 1, textsBefore: 0, nextText: 1, nextTextAt: texted.nextTextAt },
    })
    // Taken back by mistake and recorded again: the reminder that cancelling took away comes as it was planned.
    const { nextTextAt: _, ...rest } = texted
    const same = planned('2026-03-05T10:00:00.000Z')
    if (!same) throw new Error('week 1 is planned')
    const again = planAssessmentAnew(shipped, someone, { ...rest, progress: 'cancelled' }, same, now)
    expect(again).toMatchObject({ progress: 'untouched', texts: 1, nextText: 1 })
    expect(again.nextTextAt).toMatch(/^2026-03-1\dT/)
    expect(planAssessmentAnew(shipped, someone, texted, later, now)).toMatchObject({
      ...{ texts: 1, textsBefore: 1, nextText: 0 },
      // Nine o’clock and this participant’s place in the ten minutes over which the study spreads its texts.
      nextTextAt: '2026-03-27T09:04:08.000Z',
    })
  })

  test('however facts change, the plan that is reached is the plan of the facts alone', () => {
    const treatment = fc
      .integer({ min: 0, max: 40 })
      .map((day) => infusion(new Date(Date.UTC(2026, 2, 1 + day, 10)).toISOString()))
    fc.assert(
      fc.property(
        fc.uniqueArray(treatment, { selector: ({ givenAt }) => givenAt, maxLength: 4 }),
        fc.uniqueArray(treatment, { selector: ({ givenAt }) => givenAt, maxLength: 4 }),
        (first, second) => {
          const existing = standing(facts({ treatments: first }))
          const wanted = facts({ treatments: second })
          const byId = new Map(existing.map((one) => [one.timepoint, one]))
          for (const change of changes(existing, wanted)) {
            if (change.kind === 'cancel') byId.delete(change.assessment.timepoint)
            else byId.set(change.planned.timepoint, buildAssessment(shipped, someone, change.planned))
          }
          const windows = (of: Iterable<TextedAssessment>) =>
            [...of].map(({ timepoint: id, opensAt }) => `${id} ${opensAt}`).sort()
          expect(windows(byId.values())).toEqual(windows(standing(wanted)))
        },
      ),
    )
  })
})
