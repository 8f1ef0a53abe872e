import { describe, expect, test } from 'vitest'
import type { MeaningfulChangeReply } from '../../../web/api/analyses/meaningful-change.ts'
import type { FittedModel, RepeatedMeasuresReply } from '../../../web/api/analyses/repeated-measures.ts'
import {
  DefinitionComparisonPage,
  InstrumentQualityPage,
  MeanChangePage,
  MeaningfulChangePage,
  RepeatedMeasuresPage,
} from '../../../web/console/analyses.ts'
import { findAnalysesText } from '../../../web/text/analyses-text.ts'
import {
  ARMS,
  madeUpChange,
  madeUpModel,
  madeUpQuality,
  madeUpThresholds,
} from '../../support/analysis-views.ts'
import { frame, madeUpLab } from '../../support/console-views.ts'
import { expectEach } from '../../support/expect-each.ts'

const LOCALES = ['en', 'es'] as const
type MadeUpModel = ReturnType<typeof madeUpModel>
const modelPage = (of: MadeUpModel, locale = 'en') =>
  String(<RepeatedMeasuresPage frame={{ ...frame, locale }} {...of} />)
const withModel = (of: MadeUpModel, model: RepeatedMeasuresReply['model']): MadeUpModel => ({
  ...of,
  result: { ...of.result, model },
})
const changePage = (of: ReturnType<typeof madeUpChange>, locale = 'en') =>
  String(<MeanChangePage frame={{ ...frame, locale }} {...of} />)
type MadeUpThresholds = ReturnType<typeof madeUpThresholds>
const thresholdsPage = (of: MadeUpThresholds, locale = 'en') =>
  String(<MeaningfulChangePage frame={{ ...frame, locale }} {...of} />)
const withFound = (of: MadeUpThresholds, result: MeaningfulChangeReply['result']): MadeUpThresholds => ({
  ...of,
  result: { ...of.result, result },
})
const stripTags = (html: string) =>
  html
    .replaceAll(/<style>.*?<\/style>/gs, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
/** Nothing that is no number, and no code where words are due. */
function expectSound(html: string) {
  expect(html.replaceAll(/<style>.*?<\/style>/gs, '')).not.toMatch(/NaN|undefined|Infinity|\[object|null/)
}

describe('the change’s page is sound', () => {
  const four = { harbor: 60, lakeside: 50, mesa: 40, summit: 30 }
  const cases: Record<string, Parameters<typeof madeUpChange>[0]> = {
    'without arms': { sites: four },
    'of three arms': { sites: four, arms: ARMS },
    'of two clinics': {},
    'of nobody': { sites: {} },
    'of one person': { sites: { harbor: 1 } },
    'of clinics suppressed': { sites: { ...four, summit: 5 }, own: ['harbor'] },
    'of arms suppressed': { sites: { ...four, summit: 20 }, own: ['harbor'], arms: ARMS },
    'of a score that was asked only afterwards': { sites: four, measure: 'global-change' },
    'by other rules': {
      sites: four,
      asked: { tau2: 'DL', interval: 'modified-hartung-knapp', prediction: 'conventional-t(k-2)' },
    },
  }
  test.each(Object.entries(cases))('%s', (_, of) => {
    for (const locale of LOCALES) expectSound(changePage(madeUpChange({ ...of, locale }), locale))
  })

  test('tells the numbers that it was given', () => {
    const change = madeUpChange({ sites: four })
    const { sites, pooled } = change.result
    const words = stripTags(changePage(change))
    if (pooled.kind !== 'pooled') throw new Error('is pooled')
    const { estimate, interval } = pooled
    const say = (value: number) => value.toFixed(2).replace('-', '−')
    expect(words).toContain(
      `Pooled mean change ${say(estimate)} (95% interval ${say(interval[0])} to ${say(interval[1])}).`,
    )
    for (const { change } of sites)
      if (change.kind === 'shown') expect(words).toContain(say(change.mean ?? 0))
  })
})

describe('the model’s page is sound', () => {
  const two = ARMS.slice(0, 2)
  const cases: Record<string, Parameters<typeof madeUpModel>[0]> = {
    'without arms': {},
    'of three arms, imputed': { arms: ARMS, asked: { imputations: 5 } },
    'of one visit': { timepoints: ['baseline', 'week-12'] },
    'of one visit and two arms': {
      arms: two,
      timepoints: ['baseline', 'week-12'],
      asked: { imputations: 5 },
    },
    'of nobody': { sites: {} },
    'of nobody, imputed': { sites: {}, arms: two, asked: { imputations: 5 } },
    'of five people': { sites: { harbor: 5 }, arms: two, asked: { imputations: 5 } },
    'of a score that was asked only afterwards': { asked: { measure: 'global-change' } },
    suppressed: { sites: { harbor: 5, mesa: 5 }, own: ['harbor'] },
    'without a small clinic': { sites: { harbor: 40, mesa: 5 }, own: ['harbor'] },
    'suppressed, imputed': {
      sites: { harbor: 5, mesa: 5 },
      own: ['harbor'],
      arms: two,
      asked: { imputations: 5 },
    },
    'with means suppressed': { sites: { harbor: 40, mesa: 14 }, own: ['harbor'], arms: two },
    'imputed without arms': { asked: { imputations: 5 } },
    'of random sites by Kenward–Roger': { asked: { sites: 'random', degreesOfFreedom: 'kenward-roger' } },
  }
  test.each(Object.entries(cases))('%s', (_, of) => {
    for (const locale of LOCALES) expectSound(modelPage(madeUpModel({ ...of, locale }), locale))
  })
})

describe('the instrument’s page says', () => {
  const text = findAnalysesText('en').itemFunctioning
  const page = (of: ReturnType<typeof madeUpQuality>, locale = 'en') =>
    String(<InstrumentQualityPage frame={{ ...frame, locale }} {...of} />)

  test('which groups answer an item differently at the same total, in both languages', () => {
    for (const locale of LOCALES) expectSound(page(madeUpQuality({ locale }), locale))
    const words = stripTags(page(madeUpQuality()))
    expect(words).toContain('English 48 · Spanish 32')
    expect(words).toContain(text.oddsRatio('Spanish', 'English'))
    expect(words).toContain(text.oddsRatio('Mesa Clinic', 'Harbor Clinic'))
    // Eight by phone are too few to compare.
    expect(words).toContain(text.reasons['fewer-than-two-groups'])
    expect(stripTags(page(madeUpQuality({ locale: 'es' }), 'es'))).toContain('inglés 48 · español 32')
  })

  test('why an item, a scale or a small group is not compared', () => {
    const view = madeUpQuality()
    const { language } = view.result.itemFunctioning
    if (language.kind !== 'examined') throw new Error(language.reason)
    const withLanguage = (found: typeof language | { kind: 'not-examined'; reason: 'no-sum-of-items' }) =>
      stripTags(
        page({
          ...view,
          result: { ...view.result, itemFunctioning: { ...view.result.itemFunctioning, language: found } },
        }),
      )
    const items = [{ kind: 'not-examined', item: 'pain', reason: 'separated' } as const]
    const words = withLanguage({ ...language, items, groupsLeftOut: ['fr'] })
    expect(words).toContain(text.itemReasons.separated)
    expect(words).toContain(text.leftOut('French'))
    expect(withLanguage({ kind: 'not-examined', reason: 'no-sum-of-items' })).toContain(
      text.reasons['no-sum-of-items'],
    )
  })
})

describe('the model’s page says', () => {
  const text = findAnalysesText('en').repeatedMeasures

  test('why nothing could be fitted, at which visit, and what was tried', () => {
    const view = madeUpModel()
    const named = { ...view, words: { ...view.words, visits: [{ id: 'week-4', title: 'Week 4' }] } }
    const words = (model: RepeatedMeasuresReply['model']) => stripTags(modelPage(withModel(named, model)))
    const tried = [{ structure: 'unstructured', reason: 'information-singular' }] as const
    for (const [reason, said] of Object.entries(text.notFittedReasons))
      expect(
        words({
          kind: 'not-fitted',
          reason: reason as keyof typeof text.notFittedReasons,
          visit: 'week-4',
          tried,
        }),
      ).toContain(said)
    const page = words({ kind: 'not-fitted', reason: 'too-few-participants', visit: 'week-4', tried })
    expect(page).toContain('This occurs at Week 4.')
    expect(page).toContain('the data do not identify all parameters')
  })

  test('which covariance was used, and which were passed over and why', () => {
    const view = madeUpModel()
    if (view.result.model.kind !== 'fitted') throw new Error(view.result.model.kind)
    expect(stripTags(modelPage(view))).toContain('This was the first structure to try.')
    const fallbacks = [{ structure: 'unstructured', reason: 'visits-never-measured-together' }] as const
    const words = stripTags(
      modelPage(withModel(view, { ...view.result.model, structure: 'compound-symmetry', fallbacks })),
    )
    expect(words).toContain('Covariance between visits: compound symmetry')
    expect(words).toContain('no participant has scores at both of two visits')
    expect(words).not.toContain('This was the first structure')
  })

  test('what it assumes: association alone without arms, and of arms only if allocated at random', () => {
    const alone = stripTags(modelPage(madeUpModel()))
    expect(alone).toContain(text.assumesNoArms)
    expect(alone).not.toContain('Differences between arms')
    expect(alone).not.toContain('Missing answers')
    const arms = stripTags(modelPage(madeUpModel({ arms: ARMS })))
    expect(arms).toContain(text.assumesArms)
    expect(arms).toContain('Ketamine infusions minus Usual care')
  })

  test('every pair of arms, with p among the pairs of a visit where there are several', () => {
    const two = stripTags(modelPage(madeUpModel({ arms: ARMS.slice(0, 2) })))
    expect(two).not.toContain(text.holm)
    const three = stripTags(modelPage(madeUpModel({ arms: ARMS })))
    expect(three).toContain('Lidocaine infusions minus Ketamine infusions')
    expect(three).toContain(text.pairs)
  })

  test('whether the difference between arms differs between clinics, or why that is not shown', () => {
    const arms = ARMS.slice(0, 2)
    const whole = madeUpModel({ arms })
    if (whole.result.model.kind !== 'fitted') throw new Error(whole.result.model.kind)
    const { siteByArm } = whole.result.model
    if (siteByArm.kind !== 'tested') throw new Error(siteByArm.kind)
    const words = stripTags(modelPage(whole))
    expect(words).toContain(`F = ${siteByArm.test.f.toFixed(2)} with 1 and`)
    expect(words).toContain(text.siteByArmCaution)
    expect(words).not.toContain('Left out, because an arm')
    const apart = withModel(whole, {
      ...whole.result.model,
      siteByArm: { ...siteByArm, sitesLeftOut: ['mesa'] },
    })
    expect(stripTags(modelPage(apart))).toContain(text.siteByArmLeftOut('Mesa Clinic'))
    expect(stripTags(modelPage(madeUpModel({ arms, own: ['harbor'] })))).toContain(text.siteByArmSuppressed)
    const random = madeUpModel({ arms, asked: { sites: 'random' } })
    expect(stripTags(modelPage(random))).toContain(text.siteByArmReasons['sites-are-not-fixed'])
    expect(stripTags(modelPage(madeUpModel()))).not.toContain(text.siteByArm)
  })

  test('that a mean is suppressed, and draws nothing of it', () => {
    const view = madeUpModel({ sites: { harbor: 40, mesa: 14 }, own: ['harbor'], arms: ARMS.slice(0, 2) })
    const page = modelPage(view)
    if (view.result.model.kind !== 'fitted') throw new Error(view.result.model.kind)
    expectEach(view.result.model.means, ({ kind }) => kind === 'suppressed')
    expect(stripTags(page)).toContain(text.suppression(11))
    expect(page).not.toContain('class="interval"')
    expect(page).toContain('class="cross"')
  })

  test('that it is suppressed how many are left out', () => {
    const view = madeUpModel()
    if (view.result.model.kind !== 'fitted') throw new Error(view.result.model.kind)
    const leftOut = { withoutBaseline: null, withoutOutcome: null }
    const words = stripTags(modelPage(withModel(view, { ...view.result.model, leftOut })))
    expect(words).toContain(text.leftOutSuppressed)
    expect(words).not.toContain('Left out:')
  })

  test('which clinics are not in it, and that it is suppressed how many answers were given', () => {
    const view = madeUpModel({ sites: { harbor: 40, mesa: 10 }, own: ['harbor'] })
    if (view.result.model.kind !== 'fitted') throw new Error(view.result.model.kind)
    for (const locale of LOCALES) {
      const words = findAnalysesText(locale)
      const few = stripTags(modelPage(withModel(view, { ...view.result.model, observations: null }), locale))
      expect(few).toContain(words.analysis.sitesLeftOut('Mesa Clinic'))
      expect(few).toContain(words.repeatedMeasures.countedOnly('38'))
    }
    expect(stripTags(modelPage(madeUpModel()))).not.toContain(
      findAnalysesText('en').analysis.sitesLeftOut('').slice(0, 20),
    )
    const thresholds = madeUpThresholds({ sites: { harbor: 40, mesa: 10 }, own: ['harbor'] })
    expect(stripTags(thresholdsPage(thresholds))).toContain(
      findAnalysesText('en').analysis.sitesLeftOut('Mesa Clinic'),
    )
  })

  test('how far the missing answers could be off before a difference is lost', () => {
    const view = madeUpModel({ arms: ARMS.slice(0, 2), asked: { imputations: 5 } })
    if (view.result.sensitivity?.kind !== 'analysed') throw new Error(view.result.sensitivity?.kind)
    const { sensitivity } = view.result
    const tips = (tipsAt: number | null) =>
      stripTags(
        modelPage({
          ...view,
          result: {
            ...view.result,
            sensitivity: { ...sensitivity, tippingPoint: { ...sensitivity.tippingPoint, tipsAt } },
          },
        }),
      )
    expect(tips(0)).toContain(text.tipsAtOnce)
    expect(tips(1.25)).toContain('are shifted by +1.25 points')
    expect(tips(-1.25)).toContain('are shifted by −1.25 points')
    expect(tips(null)).toContain('The interval excludes 0 at every shift tried')
    for (const said of Object.values(text.assumptions)) expect(tips(0)).toContain(said)
  })

  test('that Kenward–Roger was asked for and is not what is shown', () => {
    const view = madeUpModel({ asked: { degreesOfFreedom: 'kenward-roger' } })
    if (view.result.model.kind !== 'fitted') throw new Error(view.result.model.kind)
    const instead = withModel(view, { ...view.result.model, degreesOfFreedom: 'satterthwaite' as const })
    expect(stripTags(modelPage(instead))).toContain(
      'Kenward–Roger is not available for this covariance structure',
    )
    expect(stripTags(modelPage(view))).not.toContain('is not available for this covariance')
  })
})

describe('the plot of means', () => {
  test('tells arms apart by mark and line, and cuts an interval at the end of the scale', () => {
    const view = madeUpModel({ arms: ARMS })
    if (view.result.model.kind !== 'fitted') throw new Error(view.result.model.kind)
    const wide = view.result.model.means.map((mean) =>
      mean.kind === 'estimated' ? { ...mean, interval: [-1000, 1000] as const } : mean,
    )
    const page = modelPage(withModel(view, { ...view.result.model, means: wide }))
    const looks = [...page.matchAll(/<path class="series[^>]*>/g)].map(([path]) =>
      path.match(/class="[^"]*"|stroke-dasharray="[^"]*"/g)?.join(),
    )
    expect(new Set(looks)).toHaveProperty('size', 3)
    const ends = [...page.matchAll(/<svg[^>]* y="([^"]*)"><line class="interval" y1="([^"]*)" y2="([^"]*)"/g)]
    expect(ends.length).toBeGreaterThan(0)
    for (const [, middle, low, high] of ends) {
      expect(Number(middle) + Number(low)).toBeLessThan(500)
      expect(Number(middle) + Number(high)).toBeGreaterThan(0)
    }
  })
})

describe('the plot of many', () => {
  const view = madeUpModel()
  if (view.result.model.kind !== 'fitted') throw new Error(view.result.model.kind)
  const [mean] = view.result.model.means
  if (mean?.kind !== 'estimated') throw new Error(mean?.kind)
  const narrow = (changed: Partial<MadeUpModel['words']>, means: (typeof mean)[]) =>
    /class="chart narrow".*?(?=class="chart wide")/s.exec(
      modelPage(
        withModel(
          { ...view, words: { ...view.words, ...changed } },
          { ...(view.result.model as FittedModel), means },
        ),
      ),
    )?.[0] ?? ''

  test('visits names and counts as many as there is room for', () => {
    const visits = Array.from({ length: 40 }, (_, at) => ({ id: `v-${at}`, title: `Week ${at}` }))
    const drawn = narrow(
      { visits },
      visits.map(({ id }) => ({ ...mean, visit: id, n: 1234 })),
    )
    expect(drawn.match(/class="interval"/g)).toHaveLength(40)
    for (const words of [/>Week( \d+)?</g, />1,234</g]) {
      const count = drawn.match(words)?.length ?? 0
      expect(count).toBeGreaterThan(1)
      expect(count).toBeLessThan(10)
    }
  })

  test('arms gives each a look of its own', () => {
    const arms = Array.from({ length: 12 }, (_, at) => ({ id: `arm-${at}`, title: `Arm ${at}` }))
    const drawn = narrow(
      { arms },
      arms.map(({ id }) => ({ ...mean, arm: id })),
    )
    const looks = arms.map(({ title }) => {
      const legend = new RegExp(
        `<path class="series[^>]*>(</path>)?<path class="point[^>]*>(</path>)?</g><text[^>]*>${title}<`,
      )
      return legend
        .exec(drawn)?.[0]
        .replaceAll(/ (d="M[\d. ]+h28"|transform="[^"]*"|[xy]="[^"]*")|Arm \d+/g, '')
    })
    expect(new Set(looks).size).toBe(12)
    expect(looks).not.toContain(undefined)
  })
})

describe('the page of thresholds is sound', () => {
  const cases: Record<string, Parameters<typeof madeUpThresholds>[0]> = {
    whole: {},
    'without detail': { own: ['harbor'] },
    suppressed: { sites: { harbor: 40, mesa: 14 }, own: ['harbor'] },
    'of nobody': { sites: {} },
    'of one person': { sites: { harbor: 1 } },
    'of three people': { sites: { harbor: 3 } },
    'of a score that is not asked then': { measure: 'depression', timepoint: 'week-1' },
    'of the rating itself': { measure: 'global-change' },
    'of a score by its name': { measure: 'peg/total' },
  }
  test.each(Object.entries(cases))('%s', (_, of) => {
    for (const locale of LOCALES) expectSound(thresholdsPage(madeUpThresholds({ ...of, locale }), locale))
  })
})

describe('the page of thresholds says', () => {
  const text = findAnalysesText('en').meaningfulChange
  const whole = madeUpThresholds()
  const { result } = whole.result
  if (result.kind !== 'estimated') throw new Error(result.kind)
  const words = (changed: Partial<typeof result>) =>
    stripTags(thresholdsPage(withFound(whole, { ...result, ...changed })))

  test('that a rating is too weak, and when that cannot be told', () => {
    const { anchor } = result
    expect(words({})).not.toContain(text.weak)
    expect(words({ anchor: { ...anchor, tooWeak: true } })).toContain(text.weak)
    const rankCorrelation = { kind: 'not-estimated', n: 2, reason: 'fewer-than-three' } as const
    expect(words({ anchor: { ...anchor, rankCorrelation, tooWeak: true } })).toContain(text.weakUnknown)
  })

  test('that the proportion improved is out of balance, not where it is not', () => {
    expect(words({ proportionImproved: 0.82, proportionWarning: true })).toContain(text.unbalanced('82%'))
    expect(words({ proportionImproved: 0.5, proportionWarning: false })).not.toContain('Outside 30% to 70%')
    expect(words({ proportionImproved: null, proportionWarning: true })).toContain(text.nobody)
  })

  test('that the adjusted estimate is unconfirmed, in plot, table and words', () => {
    const page = thresholdsPage(whole)
    expect(page).toContain('class="tag">unconfirmed')
    expect(page).toMatch(/<rect class="hollow"/)
    expect(stripTags(page)).toContain(text.unconfirmedHint)
  })

  test('why there is no interval, and every reason for no estimate', () => {
    const [first] = result.thresholds
    if (first?.kind !== 'estimated') throw new Error(first?.kind)
    expect(words({ thresholds: [{ ...first, interval: null, failed: 90 }] })).toContain(text.noInterval)
    expect(words({ thresholds: [{ ...first, interval: null, replicates: 0 }] })).toContain(text.noBootstrap)
    const method = 'predictive modelling' as const
    for (const reason of ['separated', 'slope-not-positive', 'no-cut-better-than-chance'] as const)
      expect(words({ thresholds: [{ kind: 'not-estimated', method, n: 4, reason }] })).toContain(
        text.estimateReasons[reason],
      )
  })

  test('that it is suppressed how many are missing', () => {
    expect(words({ missing: null })).toContain('The number who lack one of them is suppressed.')
    expect(words({ missing: 7 })).toContain('7 were asked but lack one of them.')
  })

  test('that no reliability is known, and the detectable changes where one is', () => {
    expect(words({})).toContain(text.estimateReasons['reliability-unknown'])
    const distribution = {
      kind: 'estimated' as const,
      ...{ n: 90, standardDeviation: 2, halfDeviation: 1 },
      ...{ standardErrorOfMeasurement: 0.8944, mdc90: 2.0808, mdc95: 2.4792 },
    }
    const told = words({ distribution })
    for (const number of ['0.89', '2.08', '2.48']) expect(told).toContain(number)
    expect(told).not.toContain(text.estimateReasons['reliability-unknown'])
  })

  test('why groups and curves are not shown, and draws none', () => {
    const page = thresholdsPage(madeUpThresholds({ own: ['harbor'] }))
    expect(stripTags(page)).toContain(text.detailSuppressed)
    expect(page).not.toContain('class="chart only"')
  })

  test('why there is no result', () => {
    for (const [reason, said] of Object.entries(text.resultReasons))
      expect(
        stripTags(
          thresholdsPage(
            withFound(whole, { kind: 'not-estimated', reason: reason as keyof typeof text.resultReasons }),
          ),
        ),
      ).toContain(said)
    expect(stripTags(thresholdsPage(withFound(whole, { kind: 'suppressed' })))).toContain(text.suppressed(11))
  })

  test('each group by its rating in words, with one curve and one table', () => {
    const page = thresholdsPage(whole)
    expect(stripTags(page)).toContain('+1: Minimally improved')
    expect(page.match(/class="chart only"/g)).toHaveLength(result.anchor.groups.length + 2)
    expect(page.match(/class="reach"/g)).toHaveLength(result.anchor.groups.length + 2)
  })

  test('an arrow where an estimate lies beyond the scale', () => {
    const [first] = result.thresholds
    if (first?.kind !== 'estimated') throw new Error(first?.kind)
    const far = { ...first, estimate: 4000, interval: [-9000, 9000] as const }
    const page = thresholdsPage(withFound(whole, { ...result, thresholds: [far] }))
    expectSound(page)
    expect(page.match(/class="beyond interval"/g)).toHaveLength(2 * 3)
    for (const [, x] of page.matchAll(/x[12]?="(-?[\d.]+)%"/g)) {
      expect(Number(x)).toBeGreaterThanOrEqual(0)
      expect(Number(x)).toBeLessThanOrEqual(100)
    }
  })
})

describe('the lab’s page draws how soon and how long', () => {
  const lab = madeUpLab('en')
  const [first] = lab.result.definitions
  if (!first) throw new Error('the lab has definitions')
  const week = { kind: 'estimated', time: 7 } as const
  const median = {
    quantile: week,
    lower: week,
    upper: { kind: 'not-estimated', reason: 'ends-above' },
  } as const
  const time = { kind: 'estimated', n: 3, events: 2, median } as const
  const point = (day: number, survival: number, censored = 0) => ({
    ...{ time: day, survival, censored, interval: null, atRisk: 3, events: 1, standardError: null },
  })
  const incidence = {
    ...({ kind: 'estimated', n: 4, events: 2, competing: 1 } as const),
    curve: [{ time: 28, atRisk: 4, incidence: 0.5, standardError: 0.2 }],
  } as const
  const byArm = {
    ...({ test: { kind: 'estimated', chiSquare: 4.1, df: 1, p: 0.043 }, horizon: 28 } as const),
    arms: [{ arm: 'ketamine', n: 2, events: 2, withoutResponse: { mean: 9.5, interval: null } }],
  } as const
  const renderCurvePage = (curve: readonly ReturnType<typeof point>[] | null) =>
    String(
      <DefinitionComparisonPage
        frame={frame}
        {...lab}
        result={{
          ...lab.result,
          definitions: [
            {
              ...first,
              durability: {
                ...{ toResponse: { ...time, curve }, ofResponse: { kind: 'suppressed' } },
                ...{ incidence, byArm },
              },
            },
          ],
        }}
      />,
    )

  test('for who sees every participant: a step at each response, a tick where somebody was last seen', () => {
    const page = renderCurvePage([point(7, 2 / 3), point(20, 2 / 3, 1), point(28, 0)])
    expectSound(page)
    expect(page).toContain('no response yet')
    expect(page.match(/class="cross"/g)).toHaveLength(2)
    expect(page).toContain('2 responses and 1 death or withdrawal without one in 4 participants')
    expect(page).toContain('log-rank within clinics, p = 0.043')
    expect(page).toContain('on average 9.5 of the first 28 days without a response')
  })

  test('and for nobody else', () => {
    expect(renderCurvePage(null)).not.toContain('no response yet')
  })
})
