import { describe, expect, test } from 'vitest'
import {
  type ArmSource,
  discloseArms,
  listRows,
} from '../../../../functions/analysis/disclosure/disclose-arms.ts'
import type { ArmCell } from '../../../../functions/analysis/disclosure/released-arms.ts'
import type { ComparedArms } from '../../../../web/api/analyses/arm-comparison.ts'

const ARMS = ['usual', 'ketamine']
/** Met of due in each arm of each site; the third of those in none. */
type Counts = Readonly<Record<string, readonly (readonly [met: number, due: number])[]>>

const listCells = (counts: Counts): readonly ArmCell[] =>
  Object.entries(counts).flatMap(([site, own]) =>
    own.map(([met, due], at) => ({ site, arm: ARMS[at] ?? null, due, met })),
  )
const build = (counts: Counts, of: Partial<ArmSource> = {}): ArmSource => ({
  ...{ arms: ARMS, cells: listCells(counts), shownBefore: new Map(), showsTests: true },
  ...of,
})
const disclose = (counts: Counts, of: Partial<ArmSource> = {}, minimum = 11) =>
  discloseArms(build(counts, of), true, minimum)
const fill = (met: number, due: number) => [[met, due] as const, [due - met, due] as const]
const LARGE: Counts = { a: fill(12, 30), b: fill(13, 30), c: fill(14, 30) }
const kindOf = (released: ComparedArms) => [
  released.kind,
  released.kind === 'compared' ? released.comparisons[0]?.riskDifference.kind : undefined,
]

describe('arms are suppressed', () => {
  test.each<[string, Counts]>([
    [
      'where an arm has few who met',
      {
        a: [
          [5, 30],
          [20, 40],
        ],
        b: [
          [5, 30],
          [20, 40],
        ],
      },
    ],
    [
      'where it has few for someone of another clinic',
      {
        a: [
          [30, 50],
          [30, 50],
        ],
        b: [
          [10, 25],
          [13, 30],
        ],
      },
    ],
    ['where few are in none', { ...LARGE, a: [...fill(12, 30), [1, 3]] }],
    ['where few of those in none met', { ...LARGE, a: [...fill(12, 30), [5, 40]] }],
    [
      'of nobody',
      {
        a: [
          [0, 0],
          [0, 0],
        ],
      },
    ],
  ])('%s', (_, counts) => {
    expect(disclose(counts)).toEqual({ kind: 'suppressed' })
  })

  test('where a clinic is, whose row would be what is left', () => {
    expect(discloseArms(build(LARGE), false, 11)).toEqual({ kind: 'suppressed' })
    expect(discloseArms(build(LARGE), true, 11).kind).toBe('compared')
  })

  const total = (arm: string | null, counts = LARGE) =>
    listRows(listCells(counts), arm).reduce<[number, number]>(
      ([met, not], { cells: [one = 0, other = 0] }) => [met + one, not + other],
      [0, 0],
    )
  const shown = (counts: Counts, sites: 'known' | 'unknown') =>
    new Map(
      ARMS.map((arm) => [
        arm as string | null,
        [
          {
            cells: total(arm, counts),
            sites: sites === 'known' ? listRows(listCells(counts), arm) : null,
          },
        ],
      ]),
    )

  test('beside an earlier release that differs by few, or by what one clinic could have brought', () => {
    const few: Counts = {
      ...LARGE,
      a: [
        [10, 28],
        [18, 30],
      ],
    }
    expect(disclose(LARGE, { shownBefore: shown(few, 'unknown') }).kind).toBe('suppressed')
    // Thirty-nine met in usual care: of thirty more, someone of the clinic with fourteen takes off at most fourteen.
    const apart: Counts = {
      a: [
        [4, 10],
        [6, 14],
      ],
      b: [
        [5, 10],
        [4, 14],
      ],
      c: [
        [0, 6],
        [8, 14],
      ],
    }
    const [met] = total('usual', apart)
    expect(total('usual')[0] - met).toBe(30)
    expect(
      disclose(LARGE, { shownBefore: new Map([['usual', [{ cells: [9, 20], sites: null }]]]) }).kind,
    ).toBe('compared')
    expect(
      disclose(LARGE, { shownBefore: new Map([['usual', [{ cells: [16, 20], sites: null }]]]) }).kind,
    ).toBe('suppressed')
  })

  test('and not beside one that says the same', () => {
    expect(disclose(LARGE, { shownBefore: shown(LARGE, 'unknown') }).kind).toBe('compared')
    expect(disclose(LARGE, { shownBefore: shown(LARGE, 'known') }).kind).toBe('compared')
  })

  test('beside a weaker definition that few more meet, whichever clinic is taken off', () => {
    const wide: Counts = { a: fill(40, 90), b: fill(40, 90), c: fill(40, 90) }
    const less = (a: number, b: number, c: number): Counts => ({
      a: [
        [40 - a, 90],
        [50, 90],
      ],
      b: [
        [40 - b, 90],
        [50, 90],
      ],
      c: [
        [40 - c, 90],
        [50, 90],
      ],
    })
    const beside = (a: number, b: number, c: number) =>
      disclose(less(a, b, c), { shownBefore: shown(wide, 'known') }).kind
    expect(beside(6, 6, 6)).toBe('compared')
    expect(beside(11, 0, 0)).toBe('compared')
    // Someone of the clinic with eleven is left with two at another.
    expect(beside(11, 2, 0)).toBe('suppressed')
    expect(beside(3, 3, 3)).toBe('suppressed')
  })
})

describe('arms that are shown', () => {
  test('have their counts, and contrasts in whole percent and tenths', () => {
    const released = disclose(LARGE)
    if (released.kind !== 'compared') throw new Error(released.kind)
    expect(released.arms.map(({ counts: { met, due, observed } }) => [met, due, observed])).toEqual([
      [39, 90, null],
      [51, 90, null],
    ])
    const [pair] = released.comparisons
    // Alike clinics: 51/90 − 39/90 is 0.1333, the ratio 1.3077.
    expect(pair).toMatchObject({
      ...{
        arm: 'ketamine',
        against: 'usual',
        sites: 3,
        holmP: pair?.test && 'p' in pair.test ? pair.test.p : null,
      },
      riskDifference: { estimate: 0.13 },
      riskRatio: { estimate: 1.3 },
      adjusted: { kind: 'suppressed', withoutBaseline: null },
    })
    // (39 − 45)² / (3 · 30⁴ / (60² · 59)) = 3.147; its tail is 0.0761 (R: pchisq), rounded up.
    expect(pair?.test).toEqual({ statistic: 3.1, p: 0.08 })
  })

  test('have no p where single tests are some of a declared family', () => {
    const released = disclose(LARGE, { showsTests: false })
    if (released.kind !== 'compared') throw new Error(released.kind)
    expect(released.comparisons[0]).toMatchObject({ test: { kind: 'suppressed' }, holmP: null })
    expect(released.comparisons[0]?.riskDifference.kind).toBe('estimated')
  })

  test('have neither contrasts nor intervals where those would give a small cell away', () => {
    const counts: Counts = {
      a: [
        [30, 60],
        [40, 60],
      ],
      b: [
        [12, 60],
        [15, 60],
      ],
      c: [
        [2, 12],
        [3, 12],
      ],
    }
    const released = disclose(counts)
    if (released.kind !== 'compared') throw new Error(released.kind)
    expect(released.arms).toMatchObject([
      { counts: { met: 44, due: 132 }, rate: { rate: 44 / 132, interval: null } },
      { counts: { met: 58, due: 132 }, rate: { rate: 58 / 132, interval: null } },
    ])
    expect(released.comparisons).toEqual([
      {
        ...{ arm: 'ketamine', against: 'usual', sites: 3, holmP: null, test: { kind: 'suppressed' } },
        ...{ riskDifference: { kind: 'suppressed' }, riskRatio: { kind: 'suppressed' } },
        ...{ oddsRatio: { kind: 'suppressed' }, adjusted: { kind: 'suppressed', withoutBaseline: null } },
      },
    ])
  })
})

/*
 * An attack: someone of one clinic knows its arms, every clinic’s row, everybody’s arm, every byte and this program. They try
 * every number of met in the first arm at each other clinic, and keep those that give the same release.
 */
describe('what someone of one clinic can work out of a small cell', () => {
  const MINIMUM = 5
  function attack(truth: Counts, own: string): ReadonlyMap<string, ReadonlySet<number>> {
    const published = JSON.stringify(disclose(truth, {}, MINIMUM))
    const others = Object.keys(truth).filter((site) => site !== own)
    const found = new Map(others.map((site) => [site, new Set<number>()]))
    const sum = (counts: Counts) => Object.values(counts).reduce((all, [[met] = [0]]) => all + met, 0)
    const tryAll = (guess: Counts, rest: readonly string[]): void => {
      const [site, ...next] = rest
      if (site === undefined) {
        if (sum(guess) !== sum(truth) || JSON.stringify(disclose(guess, {}, MINIMUM)) !== published) return
        for (const other of others) found.get(other)?.add(guess[other]?.[0]?.[0] ?? -1)
        return
      }
      const [[met, due], [metOther, dueOther]] = truth[site] as [[number, number], [number, number]]
      for (let one = 0; one <= due; one += 1) {
        const other = met + metOther - one
        if (other >= 0 && other <= dueOther)
          tryAll(
            {
              ...guess,
              [site]: [
                [one, due],
                [other, dueOther],
              ],
            },
            next,
          )
      }
    }
    tryAll(truth, others)
    return found
  }

  test.each<[string, Counts, string]>([
    [
      'few at one of four',
      {
        a: [
          [7, 15],
          [8, 15],
        ],
        b: [
          [6, 14],
          [9, 16],
        ],
        c: [
          [1, 8],
          [4, 9],
        ],
        d: [
          [7, 15],
          [6, 12],
        ],
      },
      'c',
    ],
    [
      'nobody at one of four',
      {
        a: [
          [7, 15],
          [8, 15],
        ],
        b: [
          [6, 14],
          [9, 16],
        ],
        c: [
          [0, 7],
          [5, 9],
        ],
        d: [
          [8, 15],
          [7, 13],
        ],
      },
      'c',
    ],
    [
      'small cells everywhere',
      {
        a: [
          [3, 9],
          [4, 9],
        ],
        b: [
          [4, 9],
          [3, 8],
        ],
        c: [
          [2, 8],
          [5, 10],
        ],
        d: [
          [4, 9],
          [4, 9],
        ],
      },
      'c',
    ],
    [
      'three clinics',
      {
        a: [
          [7, 15],
          [8, 15],
        ],
        b: [
          [6, 14],
          [9, 16],
        ],
        c: [
          [1, 8],
          [4, 9],
        ],
      },
      'c',
    ],
  ])(
    '%s: at least four counts remain',
    (_, truth, secret) => {
      const released = disclose(truth, {}, MINIMUM)
      expect(released.kind).toBe('compared')
      for (const own of Object.keys(truth))
        if (own !== secret) expect(attack(truth, own).get(secret)?.size).toBeGreaterThanOrEqual(4)
    },
    60_000,
  )

  test('contrasts stand where enough counts remain, small cells or not', () => {
    const many = Object.fromEntries(
      Array.from({ length: 6 }, (_, at) => [
        `site-${at}`,
        [[7 + (at % 3), 20 + (at % 3)] as const, [10 + (at % 2), 20 + ((2 * at) % 3)] as const],
      ]),
    )
    expect(kindOf(disclose(many))).toEqual(['compared', 'estimated'])
  })
})
