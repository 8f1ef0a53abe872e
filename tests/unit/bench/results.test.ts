import { describe, expect, test } from 'vitest'
import { findChanges, formatChanges, listFigures, pickMeasured } from '../../bench/results.ts'

const results = (c64: { perSecond: number; p50: number }, read = 71.5) => ({
  machine: { node: 'v24.21.0', cores: 2 },
  submissions: { c64 },
  steps: { answer: { requests: 5, read } },
})
const kept = results({ perSecond: 143, p50: 450 })

describe('what changed against the kept results', () => {
  test('is nothing where times moved by a tenth at most', () => {
    expect(findChanges(kept, results({ perSecond: 150, p50: 420 }))).toEqual([])
    expect(formatChanges([])).toBe('Nothing changed against the kept results.')
  })

  test('is a time that moved by more than a tenth, up or down', () => {
    expect(findChanges(kept, results({ perSecond: 700, p50: 90 }))).toEqual([
      { figure: 'submissions.c64.perSecond', kept: 143, now: 700 },
      { figure: 'submissions.c64.p50', kept: 450, now: 90 },
    ])
  })

  test('is a count that moved at all', () => {
    expect(findChanges(kept, results({ perSecond: 143, p50: 450 }, 71))).toEqual([
      { figure: 'steps.answer.read', kept: 71.5, now: 71 },
    ])
  })

  test('is a page that grew by more than what random ids compress to', () => {
    const page = (gzip: number) => ({ pages: { survey: { bytes: { gzip }, headerBytes: 882 } } })
    expect(findChanges(page(9_543), page(9_550))).toEqual([])
    expect(findChanges(page(9_543), page(9_900))).toEqual([
      { figure: 'pages.survey.bytes.gzip', kept: 9_543, now: 9_900 },
    ])
  })

  test('is not what this run was not asked for', () => {
    const peers = { peers: { floor: { perSecond: 1_700 } } }
    expect(findChanges(pickMeasured({ ...kept, ...peers }, kept), kept)).toEqual([])
    expect(findChanges(pickMeasured({ ...kept, ...peers }, { ...kept, ...peers }), kept)).toHaveLength(1)
  })

  test('is a figure that came or went', () => {
    expect(findChanges({ a: 1, b: 2 }, { b: 2, c: 0 })).toEqual([
      { figure: 'a', kept: 1, now: null },
      { figure: 'c', kept: null, now: 0 },
    ])
  })

  test('does not depend on the order of functions', () => {
    const bundles = [
      { function: 'one', bundleBytes: 10 },
      { function: 'two', bundleBytes: 20 },
    ]
    expect(listFigures({ bundles })).toEqual(
      new Map([
        ['bundles.one.bundleBytes', 10],
        ['bundles.two.bundleBytes', 20],
      ]),
    )
    expect(findChanges({ bundles }, { bundles: bundles.toReversed() })).toEqual([])
  })

  test('is told in columns', () => {
    expect(formatChanges(findChanges({ old: 3, same: 1, up: 10 }, { same: 1, up: 25 }))).toBe(
      ['figure  kept  now  change', 'old        3    –        ', 'up        10   25  +150 %'].join('\n'),
    )
  })
})
