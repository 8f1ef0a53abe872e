import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { InstrumentDefinition } from '../../../surveys/instrument/definition.ts'
import { listOptions } from '../../../surveys/instrument/item.ts'
import { formatRef } from '../../../surveys/instrument/vocabulary.ts'
import { openShippedLibrary } from '../../../surveys/library/library.ts'
import { findBand, scoreInstrument } from '../../../surveys/scoring/score.ts'
import {
  compare,
  createRational,
  formatRational,
  parseDecimal,
  subtract,
} from '../../../surveys/values/rational.ts'

const shipped = openShippedLibrary().instruments.map(({ definition }) => definition)

function instrument(id: string): InstrumentDefinition {
  const found = shipped.find((definition) => definition.id === id)
  if (!found) throw new Error(`no ${id}`)
  return found
}
const requireScore = (
  definition: InstrumentDefinition,
  answers: Record<string, string | null>,
  scale: string,
) => {
  const score = scoreInstrument(definition, answers).find((one) => one.scale === scale)
  if (!score) throw new Error(`no scale ${scale}`)
  return score
}
const formatExact = (
  definition: InstrumentDefinition,
  answers: Record<string, string | null>,
  scale = 'total',
) => {
  const score = requireScore(definition, answers, scale)
  return score.kind === 'scored' ? formatRational(score.exact) : score.reason
}

/** PHQ-9 answers in the order in which the items are printed; `-` is a question that was declined. */
const phq9 = instrument('phq-9')
const phq = (codes: string) =>
  Object.fromEntries(phq9.items.map(({ id }, at) => [id, codes[at] === '-' ? null : (codes[at] ?? null)]))
const peg = instrument('peg')
const buildPeg = (pain: string | null, enjoyment: string | null, activity: string | null) => ({
  pain,
  enjoyment,
  activity,
})

/** One instrument, drawn, with an answer, a refusal or nothing for each of its items. */
const answered = fc.constantFrom(...shipped).chain((definition) =>
  fc
    .tuple(
      ...definition.items.map((item) =>
        fc.option(
          fc.constantFrom<string | null>(...listOptions(definition, item).map(({ code }) => code), null),
          {
            nil: undefined,
          },
        ),
      ),
    )
    .map((codes) => ({
      definition,
      answers: Object.fromEntries(
        definition.items.flatMap(({ id }, at) => {
          const code = codes[at]
          return code === undefined ? [] : [[id, code]]
        }),
      ) as Record<string, string | null>,
    })),
)

describe('what cannot be scored', () => {
  test.each([
    ['PEG without its pain item (Krebs 2009: all three)', peg, buildPeg(null, '6', '7')],
    ['PEG with one item never reached', peg, { pain: '7', enjoyment: '6' }],
    ['PHQ-9 with three items declined (Arrieta 2017: at most two)', phq9, phq('222222---')],
    ['PHQ-9 with nothing answered', phq9, {}],
  ])('%s', (_, definition, answers) => {
    expect(formatExact(definition, answers)).toBe('items-missing')
  })

  test.each(['11', '-1', '7.0', '07', '', 'constructor', '__proto__', 'toString'])(
    'an answer that is no option: “%s”',
    (code) => {
      expect(formatExact(peg, buildPeg(code, '6', '7'))).toBe('unknown-code')
      expect(formatExact(instrument('rand-36-general-health'), { health: code }, 'health')).toBe(
        'unknown-code',
      )
    },
  )

  test('names the items that are missing', () => {
    expect(requireScore(peg, buildPeg('7', null, '7'), 'total')).toEqual({
      kind: 'not-scorable',
      scale: 'total',
      reason: 'items-missing',
      itemsMissing: ['enjoyment'],
    })
  })
})

describe('the published examples', () => {
  test.each(
    shipped.flatMap((definition) =>
      definition.examples.flatMap((example) =>
        Object.entries(example.scores).map(
          ([scale, expected]) =>
            [formatRef(definition), scale, expected, example.source, definition, example.answers] as const,
        ),
      ),
    ),
  )('%s %s is %s: %s', (_ref, scale, expected, _source, definition, answers) => {
    const found = formatExact(definition, answers, scale)
    expect(found === 'items-missing' ? 'not-scorable' : found).toBe(expected)
  })

  test('stand for every scale that ships', () => {
    for (const { examples, scales } of shipped)
      expect(new Set(examples.flatMap(({ scores }) => Object.keys(scores)))).toEqual(
        new Set(scales.map(({ id }) => id)),
      )
  })
})

describe('PEG (Krebs 2009: the mean of three items, 0–10)', () => {
  test.each([
    ['0', '0', '0', '0'],
    ['10', '10', '10', '10'],
    ['7', '6', '7', '20/3'],
    ['1', '0', '0', '1/3'],
  ])('%s, %s, %s → %s', (pain, enjoyment, activity, total) => {
    expect(formatExact(peg, buildPeg(pain, enjoyment, activity))).toBe(total)
  })
})

describe('PHQ-9 (Kroenke 2001: the sum of nine items, 0–27)', () => {
  test.each([
    ['000000000', '0', 'minimal'],
    ['111100000', '4', 'minimal'],
    ['111110000', '5', 'mild'],
    ['111111111', '9', 'mild'],
    ['211111111', '10', 'moderate'],
    ['222221111', '14', 'moderate'],
    ['222222111', '15', 'moderately-severe'],
    ['333222211', '19', 'moderately-severe'],
    ['333322211', '20', 'severe'],
    ['333333333', '27', 'severe'],
  ])('%s → %s, %s', (codes, total, band) => {
    const score = requireScore(phq9, phq(codes), 'total')
    expect(score).toMatchObject({ kind: 'scored', band })
    expect(formatExact(phq9, phq(codes))).toBe(total)
  })

  test.each([
    ['one missing: 8 over 8 items × 9', '11111111-', '9'],
    ['two missing: 8 over 7 items × 9', '2111111--', '72/7'],
    ['a missing item is no 0: 7 over 7 items × 9', '1111111--', '9'],
  ])('%s', (_, codes, total) => {
    const score = requireScore(phq9, phq(codes), 'total')
    expect(formatExact(phq9, phq(codes))).toBe(total)
    expect(score.itemsMissing).toEqual(
      phq9.items.filter((_item, at) => codes[at] === '-').map(({ id }) => id),
    )
  })

  test('a prorated score just below a band is not in it', () => {
    // 13 over 8 items × 9 = 117/8 = 14.625; the next band starts at 15.
    expect(formatExact(phq9, phq('22222111-'))).toBe('117/8')
    expect(requireScore(phq9, phq('22222111-'), 'total')).toMatchObject({ band: 'moderate' })
  })
})

describe('RAND general health (RAND 36-Item Health Survey 1.0 scoring instructions, Table 1)', () => {
  test.each([
    ['1', '100'],
    ['2', '75'],
    ['3', '50'],
    ['4', '25'],
    ['5', '0'],
  ])('%s → %s', (code, score) => {
    expect(formatExact(instrument('rand-36-general-health'), { health: code }, 'health')).toBe(score)
  })
})

describe('whatever is answered', () => {
  const law = (holds: (definition: InstrumentDefinition, answers: Record<string, string | null>) => void) =>
    fc.assert(fc.property(answered, ({ definition, answers }) => holds(definition, answers)))

  test('a score lies in the range of its scale', () => {
    law((definition, answers) => {
      scoreInstrument(definition, answers).forEach((score, at) => {
        const [low = 0, high = 0] = definition.scales[at]?.range ?? []
        if (score.kind === 'not-scorable') return
        expect(compare(score.exact, parseDecimal(low))).toBeGreaterThanOrEqual(0)
        expect(compare(score.exact, parseDecimal(high))).toBeLessThanOrEqual(0)
      })
    })
  })

  test('the order of items and answers does not matter', () => {
    law((definition, answers) => {
      const turned = Object.fromEntries(Object.entries(answers).reverse())
      // Only where no item is shown on the answer to one before it.
      const ordered = definition.items.some(({ shownWhen }) => shownWhen)
      const items = { ...definition, items: ordered ? definition.items : [...definition.items].reverse() }
      expect(scoreInstrument(items, turned)).toEqual(scoreInstrument(definition, answers))
    })
  })

  test('declined and never reached count the same, and neither counts as an answer', () => {
    law((definition, answers) => {
      const given = Object.fromEntries(Object.entries(answers).filter(([, code]) => code !== null))
      expect(scoreInstrument(definition, given)).toEqual(scoreInstrument(definition, answers))
    })
  })

  test('one answer fewer than the rule asks for is not scorable, just enough is', () => {
    law((definition, answers) => {
      scoreInstrument(definition, answers).forEach((score, at) => {
        const rule = definition.scales[at]?.rule
        if (!rule) throw new Error('no rule')
        // Only scales of plain items: how many of them are answered is all there is to it.
        if (rule.op !== 'sum' && rule.op !== 'mean') return
        const items = rule.of.map((part) => (typeof part === 'object' && 'item' in part ? part.item : part))
        if (!items.every((item) => typeof item === 'string')) return
        const used = items.filter((item) => typeof answers[item] === 'string').length
        const readMinimum = () =>
          'minimumAnswered' in rule.missing ? rule.missing.minimumAnswered : Number.NaN
        const needed = {
          'all-required': () => items.length,
          'half-rule': () => Math.floor((items.length + 1) / 2),
          'mean-substitute': readMinimum,
          'blank-counts-zero': readMinimum,
        }[rule.missing.policy]()
        expect(score.kind).toBe(used >= needed ? 'scored' : 'not-scorable')
      })
    })
  })
})

describe('operations that no shipped scale uses yet', () => {
  const items = ['a', 'b', 'c'] as const
  const buildDefinition = (rule: InstrumentDefinition['scales'][number]['rule']): InstrumentDefinition => ({
    ...peg,
    items: items.map((id) => ({ id, type: 'numeric-scale', minimum: 1, maximum: 5 })),
    scales: peg.scales
      .slice(0, 1)
      .map((scale) => ({ ...scale, id: 'total', rule, range: [3, 15], bands: [] })),
  })
  const missing = { policy: 'all-required' } as const
  const plain = buildDefinition({ op: 'sum', of: [...items], missing })
  const reversed = buildDefinition({
    op: 'sum',
    of: items.map((item) => ({ item, reverse: true as const })),
    missing,
  })
  const code = fc.integer({ min: 1, max: 5 }).map(String)

  test('reversal mirrors the score in its range: 3 + 15 less the plain one', () => {
    fc.assert(
      fc.property(code, code, code, (a, b, c) => {
        const [one, other] = [plain, reversed].map((definition) =>
          requireScore(definition, { a, b, c }, 'total'),
        )
        if (one?.kind !== 'scored' || other?.kind !== 'scored') throw new Error('not scored')
        expect(other.exact).toEqual(subtract(createRational(18), one.exact))
        expect(other.itemsReversed).toEqual(['a', 'b', 'c'])
        expect(one.itemsReversed).toEqual([])
      }),
    )
  })

  test('one reversed item among plain ones: 5 + (1 + 5 − 5) + 3', () => {
    const mixed = buildDefinition({ op: 'sum', of: ['a', { item: 'b', reverse: true }, 'c'], missing })
    expect(formatExact(mixed, { a: '5', b: '5', c: '3' })).toBe('9')
  })

  test('a printed recode may have decimals: 6 + 5.4 + 4.2 = 15.6', () => {
    const recode = { '1': 6, '2': 5.4, '3': 4.2, '4': 2, '5': 1 }
    const recoded = buildDefinition({ op: 'sum', of: items.map((item) => ({ item, recode })), missing })
    expect(formatExact(recoded, { a: '1', b: '2', c: '3' })).toBe('78/5')
  })

  test('bands are half-open: each starts at its `from`', () => {
    const [scale] = phq9.scales
    if (!scale) throw new Error('no scale')
    expect(findBand(scale, createRational(19, 2))).toBe('mild')
    expect(findBand(scale, createRational(10))).toBe('moderate')
    expect(findBand({ ...scale, bands: [] }, createRational(10))).toBeNull()
  })
})
