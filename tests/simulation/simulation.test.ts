import { describe, expect, inject, test } from 'vitest'
import { BROKEN, type Broken } from './broken.ts'
import { type History, runHistory } from './history.ts'

const HISTORIES = 200
/** Beside the other tests: while one history waits for the database, another one goes on. */
const AT_ONCE = 4
const endpoint = inject('dynamodbEndpoint')

/** In the order of the seeds, whichever ends first. */
async function runAll(seeds: readonly number[]): Promise<History[]> {
  const done: History[] = []
  const queue = seeds.entries()
  const work = async () => {
    for (const [index, seed] of queue) done[index] = await runHistory(endpoint, seed)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return done
}

test(`${HISTORIES} histories with faults break no rule`, { timeout: 600_000 }, async () => {
  const histories = await runAll(Array.from({ length: HISTORIES }, (_, index) => index + 1))
  const violations = histories.flatMap(({ seed, violations: found }) =>
    found.map((violation) => `seed ${seed}: ${violation}`),
  )
  expect(violations).toEqual([])
  expect(histories.reduce((sum, { answers }) => sum + answers, 0)).toBeGreaterThan(HISTORIES)
  expect(histories.reduce((sum, { byText }) => sum + byText, 0)).toBeGreaterThan(0)
  expect(histories.reduce((sum, { moved }) => sum + moved, 0)).toBeGreaterThan(HISTORIES)
  expect(histories.reduce((sum, { texts }) => sum + texts, 0)).toBeGreaterThan(HISTORIES)
})

test('a seed is a history: the same one comes again', { timeout: 60_000 }, async () => {
  const [first, second, other] = await runAll([7, 7, 8])
  expect(second).toEqual(first)
  expect(other?.fingerprint).not.toBe(first?.fingerprint)
})

describe('a rule broken on purpose is told', () => {
  const TOLD: { readonly [rule in Broken]: RegExp } = {
    'state-not-asked-again':
      /text after completion|sent twice|reminded more than once|above|quiet hours|without end/,
    'stop-not-asked-again': /text after opt-out/,
    'alert-forgotten': /safety answer without an alert|a cry for help without an alert/,
  }
  test.each(BROKEN)('%s', { timeout: 120_000 }, async (rule) => {
    for (let seed = 1; seed <= 60; seed += 1) {
      const { violations } = await runHistory(endpoint, seed, rule)
      if (violations.some((violation) => TOLD[rule].test(violation))) return
    }
    expect.unreachable('no history told of it')
  })
})
