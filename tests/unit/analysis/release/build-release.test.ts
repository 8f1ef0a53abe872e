import { describe, expect, test } from 'vitest'
import { buildReleaseContent } from '../../../../functions/analysis/release/build-release.ts'
import { computeContentHash } from '../../../../surveys/values/canonical.ts'
import type { ReleaseContent } from '../../../../web/api/releases/release-content.ts'
import { buildReleaseCohort, RELEASED_MEASURES, RELEASED_STUDY } from '../../../support/release-cohort.ts'

const SITES = RELEASED_STUDY.sites.map(({ id }) => id)
const fill = (count: number) => Object.fromEntries(SITES.map((id) => [id, count]))
const build = (counts: Readonly<Record<string, number>>, earlier: readonly ReleaseContent[] = []) =>
  buildReleaseContent(buildReleaseCohort(counts), RELEASED_STUDY, RELEASED_MEASURES, earlier)
const MINIMUM = RELEASED_STUDY.minimumCellSize

const last = SITES.at(-1) as string
const first = build({ ...fill(60), [last]: 9 })

/** Every value under a name, wherever it stands. */
function* listValues(value: unknown, name: string): Generator<unknown> {
  if (value === null || typeof value !== 'object') return
  for (const [key, member] of Object.entries(value)) {
    if (key === name) yield member
    yield* listValues(member, name)
  }
}

describe('a release', () => {
  test('is refused where a clinic of the study is missing', () => {
    const cohort = buildReleaseCohort(fill(3))
    const less = { ...cohort, sites: cohort.sites.slice(1) }
    expect(() => buildReleaseContent(less, RELEASED_STUDY, RELEASED_MEASURES, [])).toThrow('every site')
  })

  test('has the same bytes again from the same data', () => {
    expect(computeContentHash(build({ ...fill(60), [last]: 9 }))).toBe(computeContentHash(first))
  })

  test('has each definition, follow-up and estimand once, and each domain', () => {
    const keys = first.responderRates.map(
      ({ definition, timepoint, estimand }) => `${definition} ${timepoint} ${estimand.id}`,
    )
    expect(new Set(keys).size).toBe(keys.length)
    expect(keys).toHaveLength(
      RELEASED_STUDY.responderDefinitions.length * 4 * Math.max(1, RELEASED_STUDY.estimands.length),
    )
    expect(first.repeatedMeasures.map(({ domain }) => domain)).toEqual(Object.keys(RELEASED_STUDY.domains))
  })

  test('names no participant, and holds no weight, no covariance and no curve of a group', () => {
    expect(JSON.stringify(first)).not.toMatch(/-0000\d{4}/)
    for (const name of ['weight', 'tau2', 'withoutEach', 'oneStage', 'logit'])
      expect([...listValues(first, name)], name).toEqual([])
    expect([...listValues(first, 'covariance')].flat()).toEqual([])
    expect([...listValues(first, 'cells')].every((cells) => cells === null)).toBe(true)
    expect([...listValues(first, 'without')].filter((count) => typeof count === 'number')).toEqual([])
  })

  test('shows no number of a clinic below the minimum', () => {
    const rows = [
      ...first.responderRates.flatMap(({ sites }) => sites),
      ...first.meanChanges.flatMap(({ analysis }) =>
        analysis.sites.map(({ site, change }) => ({ site, kind: change.kind })),
      ),
      ...first.definitionComparisons.flatMap(({ definitions }) =>
        definitions.flatMap(({ bySite }) =>
          bySite.map(({ site, rate }) => ({ site, kind: rate.kind === 'rate' ? 'shown' : 'suppressed' })),
        ),
      ),
    ]
    expect(rows.filter(({ site, kind }) => site === last && kind === 'shown')).toEqual([])
    expect(rows.some(({ kind }) => kind === 'shown')).toBe(true)
  })

  test('says the same of a clinic in every analysis', () => {
    for (const comparison of first.definitionComparisons)
      for (const { definition, bySite } of comparison.definitions) {
        const rate = first.responderRates.find(
          (one) =>
            one.definition === definition &&
            one.timepoint === comparison.timepoint &&
            one.estimand.id === comparison.estimand.id,
        )
        for (const { site, rate: of } of bySite) {
          const row = rate?.sites.find((one) => one.site === site)
          expect(of.kind === 'rate' ? of.met : null).toBe(row?.kind === 'shown' ? row.counts.met : null)
        }
      }
  })
})

describe('two releases', () => {
  const second = build({ ...fill(63), [last]: 9 }, [first])

  test('no row of a clinic differs from its row in the first by a small group', () => {
    let compared = 0
    for (const now of second.responderRates) {
      const before = first.responderRates.find(
        (one) =>
          one.definition === now.definition &&
          one.timepoint === now.timepoint &&
          one.estimand.id === now.estimand.id,
      )
      for (const row of now.sites) {
        const old = before?.sites.find(({ site }) => site === row.site)
        if (row.kind !== 'shown' || old?.kind !== 'shown') continue
        compared += 1
        const [met, due] = [row.counts.met ?? 0, row.counts.due ?? 0]
        const [metBefore, dueBefore] = [old.counts.met ?? 0, old.counts.due ?? 0]
        for (const difference of [met - metBefore, due - met - (dueBefore - metBefore)])
          expect(Math.abs(difference) === 0 || Math.abs(difference) >= MINIMUM).toBe(true)
      }
    }
    const shown = first.responderRates.flatMap(({ sites }) => sites).filter(({ kind }) => kind === 'shown')
    expect(shown.length).toBeGreaterThan(compared)
  })

  test('no mean change of a clinic is shown again with few more participants', () => {
    for (const { domain, analysis } of second.meanChanges) {
      const before = first.meanChanges.find(
        (one) => one.domain === domain && one.analysis.timepoint === analysis.timepoint,
      )
      for (const { site, change } of analysis.sites) {
        const old = before?.analysis.sites.find((one) => one.site === site)?.change
        if (change.kind !== 'shown' || old?.kind !== 'shown') continue
        const difference = Math.abs(change.n - old.n)
        expect(difference === 0 ? change.mean === old.mean : difference >= MINIMUM).toBe(true)
      }
    }
  })

  test('of unchanged data says the same', () => {
    const again = build({ ...fill(60), [last]: 9 }, [first])
    expect(computeContentHash(again)).toBe(computeContentHash(first))
  })
})

describe('arms in a release', () => {
  const study = { ...RELEASED_STUDY, arms: ['usual', 'ketamine'].map((id) => ({ id, title: id })) }
  /** Every second participant in each arm. */
  function buildInArms(count: number, earlier: readonly ReleaseContent[] = []) {
    const cohort = buildReleaseCohort(fill(count))
    const sites = cohort.sites.map((site) => ({
      ...site,
      participants: site.participants.map((one, at) => ({ ...one, arm: study.arms[at % 2]?.id ?? null })),
    }))
    return buildReleaseContent({ ...cohort, sites }, study, RELEASED_MEASURES, earlier)
  }
  const whole = buildInArms(90)
  const listShown = ({ responderRates }: ReleaseContent) =>
    responderRates.flatMap(({ definition, timepoint, estimand, byArm, sites }) =>
      byArm?.kind === 'compared' ? [{ key: `${definition} ${timepoint} ${estimand.id}`, byArm, sites }] : [],
    )

  test('stand where every clinic is shown, with no cell below the minimum', () => {
    const shown = listShown(whole)
    expect(shown.length).toBeGreaterThan(0)
    for (const { byArm, sites } of shown) {
      expect(sites.every(({ kind }) => kind === 'shown')).toBe(true)
      for (const { counts } of byArm.arms) {
        const [met, due] = [counts.met ?? 0, counts.due ?? 0]
        expect(Math.min(met, due - met)).toBeGreaterThanOrEqual(MINIMUM)
      }
    }
    expect(whole.responderRates.some(({ byArm }) => byArm?.kind === 'suppressed')).toBe(true)
    expect([...listValues(whole.responderRates, 'covariates')].flat()).toEqual([])
  })

  test('a study without arms has none', () => {
    expect(first.responderRates.every(({ byArm }) => byArm === null)).toBe(true)
  })

  test('of a later release differ from those shown before by nobody, or by many', () => {
    const before = new Map(listShown(whole).map(({ key, byArm }) => [key, byArm]))
    for (const { key, byArm } of listShown(buildInArms(96, [whole]))) {
      const old = before.get(key)
      byArm.arms.forEach(({ counts }, at) => {
        const [met, due] = [counts.met ?? 0, counts.due ?? 0]
        const { met: metBefore, due: dueBefore } = old?.arms[at]?.counts ?? { met: null, due: null }
        if (metBefore === null || dueBefore === null) return
        for (const difference of [met - metBefore, due - met - (dueBefore - metBefore)])
          expect(difference === 0 || Math.abs(difference) >= MINIMUM).toBe(true)
      })
    }
    expect(computeContentHash(buildInArms(90, [whole]))).toBe(computeContentHash(whole))
  })
})
