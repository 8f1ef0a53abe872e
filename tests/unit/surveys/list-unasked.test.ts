import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { removeParts } from '../../../functions/workflows/library/remove-unasked.ts'
import { formatRef } from '../../../surveys/instrument/vocabulary.ts'
import { openShippedLibrary } from '../../../surveys/library/library.ts'
import { checkStudy } from '../../../surveys/publication/check-study.ts'
import { listUnasked } from '../../../surveys/publication/list-unasked.ts'
import { shippedStudies } from '../../../surveys/studies/shipped.ts'
import { studyDefinitionSchema } from '../../../surveys/study/definition.ts'

type Source = Record<string, unknown> & {
  readonly id: string
  readonly timepoints: readonly { readonly battery: readonly string[] }[]
}
const instruments = openShippedLibrary().instruments.map(({ definition }) => definition)
const byRef = new Map(instruments.map((one) => [formatRef(one), one] as const))
const REGISTRY = (shippedStudies as readonly Source[]).findLast(
  ({ id }) => id === 'ketamine-infusion-registry',
) as Source

/** The registry, with more that speaks of its questionnaires, without some of them. */
function takeOut(...gone: readonly string[]): Source {
  return {
    ...REGISTRY,
    reliability: {
      'peg/interference': {
        standardDeviation: 2,
        coefficient: 0.8,
        evidence: 'unconfirmed',
        source: 'Made up',
      },
    },
    equivalences: [
      {
        ...{ instrument: 'worst-pain-nrs', scale: 'worst', versions: ['1.0.0', '1.1.0'] },
        ...{ evidence: 'unconfirmed', source: 'Made up' },
      },
    ],
    timepoints: REGISTRY.timepoints.map((timepoint) => ({
      ...timepoint,
      battery: timepoint.battery.filter((ref) => !gone.includes(ref.split('@')[0] ?? '')),
    })),
  }
}
const list = (source: Source) => listUnasked(studyDefinitionSchema.parse(source), byRef)
const check = (source: Source) => checkStudy(studyDefinitionSchema.parse(source), instruments)
const OF_WHAT_IS_UNASKED = /^nothing (measures|asks)|is not asked|asked at no follow-up|does not ask/

describe('what a study still says of what it does not ask', () => {
  test('is nothing in a study that ships, in every version of each', () => {
    for (const source of shippedStudies as readonly Source[]) expect(list(source)).toEqual([])
  })

  test('is nothing while a battery has what nobody has published: its scores are not known', () => {
    const source = takeOut('peg')
    const [first, ...others] = source.timepoints
    const timepoints = [{ ...first, battery: [...(first?.battery ?? []), 'peg@9.0.0'] }, ...others]
    expect(list({ ...source, timepoints } as Source)).toEqual([])
  })

  test('is each kind of part that names it, and the primary endpoint never', () => {
    expect(list(takeOut('phq-9', 'worst-pain-nrs')).map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      ...['domain pain', 'domain depression'],
      ...['pain-relief-30', 'pain-relief-50', 'four-domain-candidate', 'lasting-pain-relief-candidate'].map(
        (name) => `responder-definition ${name}`,
      ),
      ...['half-sd-on-four-of-five', 'omeract-oarsi', 'depression-response', 'phq-9-remission'].map(
        (name) => `responder-definition ${name}`,
      ),
      'responder-definition ketamine-guideline-candidate',
      ...['secondary-endpoint pain-relief-50', 'secondary-endpoint pain-relief-30'],
      ...['safety-rule severe-depression', 'safety-rule depression-much-worse'],
      ...['by-text worst-pain-nrs', 'spacing phq-9', 'equivalence worst-pain-nrs'],
    ])
    expect(list(takeOut('peg'))).toContainEqual({
      ...{ kind: 'reliability', pointer: '/reliability/peg~1interference', name: 'peg/interference' },
    })
  })

  test('taken out, is gone with every problem of its kind but the primary endpoint’s, and nothing else changes', () => {
    const asked = [...new Set(REGISTRY.timepoints.flatMap(({ battery }) => battery))].map(
      (ref) => ref.split('@')[0] ?? '',
    )
    fc.assert(
      fc.property(fc.subarray(asked, { maxLength: asked.length - 1 }), (gone) => {
        const before = takeOut(...gone)
        // A battery of nothing is its own problem.
        fc.pre(before.timepoints.every(({ battery }) => battery.length > 0))
        const parts = list(before)
        const after = removeParts(before, parts) as Source
        expect(list(after)).toEqual([])
        const left = check(after).filter(({ detail }) => OF_WHAT_IS_UNASKED.test(detail))
        expect(left.filter(({ pointer }) => !pointer.startsWith('/endpoints/primary'))).toEqual([])
        expect(after.timepoints).toEqual(before.timepoints)
        expect((after.endpoints as { primary: object }).primary).toEqual(
          (before.endpoints as { primary: object }).primary,
        )
        if (parts.length === 0) expect(after).toEqual(before)
      }),
    )
  })

  test('takes answering by text away where nothing is left to ask so', () => {
    const source = { ...takeOut('peg'), byText: { instruments: ['peg'], mostQuestions: 3 } }
    expect(removeParts(source, list(source))).not.toHaveProperty('byText')
  })
})
