import { expect, test } from 'vitest'
import { buildReleasedArms } from '../../../functions/analysis/disclosure/released-arms.ts'
import type { ComparedArms, Multiplicity } from '../../../web/api/analyses/arm-comparison.ts'
import { ResponderRatePage } from '../../../web/console/analyses.ts'
import { createFormats } from '../../../web/console/format.ts'
import { findAnalysesText } from '../../../web/text/analyses-text.ts'
import { ARMS, madeUpRate } from '../../support/analysis-views.ts'
import { frame } from '../../support/console-views.ts'

function renderWords(
  arms: typeof ARMS,
  multiplicity?: Multiplicity | null,
  locale = 'en',
  byArm?: ComparedArms,
) {
  const asked = { definition: 'pain-relief-50', estimand: 'all-treated', arms, locale }
  const { result, query, words } = madeUpRate(asked)
  const html = String(
    <ResponderRatePage
      frame={{ ...frame, locale }}
      result={{ ...result, ...(multiplicity !== undefined && { multiplicity }), ...(byArm && { byArm }) }}
      {...{ query, words }}
    />,
  )
  return {
    result,
    words: html
      .replace(/<[^>]*>/g, ' ')
      .replaceAll('&lt;', '<')
      .replace(/\s+/g, ' '),
  }
}

test('a secondary endpoint shows the raw p and the one adjusted over all of them', () => {
  const { result, words } = renderWords(ARMS.slice(0, 2))
  if (result.multiplicity?.kind !== 'holm') throw new Error(result.multiplicity?.kind)
  const { p } = createFormats('en')
  const [own] = result.multiplicity.comparisons
  expect(words).toContain(`Within clinics: p = ${p(own?.p ?? 1)}.`)
  expect(words).toContain(`p = ${p(own?.adjustedP ?? 1)} adjusted over 3 secondary endpoints (Holm).`)
  expect(words).not.toContain('among all pairs')
})

test('with three arms it says how many pairs each endpoint has, and which tests are still to come', () => {
  const { words } = renderWords(ARMS)
  expect(words).toContain('adjusted over 3 secondary endpoints (Holm), each with 3 pairs of arms.')
  const { result } = renderWords(ARMS)
  if (result.multiplicity?.kind !== 'holm') throw new Error(result.multiplicity?.kind)
  const some = renderWords(ARMS, { ...result.multiplicity, tested: 6 }).words
  expect(some).toContain('6 of these 9 tests can be made so far.')
})

test('a blinded reader learns that arms are hidden, not that there are none', () => {
  const { result, query, words } = madeUpRate({
    ...{ definition: 'pain-relief-50', estimand: 'all-treated', arms: [], locale: 'en' },
  })
  const blinded = { ...frame, member: { ...frame.member, blinded: true } }
  const html = String(<ResponderRatePage frame={blinded} {...{ result, query, words }} />)
  expect(html).toContain('Nothing is tested here: arms are hidden from you.')
  expect(html).not.toContain('has no arms to compare')
})

test('without arms it says that nothing is tested; without adjustment that there is none', () => {
  expect(renderWords([]).words).toContain('Nothing is tested: this study has no arms to compare.')
  expect(renderWords([], undefined, 'es').words).toContain('No se prueba nada')
  const raw = renderWords(ARMS, { kind: 'not-adjusted', endpoints: 3, pairs: 3 }).words
  expect(raw).toContain('The study does not adjust p values over its 3 secondary endpoints.')
  expect(raw).toContain('among all pairs')
})

test.each(['en', 'es'])('arms of a release, whole, in part and not at all (%s)', (locale) => {
  const text = findAnalysesText(locale).armComparison
  const arms = ARMS.slice(0, 2)
  const cells = ['harbor', 'mesa', 'summit'].flatMap((site) =>
    arms.map(({ id: arm }, at) => ({ site, arm, due: 30, met: 12 + 3 * at })),
  )
  const source = { arms: arms.map(({ id }) => id), cells, showsTests: true }
  const render = (byArm: ComparedArms) => renderWords(arms, null, locale, byArm).words
  const whole = render(buildReleasedArms(source, true))
  expect(whole).toContain(text.releasedMethod)
  expect(whole).toMatch(/10\s?% \(/)
  expect(whole).not.toContain(text.testSuppressed)
  expect(render(buildReleasedArms({ ...source, showsTests: false }, true))).toContain(text.testSuppressed)
  const part = render(buildReleasedArms(source, false))
  expect(part).toContain(text.testSuppressed)
  expect(part).toContain(findAnalysesText(locale).console.outcomes.suppressed)
  expect(part).not.toMatch(/null|undefined|NaN/)
  expect(render({ kind: 'suppressed' })).toContain(text.suppressed)
})
