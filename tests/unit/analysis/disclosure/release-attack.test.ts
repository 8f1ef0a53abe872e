import { describe, expect, test } from 'vitest'
import {
  discloseResponderRate,
  type ShownCells,
} from '../../../../functions/analysis/disclosure/disclose-responder-rate.ts'
import { roundShare } from '../../../../functions/analysis/disclosure/rounding.ts'
import type { ResponderRateReply } from '../../../../web/api/analyses/responder-rate.ts'
import { buildWholeRate, type Counts } from '../../../support/released-rates.ts'

/*
 * An attack on releases by somebody who belongs to one clinic: they know its numbers, how many are due at every clinic, every
 * published byte, and this program. They try every vector of counts that they do not know, make the release again from each,
 * and keep those that give the same bytes. What is left is what they have learned.
 */

/** A small minimum and small clinics, so that every vector can be tried. */
const MINIMUM = 5

type Before = Readonly<Record<string, readonly ShownCells[]>>

function publish(counts: Counts, before: Before = {}): ResponderRateReply {
  return discloseResponderRate(buildWholeRate(counts), MINIMUM, new Map(Object.entries(before)))
}

const hash = ({ sites, rates, pooled, counts }: ResponderRateReply) =>
  JSON.stringify({ sites: sites.map(({ kind, site, rate }) => [kind, site, rate]), rates, pooled, counts })

/** The counts of met at each suppressed clinic that agree with everything, for a member of `own`. */
function attack(truth: Counts, own: string, before: Before = {}): ReadonlyMap<string, ReadonlySet<number>> {
  const released = publish(truth, before)
  const published = hash(released)
  const unknown = released.sites.flatMap(({ kind, site }) =>
    kind === 'suppressed' && site !== own ? [site] : [],
  )
  const { primary } = released.rates
  const step = released.pooled.kind === 'rounded' ? released.pooled.step : 0.01
  const due = Object.values(truth).reduce((sum, [, one]) => sum + one, 0)
  const found = new Map(unknown.map((site) => [site, new Set<number>()]))
  for (const guess of listGuesses(truth, unknown)) {
    // What does not give the rate cannot give the bytes; it is cheaper to see.
    const met = Object.values(guess).reduce((sum, [one]) => sum + one, 0)
    if (primary !== null && roundShare(met / due, step) !== primary.rate) continue
    if (unknown.every((site) => found.get(site)?.has(guess[site]?.[0] ?? -1))) continue
    if (hash(publish(guess, before)) !== published) continue
    for (const site of unknown) found.get(site)?.add(guess[site]?.[0] ?? -1)
  }
  return found
}

function* listGuesses(truth: Counts, unknown: readonly string[]): Generator<Counts> {
  const [site, ...rest] = unknown
  if (site === undefined) {
    yield truth
    return
  }
  const [, due] = truth[site] ?? [0, 0]
  for (let met = 0; met <= due; met += 1) yield* listGuesses({ ...truth, [site]: [met, due] }, rest)
}

/** Those who know the most: members of a clinic that is suppressed too. */
function listInsiders(truth: Counts, secret: string, before: Before = {}): readonly string[] {
  return publish(truth, before).sites.flatMap(({ kind, site }) =>
    kind === 'suppressed' && site !== secret ? [site] : [],
  )
}

/** The fewest possible counts of a clinic that must not be learned, whoever attacks. */
function findFewest(truth: Counts, secret: string, before: Before = {}): number {
  const insiders = listInsiders(truth, secret, before)
  return Math.min(...insiders.map((own) => attack(truth, own, before).get(secret)?.size ?? 0))
}

describe('one release: a clinic with few responders', () => {
  test.each<[string, Counts, string]>([
    ['two of 14', { harbor: [8, 18], mesa: [10, 20], summit: [2, 14], lakes: [9, 19] }, 'summit'],
    ['nobody of 12', { harbor: [8, 18], mesa: [10, 20], summit: [0, 12], lakes: [9, 19] }, 'summit'],
    ['two clinics', { a: [6, 12], b: [3, 13], c: [2, 12], d: [6, 13] }, 'c'],
    ['all but one', { harbor: [9, 18], mesa: [8, 16], summit: [11, 12], lakes: [7, 15] }, 'summit'],
  ])('%s: at least four counts remain possible for every insider', (_, truth, secret) => {
    expect(findFewest(truth, secret)).toBeGreaterThanOrEqual(4)
  })

  test('suppressed alone, it would be given away by the rate of everybody', () => {
    // The same attack where only the secret is unknown: whole percent are finer than one of 62 people.
    const truth: Counts = { a: [12, 25], b: [12, 25], c: [2, 12] }
    const rate = roundShare(26 / 62)
    const possible = Array.from({ length: 13 }, (_, met) => met).filter(
      (met) => roundShare((24 + met) / 62) === rate,
    )
    expect(possible).toEqual([2])
    expect(publish(truth).sites.filter(({ kind }) => kind === 'suppressed').length).not.toBe(1)
  })
})

describe('two releases', () => {
  const first: Counts = { harbor: [8, 18], mesa: [10, 20], summit: [6, 14], lakes: [9, 19] }
  const listCells = (counts: Counts): Before =>
    Object.fromEntries(
      Object.entries(counts).map(([site, [met, due]]): [string, readonly ShownCells[]] => [
        site,
        [[met, due - met]],
      ]),
    )
  const shown = listCells(first)

  /** Two more are due at Summit, of whom some met; what can be learned of Summit, for each insider. */
  const attackSecond = (before: Counts, newlyMet: number) => {
    const second: Counts = { ...before, summit: [6 + newlyMet, 16] }
    const insiders = listInsiders(second, 'summit', listCells(before))
    expect(insiders).toHaveLength(2)
    return insiders.map((own) => attack(second, own, listCells(before)).get('summit') ?? new Set<number>())
  }

  test.each([0, 1, 2])(
    'of two who came due between them %i met: none of the three outcomes is excluded',
    (newlyMet) => {
      for (const possible of attackSecond(first, newlyMet))
        expect([6, 7, 8].filter((met) => possible.has(met))).toEqual([6, 7, 8])
    },
  )

  test('what remains: where a rate of all clinics steps on, someone who knows that no one else changed learns why', () => {
    // 31 of 71 is 44 %, shown as 40 %. Of 73, 32 are 44 % and 33 are 45 %, shown as 50 %.
    const near: Counts = { ...first, mesa: [9, 20], lakes: [8, 19] }
    const onlySummit = Array.from({ length: 17 }, (_, met) => met).filter(
      (met) => publish({ ...near, summit: [met, 16] }, listCells(near)).rates.primary?.rate === 0.5,
    )
    expect([6, 7, 8].filter((met) => onlySummit.includes(met))).toEqual([8])
    for (const possible of attackSecond(near, 2)) expect(possible.size).toBeGreaterThanOrEqual(3)
  })

  test('without a change the second says what the first said', () => {
    expect(hash(publish(first, shown))).toBe(hash(publish(first)))
  })
})

describe('two definitions, one stricter than the other', () => {
  test('how many met only the weaker one is not the difference of two shown rows', () => {
    const weaker: Counts = { harbor: [8, 18], mesa: [12, 20], summit: [8, 14], lakes: [9, 19] }
    const stricter: Counts = { harbor: [6, 18], mesa: [7, 20], summit: [6, 14], lakes: [6, 19] }
    const shown: Before = Object.fromEntries(
      publish(weaker).sites.flatMap((row): [string, readonly ShownCells[]][] =>
        row.kind === 'shown' && row.counts.met !== null && row.counts.due !== null
          ? [[row.site, [[row.counts.met, row.counts.due - row.counts.met]]]]
          : [],
      ),
    )
    expect([...Object.keys(shown)]).toContain('summit')
    const released = publish(stricter, shown)
    const hidden = released.sites.flatMap(({ kind, site }) => (kind === 'suppressed' ? [site] : []))
    expect(hidden).toEqual(expect.arrayContaining(['harbor', 'summit']))
    // The stricter one's count is at most the weaker one's 8.
    for (const own of listInsiders(stricter, 'summit', shown)) {
      const possible = [...(attack(stricter, own, shown).get('summit') ?? [])].filter((met) => met <= 8)
      expect(possible.length).toBeGreaterThanOrEqual(3)
    }
  })
})
