import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { discloseReasons } from '../../../../functions/analysis/disclosure/disclose-reasons.ts'
import {
  type DisclosedSite,
  disclose,
  discloseBreakdown,
} from '../../../../functions/analysis/disclosure/disclosure.ts'
import type { SiteCounts } from '../../../../functions/analysis/responder/site-counts.ts'
import { computeResponderRateFromCounts } from '../../../../functions/analysis/responder-rate/responder-rate.ts'
import type { Member } from '../../../../functions/platform/core/scope.ts'
import { openShippedLibrary } from '../../../../surveys/library/library.ts'
import type { ResponderRateReply } from '../../../../web/api/analyses/responder-rate.ts'
import type { VerdictReason } from '../../../../web/api/schemas/verdict.ts'

const MINIMUM = 11

/** A site from `met`, `assessable`, `completed` and `assigned`; each is the one before unless given. */
function site(
  id: string,
  met: number,
  assessable: number,
  completed = assessable,
  assigned = completed,
  reasons: [VerdictReason, number][] = [],
): SiteCounts {
  return { site: id, assigned, completed, assessable, met, reasons: new Map(reasons) }
}
const hidden = (id: string) => ({ kind: 'suppressed', site: id })
const big = site('big', 40, 90)
const seen = (one: SiteCounts) => disclose([one, big], ['big'], MINIMUM).sites[0]

describe('a site of others', () => {
  test.each([
    ['10 who met', site('a', 10, 40)],
    ['none who met', site('a', 0, 40)],
    ['10 who did not meet, which the rest would tell', site('a', 30, 40)],
    ['none who did not meet', site('a', 40, 40)],
    ['nobody', site('a', 0, 0)],
  ])('with %s is suppressed whole', (_, one) => expect(seen(one)).toEqual(hidden('a')))

  test.each([
    ['10 not assessable', site('a', 20, 40, 50, 70), { completed: null, assigned: 70 }],
    ['10 who did not answer', site('a', 20, 40, 60, 70), { completed: 60, assigned: null }],
    ['10 of both together', site('a', 20, 40, 45, 50), { completed: null, assigned: null }],
    ['11 of each', site('a', 20, 40, 51, 62), { completed: 51, assigned: 62 }],
    ['none of either', site('a', 20, 40, 40, 40), { completed: 40, assigned: 40 }],
  ])('with %s shows no count that would tell it', (_, one, shown) => {
    expect(seen(one)).toEqual({ kind: 'shown', site: 'a', met: 20, assessable: 40, ...shown })
  })

  test('with 11 who met and 11 who did not is shown', () => {
    expect(seen(site('a', 11, 22))).toMatchObject({ kind: 'shown', met: 11, assessable: 22 })
  })
})

describe('one’s own sites', () => {
  test('are shown whole, however small', () => {
    const { sites } = disclose([site('a', 1, 2, 3, 4), big], ['a'], MINIMUM)
    expect(sites[0]).toEqual({ kind: 'shown', site: 'a', met: 1, assessable: 2, completed: 3, assigned: 4 })
  })

  test('when they are all there are, with every total', () => {
    const { totals } = disclose([site('a', 1, 2, 3, 4), site('b', 0, 1)], ['a', 'b'], MINIMUM)
    expect(totals).toEqual({ met: 1, assessable: 3, completed: 4, assigned: 5 })
  })
})

describe('totals', () => {
  const shown = [site('a', 40, 90), site('b', 50, 100)]

  test('are of the rows that are shown, so that nothing is left over for those that are not', () => {
    const hiddenSites = [site('c', 5, 40), site('d', 15, 15)]
    for (const others of [hiddenSites.slice(1), hiddenSites]) {
      const { sites, totals } = disclose([...shown, ...others], [], MINIMUM)
      expect(sites.map(({ kind }) => kind).slice(2)).toEqual(others.map(() => 'suppressed'))
      expect(totals).toEqual({ met: 90, assessable: 190, completed: 190, assigned: 190 })
    }
  })

  test('leave out a column that a row leaves out', () => {
    expect(disclose([site('a', 40, 90, 91), site('b', 50, 100, 111)], [], MINIMUM).totals).toEqual({
      ...{ met: 90, assessable: 190, completed: null, assigned: null },
    })
  })

  test('of nothing shown are none, and not 0', () => {
    expect(disclose([site('c', 5, 40)], [], MINIMUM).totals).toEqual({
      ...{ met: null, assessable: null, completed: null, assigned: null },
    })
  })
})

test('what one definition hides, another one that shows it does not help to work out', () => {
  // Under the first, x and y are small; under the second, x alone is shown, with how many were asked.
  const first = disclose([site('big', 40, 90), site('x', 5, 40, 40, 60), site('y', 2, 3, 3, 3)], [], MINIMUM)
  const second = disclose(
    [site('big', 40, 90), site('x', 20, 40, 40, 60), site('y', 2, 3, 3, 3)],
    [],
    MINIMUM,
  )
  expect(second.totals).toEqual({ met: 60, assessable: 130, completed: 130, assigned: 150 })
  expect(first.totals).toEqual({ met: 40, assessable: 90, completed: 90, assigned: 90 })
})

describe('the reasons for what is not assessable', () => {
  const entry = (key: string, count: number, ofOthers = count) => ({ key, count, ofOthers })
  const counts = (...entries: ReturnType<typeof entry>[]) =>
    Object.fromEntries(discloseBreakdown(entries, MINIMUM).map(({ key, count }) => [key, count]))

  test('a small one is hidden, and the smallest other one with it', () => {
    expect(counts(entry('a', 30), entry('b', 10), entry('c', 20))).toEqual({ a: 30, b: null, c: null })
  })

  test('two hidden ones that are still small together take a third', () => {
    expect(counts(entry('a', 30), entry('b', 1), entry('c', 2))).toEqual({ a: null, b: null, c: null })
    expect(counts(entry('a', 30), entry('b', 5), entry('c', 6))).toEqual({ a: 30, b: null, c: null })
  })

  test('what one’s own sites hold is taken off first', () => {
    expect(counts(entry('a', 40, 30), entry('b', 40, 3), entry('c', 20, 20))).toEqual({
      ...{ a: 40, b: null, c: null },
    })
    expect(counts(entry('a', 40, 30), entry('b', 3, 0))).toEqual({ a: 40, b: 3 })
  })

  test('large ones are shown', () => {
    expect(counts(entry('a', 30), entry('b', 12), entry('c', 20))).toEqual({ a: 30, b: 12, c: 20 })
  })

  test('are those of the rows that are shown whole', () => {
    const rows = [
      site('a', 40, 90, 90, 110, [['missed', 20]]),
      site('b', 40, 90, 90, 95, [['missed', 5]]),
      site('c', 5, 90, 90, 120, [['missed', 30]]),
    ]
    expect(readResponderRate(rows, []).notAssessable).toEqual([{ reason: 'missed', count: 20 }])
    expect(readResponderRate(rows, ['b']).notAssessable).toEqual([{ reason: 'missed', count: 25 }])
  })

  test('what a site hides has no sum: less the sum of a definition that does not show the site, it would be told', () => {
    const large = site('a', 40, 90, 90, 130, [
      ['missed', 20],
      ['no-baseline', 20],
    ])
    const reasons: [VerdictReason, number][] = [
      ['missed', 6],
      ['no-baseline', 9],
    ]
    const shown = site('b', 40, 90, 90, 105, reasons)
    const suppressed = site('b', 5, 90, 90, 105, reasons)
    expect(readResponderRate([large, suppressed], []).notAssessable).toEqual([
      { reason: 'missed', count: 20 },
      { reason: 'no-baseline', count: 20 },
    ])
    expect(readResponderRate([large, shown], []).notAssessable).toEqual([
      { reason: 'missed', count: null },
      { reason: 'no-baseline', count: null },
    ])
    expect(readResponderRate([large, shown], ['b']).notAssessable).toEqual([
      { reason: 'no-baseline', count: 29 },
      { reason: 'missed', count: 26 },
    ])
  })

  test('one that nobody has is left out', () => {
    expect(counts(entry('a', 0), entry('b', 12))).toEqual({ b: 12 })
  })
})

/*
 * What someone can work out who reads the whole outcome. Unknown are four cells a site: met, assessable but
 * not met, completed but not assessable, assigned but not completed. Every number shown is a sum of cells.
 */
const COLUMNS = ['met', 'assessable', 'completed', 'assigned'] as const
type Sum = { readonly cells: readonly string[]; readonly least: number; readonly most: number }
const exactly = (cells: readonly string[], value: number): Sum => ({ cells, least: value, most: value })

/** The differences between what a row (or the totals) shows: which columns they span, and how large they are. */
function steps(row: Readonly<Record<(typeof COLUMNS)[number], number | null>>) {
  const shown = COLUMNS.flatMap((name, at) => {
    const value = row[name]
    return value === null ? [] : [{ end: at + 1, value }]
  })
  return [{ end: 0, value: 0 }, ...shown].flatMap((start, at) =>
    shown.slice(at).map((end) => ({
      from: start.end,
      to: end.end,
      value: end.value - start.value,
      next: end === shown[at],
    })),
  )
}
const listCells = (id: string, from: number, to: number) =>
  [0, 1, 2, 3].slice(from, to).map((cell) => `${id}:${cell}`)

/** As much of an outcome as counts can be worked out from. */
type Shown = Pick<ResponderRateReply, 'totals' | 'notAssessable'> & {
  readonly sites: readonly DisclosedSite[]
}

function readOff(outcome: Shown): { rows: Sum[]; rest: Sum[]; bounds: Sum[] } {
  const ids = outcome.sites.flatMap((row) => (row.kind === 'shown' ? [row.site] : []))
  const whole = outcome.sites.flatMap((row) =>
    row.kind === 'shown' && row.assigned !== null ? [row.site] : [],
  )
  const rows: Sum[] = []
  const bounds: Sum[] = []
  for (const row of outcome.sites) {
    if (row.kind === 'suppressed') continue
    for (const { from, to, value, next } of steps(row))
      if (next) rows.push(exactly(listCells(row.site, from, to), value))
    // That a count is hidden tells, to one who knows the rule, that it lies 1 to 10 above the one shown.
    if (row.completed === null)
      bounds.push({ cells: listCells(row.site, 2, row.assigned === null ? 4 : 3), least: 1, most: 10 })
    else if (row.assigned === null) bounds.push({ cells: listCells(row.site, 3, 4), least: 1, most: 10 })
  }
  const sums = steps(outcome.totals).map(({ from, to, value }) =>
    exactly(
      ids.flatMap((id) => listCells(id, from, to)),
      value,
    ),
  )
  const reasons = outcome.notAssessable.map(({ count }) => count)
  const told = reasons.reduce<number>((sum, count) => sum + (count ?? 0), 0)
  const wanting = lessRows(
    exactly(
      whole.flatMap((id) => listCells(id, 2, 4)),
      told,
    ),
    rows,
  )
  // That nobody elsewhere is without a verdict may be seen: no reason is listed then.
  if (!reasons.includes(null) && wanting.least > 0) sums.push(wanting)
  const rest = sums.map((sum) => lessRows(sum, rows)).filter(({ cells }) => cells.length > 0)
  return { rows, rest, bounds }
}

/** What a sum leaves over when every row that is part of it is taken off. */
function lessRows(sum: Sum, rows: readonly Sum[]): Sum {
  return rows
    .filter(({ cells }) => cells.every((one) => sum.cells.includes(one)))
    .reduce(
      (left, row) =>
        exactly(
          left.cells.filter((one) => !row.cells.includes(one)),
          left.least - row.least,
        ),
      sum,
    )
}

/** The least and most that each cell can be, narrowed until nothing moves. */
function narrow(sums: readonly Sum[]): Map<string, [number, number]> {
  const range = new Map<string, [number, number]>()
  const findRange = (cell: string): [number, number] => range.get(cell) ?? [0, 10_000]
  for (let moved = true; moved; ) {
    moved = false
    for (const { cells, least, most } of sums)
      for (const cell of cells) {
        const others = cells.filter((other) => other !== cell).map(findRange)
        const [low, high] = findRange(cell)
        const narrower: [number, number] = [
          Math.max(low, least - others.reduce((sum, [, top]) => sum + top, 0)),
          Math.min(high, most - others.reduce((sum, [bottom]) => sum + bottom, 0)),
        ]
        if (narrower[0] !== low || narrower[1] !== high) moved = true
        range.set(cell, narrower)
      }
  }
  return range
}

const shipped = openShippedLibrary().findStudy('ketamine-infusion-registry')?.definition
const definition = shipped?.responderDefinitions[0]

function readResponderRate(counts: readonly SiteCounts[], ownSites: readonly string[]): ResponderRateReply {
  if (!shipped || !definition) throw new Error('the shipped study has a definition')
  const member: Member = { sub: 's', study: shipped.id, role: 'coordinator', sites: ownSites }
  const study = {
    ...shipped,
    sites: counts.map(({ site: id }) => ({ id, name: id, timeZone: 'UTC', phone: '+1 202-555-0100' })),
  }
  return computeResponderRateFromCounts(
    counts,
    member,
    study,
    { definition, timepoint: 'week-12' },
    '2026-06-01T00:00:00.000Z',
  )
}

const cell = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 12 }), fc.integer({ min: 11, max: 60 }))
const arbitrarySite = fc.tuple(cell, cell, cell, cell, cell)
const arbitraryStudy = fc
  .array(fc.tuple(arbitrarySite, fc.boolean()), { minLength: 1, maxLength: 6 })
  .map((drawn) => ({
    counts: drawn.map(([[met, notMet, unscored, missed, open]], at) =>
      site(
        `site-${at}`,
        met,
        met + notMet,
        met + notMet + unscored,
        met + notMet + unscored + missed + open,
        [
          ['not-scorable', unscored],
          ['missed', missed],
          ['not-yet-answered', open],
        ],
      ),
    ),
    own: drawn.flatMap(([, own], at) => (own ? [`site-${at}`] : [])),
  }))

describe('whatever the counts and whoever looks', () => {
  const discloseAll = (counts: readonly SiteCounts[], own: readonly string[]): Shown => ({
    ...disclose(counts, own, MINIMUM),
    notAssessable: discloseReasons(counts, { sites: own, minimumCellSize: MINIMUM }),
  })
  const law = (holds: (outcome: Shown, own: readonly string[]) => void) =>
    fc.assert(
      fc.property(arbitraryStudy, ({ counts, own }) => holds(discloseAll(counts, own), own)),
      { numRuns: 2000 },
    )

  test('an outcome shows of the counts what is disclosed of them, and no more', () => {
    fc.assert(
      fc.property(arbitraryStudy, ({ counts, own }) => {
        const { sites, totals, notAssessable } = readResponderRate(counts, own)
        const rows = sites.map(({ name: _, rate: __, interval: ___, ...row }) => row)
        expect({ sites: rows, totals, notAssessable }).toEqual(discloseAll(counts, own))
      }),
      { numRuns: 50 },
    )
  })

  test('no row of others shows a count, or a difference of two, from 1 to 10', () => {
    law((outcome, own) => {
      for (const row of outcome.sites)
        if (row.kind === 'shown' && !own.includes(row.site))
          for (const { from, value } of steps(row)) {
            expect(value === 0 || value >= MINIMUM).toBe(true)
            if (from < 2) expect(value).toBeGreaterThanOrEqual(MINIMUM)
          }
    })
  })

  test('what the totals and reasons leave over, once the rows are taken off, is at least 11', () => {
    law((outcome) => {
      for (const { least } of readOff(outcome).rest) expect(least).toBeGreaterThanOrEqual(MINIMUM)
    })
  })

  test('no hidden cell can be worked out', () => {
    law((outcome) => {
      const { rows, rest, bounds } = readOff(outcome)
      const shown = new Set(rows.filter(({ cells }) => cells.length === 1).flatMap(({ cells }) => cells))
      for (const [name, [least, most]] of narrow([...rows, ...rest, ...bounds]))
        if (!shown.has(name)) expect(most, name).toBeGreaterThan(least)
    })
  })

  test('a member of every site sees everything', () => {
    fc.assert(
      fc.property(arbitraryStudy, ({ counts }) => {
        const outcome = discloseAll(
          counts,
          counts.map(({ site: id }) => id),
        )
        expect(outcome.sites.map(({ kind }) => kind)).toEqual(counts.map(() => 'shown'))
        expect(Object.values(outcome.totals)).not.toContain(null)
        expect(outcome.notAssessable.map(({ count }) => count)).not.toContain(null)
      }),
    )
  })
})

describe('the pooled rate', () => {
  const counts = [site('a', 40, 90), site('b', 50, 100), site('c', 45, 90), site('d', 5, 40)]
  const computePooled = (...own: string[]) => readResponderRate(counts, own).pooled

  test('is of the sites that anyone may see, the same for everyone who does not see all', () => {
    expect(computePooled()).toMatchObject({
      kind: 'pooled',
      k: 3,
      sites: [{ site: 'a' }, { site: 'b' }, { site: 'c' }],
    })
    for (const own of [['a'], ['d'], ['a', 'b', 'c']]) expect(computePooled(...own)).toEqual(computePooled())
  })

  test('is of all sites for a member of all', () => {
    expect(computePooled('a', 'b', 'c', 'd')).toMatchObject({
      kind: 'pooled',
      k: 4,
      sites: [{ site: 'a' }, { site: 'b' }, { site: 'c' }, { site: 'd' }],
    })
  })

  test('is not made of fewer than three', () => {
    const few = [site('a', 40, 90), site('b', 50, 100), site('c', 5, 90), site('d', 5, 40)]
    expect(readResponderRate(few, ['a']).pooled).toEqual({
      kind: 'not-pooled',
      reason: 'fewer-than-three-sites',
    })
  })
})
