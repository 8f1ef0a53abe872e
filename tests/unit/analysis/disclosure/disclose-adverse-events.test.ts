import { describe, expect, test } from 'vitest'
import {
  discloseAdverseEvents,
  type SiteEvents,
} from '../../../../functions/analysis/disclosure/disclose-adverse-events.ts'
import { estimateClusteredProportion } from '../../../../functions/analysis/statistics/clustered-proportion.ts'

const MINIMUM = 11
type Counts = {
  readonly participants: number
  readonly any: number
  readonly serious?: number
  readonly nausea?: number
}

const site = (id: string, { participants, any, serious = 0, nausea = 0 }: Counts): SiteEvents => ({
  ...{ site: id, participants, withEvent: any, withSerious: serious, withRelated: 0 },
  terms: [
    {
      ...{ term: 'nausea', participants: nausea, serious: 0, related: 0 },
      worst: { mild: nausea, moderate: 0, severe: 0, 'life-threatening': 0, fatal: 0 },
    },
  ],
})
const disclose = (
  sites: Readonly<Record<string, Counts>>,
  earlier: Parameters<typeof discloseAdverseEvents>[2] = [],
) =>
  discloseAdverseEvents(
    Object.entries(sites).map(([id, counts]) => site(id, counts)),
    MINIMUM,
    earlier,
  )
const countOf = (of: ReturnType<typeof disclose>['withEvent']) => (of.kind === 'shown' ? of.count : null)
const fill = (any: number, of: Partial<Counts> = {}) => ({ participants: 50, any, ...of })

describe('a count of the whole study', () => {
  test('stands with its rate and an interval that knows of the clinics', () => {
    const found = disclose({ a: fill(20), b: fill(14), c: fill(30) })
    const { rate, interval } = estimateClusteredProportion([20, 14, 30].map((events) => ({ events, n: 50 })))
    expect(found.participants).toBe(150)
    if (found.withEvent.kind !== 'shown') throw new Error(found.withEvent.kind)
    expect(found.withEvent).toMatchObject({ count: 64, rate })
    const [low, high] = found.withEvent.interval ?? [1, 0]
    expect(low).toBe(Math.floor(100 * interval[0]) / 100)
    expect(high).toBe(Math.ceil(100 * interval[1]) / 100)
  })

  test('has no interval where a clinic has a small cell', () => {
    expect(disclose({ a: fill(20), b: fill(14), c: fill(3) }).withEvent).toMatchObject({
      count: 37,
      interval: null,
    })
  })

  test.each<[string, Readonly<Record<string, Counts>>]>([
    ['few', { a: fill(4), b: fill(6) }],
    ['none', { a: fill(0), b: fill(0) }],
    ['all but few', { a: fill(46), b: fill(46) }],
    ['few for someone of the other clinic', { a: fill(40), b: fill(10) }],
  ])('is suppressed of %s', (_, sites) => {
    expect(disclose(sites).withEvent).toEqual({ kind: 'suppressed' })
  })

  test('with few treated everything is', () => {
    expect(disclose({ a: { participants: 60, any: 30 }, b: { participants: 10, any: 5 } })).toMatchObject({
      participants: null,
      withEvent: { kind: 'suppressed' },
      terms: [],
    })
    expect(disclose({}).participants).toBeNull()
  })
})

describe('a part of those with an event', () => {
  test('is shown where those with another one alone are nobody or many, whichever clinic is taken off', () => {
    const withSerious = (a: number, b: number) =>
      countOf(disclose({ a: fill(30, { serious: a }), b: fill(30, { serious: b }) }).withSerious)
    expect(withSerious(15, 16)).toBe(31)
    expect(withSerious(30, 30)).toBe(60)
    expect(withSerious(15, 25)).toBeNull()
    expect(withSerious(28, 28)).toBeNull()
  })

  test('a term that few had is not listed: not even that it occurred', () => {
    expect(disclose({ a: fill(30, { nausea: 2 }), b: fill(30, { nausea: 3 }) }).terms).toEqual([])
    expect(disclose({ a: fill(30, { nausea: 14 }), b: fill(30, { nausea: 13 }) }).terms).toMatchObject([
      { term: 'nausea', incidence: { count: 27 } },
    ])
  })
})

describe('beside an earlier release', () => {
  const first = disclose({ a: fill(20), b: fill(15), c: fill(14) })

  test('the same numbers are shown again', () => {
    expect(disclose({ a: fill(20), b: fill(15), c: fill(14) }, [first])).toEqual(first)
  })

  test('few more are not, nor as many as one clinic could have brought', () => {
    expect(disclose({ a: fill(22), b: fill(15), c: fill(14) }, [first]).withEvent.kind).toBe('suppressed')
    expect(disclose({ a: fill(32), b: fill(15), c: fill(14) }, [first]).withEvent.kind).toBe('suppressed')
  })

  test('many more are, beyond what any one clinic has', () => {
    const many = { participants: 150, any: 60 }
    expect(countOf(disclose({ a: many, b: many, c: many }, [first]).withEvent)).toBe(180)
  })
})
