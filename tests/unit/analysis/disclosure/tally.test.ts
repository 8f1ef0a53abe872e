import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  discloseBreakdown,
  hasNoSmallGroup,
  listSuppressedSites,
} from '../../../../functions/analysis/disclosure/disclosure.ts'
import {
  canShow,
  canShowEachSite,
  canShowWithEmptyCells,
  discloseComparableRates,
  discloseRate,
  type Tally,
  tallyCells,
} from '../../../../functions/analysis/disclosure/tally.ts'

/** Whoever looks belongs to `own`. */
const VIEWER = { sites: ['own'], minimumCellSize: 11 }
const CELLS = ['met', 'notMet'] as const
type Cell = (typeof CELLS)[number]
type Person = { readonly site: string; readonly cell: Cell | undefined }
const people = (site: string, counts: Partial<Record<Cell | 'neither', number>>): Person[] =>
  Object.entries(counts).flatMap(([cell, count]) =>
    Array.from({ length: count }, () => ({ site, cell: cell === 'neither' ? undefined : (cell as Cell) })),
  )
const tally = (...groups: readonly Person[][]): Tally<Cell> =>
  tallyCells(CELLS, groups.flat(), ({ cell }) => cell, VIEWER)

describe('a tally', () => {
  test('of nobody is 0 in every cell, and of no site', () => {
    const none = { met: 0, notMet: 0 }
    expect(tally()).toEqual({ all: none, ofOthers: none, ofEachOther: new Map() })
  })

  test('leaves out whoever belongs to no cell', () => {
    expect(tally(people('mesa', { neither: 3 })).ofEachOther).toEqual(new Map())
  })

  test('counts everybody, those of other sites apart, and each of those sites', () => {
    const found = tally(
      people('own', { met: 1, notMet: 2 }),
      people('mesa', { met: 4, neither: 1 }),
      people('summit', { met: 8, notMet: 16 }),
    )
    expect(found.all).toEqual({ met: 13, notMet: 18 })
    expect(found.ofOthers).toEqual({ met: 12, notMet: 16 })
    expect(found.ofEachOther).toEqual(
      new Map([
        ['mesa', { met: 4, notMet: 0 }],
        ['summit', { met: 8, notMet: 16 }],
      ]),
    )
  })
})

/** What a viewer may see, by the counts of the two cells of other sites. */
describe.each([
  ['a count and its parts', canShow, { empty: true, gap: false, small: false, large: true }],
  [
    'counts of which some may be of nobody',
    canShowWithEmptyCells,
    { empty: true, gap: true, small: false, large: true },
  ],
  ['counts of each site', canShowEachSite, { empty: true, gap: false, small: false, large: true }],
] as const)('%s', (_, isShown, { empty, gap, small, large }) => {
  test.each([
    ['ten in a cell', { met: 10, notMet: 30 }, small],
    ['one in a cell', { met: 30, notMet: 1 }, small],
    ['nobody in one cell', { met: 0, notMet: 30 }, gap],
    ['nobody in the other cell', { met: 30, notMet: 0 }, gap],
    ['eleven in each', { met: 11, notMet: 11 }, large],
  ])('with %s', (_, counts, expected) => {
    expect(isShown(tally(people('own', { met: 1 }), people('mesa', counts)), VIEWER)).toBe(expected)
  })

  test('of the viewer’s own site alone', () => {
    expect(isShown(tally(people('own', { met: 1, notMet: 3 })), VIEWER)).toBe(empty)
  })
})

test('two sites that are small each are not large together: someone of one of them takes theirs off', () => {
  const both = tally(people('mesa', { met: 6, notMet: 20 }), people('summit', { met: 6, notMet: 20 }))
  expect(canShow(both, VIEWER)).toBe(false)
  expect(canShowWithEmptyCells(both, VIEWER)).toBe(false)
  const three = tally(...['mesa', 'summit', 'lakes'].map((site) => people(site, { met: 6, notMet: 20 })))
  expect(canShow(three, VIEWER)).toBe(true)
  expect(canShowWithEmptyCells(three, VIEWER)).toBe(true)
  expect(canShowEachSite(three, VIEWER)).toBe(false)
})

describe('a rate', () => {
  test('is suppressed where a site of others has a small cell, or none', () => {
    for (const met of [0, 10])
      expect(
        discloseRate(tally(people('own', { met: 40 }), people('mesa', { met, notMet: 40 })), VIEWER),
      ).toEqual({
        kind: 'suppressed',
      })
  })

  test('of nobody is no number', () => {
    expect(discloseRate(tally(people('own', { neither: 3 })), VIEWER)).toEqual({
      ...{ kind: 'no-rate', reason: 'nobody-due' },
    })
  })

  test('is of everybody, with Wilson’s interval', () => {
    const rate = discloseRate(
      tally(people('own', { met: 4, notMet: 6 }), people('mesa', { met: 11, notMet: 19 })),
      VIEWER,
    )
    expect(rate).toMatchObject({ kind: 'rate', due: 40, met: 15, rate: 0.375 })
    // Wilson (1927) by hand: (p + z²/2n ± z√(p(1−p)/n + z²/4n²)) / (1 + z²/n) of 15 in 40.
    if (rate.kind !== 'rate') throw new Error(rate.kind)
    expect(rate.interval?.[0]).toBeCloseTo(0.2422297917, 9)
    expect(rate.interval?.[1]).toBeCloseTo(0.5296756086, 9)
  })
})

describe('rates under rules that differ in little', () => {
  const rates = (...counts: [met: number, notMet: number][]) =>
    discloseComparableRates(
      counts.map(([met, notMet]) => tally(people('own', { met: 3 }), people('mesa', { met, notMet }))),
      VIEWER,
    ).map(({ kind }) => kind)

  test.each<[string, [number, number][], string[]]>([
    [
      'one participant',
      [
        [40, 40],
        [41, 39],
      ],
      ['rate', 'suppressed'],
    ],
    [
      'ten participants who met it',
      [
        [40, 40],
        [50, 40],
      ],
      ['rate', 'suppressed'],
    ],
    [
      'ten participants who did not',
      [
        [40, 40],
        [40, 30],
      ],
      ['rate', 'suppressed'],
    ],
    [
      'ten from one that was shown before the last',
      [
        [40, 40],
        [60, 20],
        [50, 30],
      ],
      ['rate', 'rate', 'suppressed'],
    ],
  ])('one is suppressed that differs from another by %s', (_, counts, expected) => {
    expect(rates(...counts)).toEqual(expected)
  })

  test('they are shown where they are the same, or differ by eleven', () => {
    expect(rates([40, 40], [40, 40], [51, 29])).toEqual(['rate', 'rate', 'rate'])
  })

  test('one that is not shown gives nothing away, and holds no other back', () => {
    expect(rates([5, 40], [6, 39], [40, 20])).toEqual(['suppressed', 'suppressed', 'rate'])
    expect(rates([10, 40], [12, 38])).toEqual(['suppressed', 'rate'])
  })

  test('they are compared site by site: sums that agree do not make up for it', () => {
    const at = (mesa: [number, number], summit: [number, number]) =>
      tally(
        people('mesa', { met: mesa[0], notMet: mesa[1] }),
        people('summit', { met: summit[0], notMet: summit[1] }),
      )
    const found = discloseComparableRates([at([30, 30], [30, 30]), at([31, 29], [29, 31])], VIEWER)
    expect(found.map(({ kind }) => kind)).toEqual(['rate', 'suppressed'])
  })

  test('a site that is only in one of them differs by all of its participants', () => {
    const without = tally(people('mesa', { met: 40, notMet: 40 }))
    const withSummit = tally(
      people('mesa', { met: 40, notMet: 40 }),
      people('summit', { met: 11, notMet: 11 }),
    )
    expect(discloseComparableRates([without, withSummit], VIEWER).map(({ kind }) => kind)).toEqual([
      'rate',
      'rate',
    ])
  })

  test('the viewer’s own participants may differ by one', () => {
    const own = (met: number) => tally(people('own', { met }), people('mesa', { met: 40, notMet: 40 }))
    expect(discloseComparableRates([own(3), own(4)], VIEWER)).toMatchObject([{ met: 43 }, { met: 44 }])
  })

  test('whatever the counts, no two rates that are shown differ at a site by one to ten', () => {
    const count = fc.integer({ min: 0, max: 40 })
    fc.assert(
      fc.property(fc.array(fc.tuple(count, count, count, count), { minLength: 2, maxLength: 5 }), (drawn) => {
        const tallies = drawn.map(([a, b, c, d]) =>
          tally(people('mesa', { met: a, notMet: b }), people('summit', { met: c, notMet: d })),
        )
        const shown = discloseComparableRates(tallies, VIEWER).flatMap((rate, at) =>
          rate.kind === 'rate' ? (drawn[at] ?? []) : [],
        )
        for (let column = 0; column < 4; column += 1) {
          const values = shown.filter((_, at) => at % 4 === column)
          for (const one of values)
            for (const other of values)
              expect([0, ...Array.from({ length: 60 }, (_, at) => at + 11)]).toContain(Math.abs(one - other))
        }
      }),
      { numRuns: 300 },
    )
  })
})

describe('an estimate over participants', () => {
  const counts = [
    { site: 'own', n: 2 },
    { site: 'mesa', n: 10 },
    { site: 'summit', n: 11 },
    { site: 'empty', n: 0 },
  ]

  test('leaves out the sites with fewer than the minimum, the viewer’s own among them', () => {
    expect(listSuppressedSites(counts, VIEWER)).toEqual(['own', 'mesa'])
    expect(listSuppressedSites(counts, { ...VIEWER, sites: [] })).toEqual(['own', 'mesa'])
    expect(listSuppressedSites(counts, { ...VIEWER, sites: ['own', 'mesa', 'summit'] })).toEqual([
      'own',
      'mesa',
    ])
  })

  test('leaves out none for a viewer who belongs to every site', () => {
    const sites = counts.map(({ site }) => site)
    expect(listSuppressedSites(counts, { ...VIEWER, sites })).toEqual([])
  })

  const group = (site: string, count: number) => Array.from({ length: count }, () => ({ site }))

  test('has no small group where each other site has nobody in it or the minimum', () => {
    expect(hasNoSmallGroup([], VIEWER)).toBe(true)
    expect(hasNoSmallGroup([...group('own', 1), ...group('mesa', 11)], VIEWER)).toBe(true)
    expect(hasNoSmallGroup([...group('mesa', 11), ...group('summit', 10)], VIEWER)).toBe(false)
    expect(hasNoSmallGroup(group('mesa', 1), VIEWER)).toBe(false)
  })
})

describe('at the edges of the rules', () => {
  test('reasons are listed from the most frequent on, whatever the order in which they were counted', () => {
    const entries = [20, 40, 30].map((count) => ({ key: `r${count}`, count, ofOthers: count }))
    expect(discloseBreakdown(entries, 11)).toEqual([
      { key: 'r40', count: 40 },
      { key: 'r30', count: 30 },
      { key: 'r20', count: 20 },
    ])
  })

  test('a reason of exactly the minimum is shown', () => {
    const entries = [11, 11].map((count, at) => ({ key: at, count, ofOthers: count }))
    expect(discloseBreakdown(entries, 11).map(({ count }) => count)).toEqual([11, 11])
  })

  test('where the minimum is one, a reason is not hidden alone', () => {
    const entries = [
      { key: 'a', count: 5, ofOthers: 0.5 },
      { key: 'b', count: 9, ofOthers: 9 },
      { key: 'c', count: 20, ofOthers: 20 },
    ]
    expect(discloseBreakdown(entries, 1).map(({ key, count }) => [key, count])).toEqual([
      ['c', 20],
      ['b', null],
      ['a', null],
    ])
  })
})
