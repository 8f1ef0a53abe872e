import { expect, test } from 'vitest'
import { createResponderEvaluator } from '../../../../functions/analysis/responder/responder-evaluator.ts'
import { createRandomStream } from '../../../../functions/analysis/statistics/random.ts'
import type { TimelinePoint } from '../../../../functions/analysis/timeline/timeline.ts'
import type { ResponderRule } from '../../../../surveys/responder/definition.ts'
import { answered, measure, onDay, without } from '../../../support/timelines.ts'

/**
 * An independent judge: what is not known is filled in with every value that it could have, and each world is judged by
 * plain arithmetic over complete data. A verdict may be sure only where all worlds agree on it.
 */

const SCORES = ['pain/now', 'sleep/now'] as const
type Scores = Record<(typeof SCORES)[number], number | null>
type World = {
  readonly baseline: Scores
  readonly visits: readonly { readonly day: number; readonly scores: Scores }[]
}

const MEASURES = new Map(SCORES.map((name) => measure(name, 'higher-is-worse')))
/** Enough to meet and to miss every rule below. */
const VALUES = [2, 6, 8]
const TREATED_ON = 0

const drop: ResponderRule = { op: 'percent-improvement', score: 'pain/now', atLeast: 50 }
const sleep: ResponderRule = { op: 'improvement', score: 'sleep/now', atLeast: 2 }
const low: ResponderRule = { op: 'level', score: 'sleep/now', atMost: 6 }
const RULES: readonly ResponderRule[] = [
  { op: 'all', rules: [drop, sleep] },
  { op: 'any', rules: [drop, { op: 'not', rule: low }] },
  { op: 'at-least', count: 2, rules: [drop, sleep, low] },
  { op: 'sustained', days: 21, rule: low },
  { op: 'sustained', days: 14, rule: { op: 'any', rules: [drop, low] } },
  { op: 'held-since-treatment', days: 22, rule: { op: 'all', rules: [drop, low] } },
  { op: 'any', rules: [drop, { op: 'sustained', days: 21, rule: sleep }] },
]

/** Over complete data; `undefined` where it is too early to say. */
function judgeWorld(rule: ResponderRule, world: World, at: number): boolean | undefined {
  const now = world.visits[at] as World['visits'][number]
  switch (rule.op) {
    case 'all':
    case 'any':
    case 'at-least': {
      const needed = rule.op === 'all' ? rule.rules.length : rule.op === 'at-least' ? rule.count : 1
      const parts = rule.rules.map((part) => judgeWorld(part, world, at))
      if (parts.filter((part) => part === true).length >= needed) return true
      return parts.filter((part) => part !== false).length < needed ? false : undefined
    }
    case 'not': {
      const part = judgeWorld(rule.rule, world, at)
      return part === undefined ? undefined : !part
    }
    case 'percent-improvement': {
      const [from, to] = [world.baseline['pain/now'] as number, now.scores['pain/now'] as number]
      return (from - to) * 100 >= rule.atLeast * from
    }
    case 'improvement':
      return (world.baseline['sleep/now'] as number) - (now.scores['sleep/now'] as number) >= rule.atLeast
    case 'level':
      return (now.scores['sleep/now'] as number) <= (rule.atMost as number)
    case 'sustained': {
      const earlier = world.visits.map((_, back) => back).filter((back) => back <= at)
      const start = earlier.findLast((back) => now.day - (world.visits[back]?.day ?? 0) >= rule.days)
      return start === undefined
        ? undefined
        : earlier.filter((back) => back >= start).every((back) => judgeWorld(rule.rule, world, back) === true)
    }
    case 'held-since-treatment': {
      if (now.day - TREATED_ON < rule.days) return undefined
      return world.visits.slice(0, at + 1).every((_, back) => judgeWorld(rule.rule, world, back) === true)
    }
    default:
      throw new RangeError(`no plain arithmetic for ${rule.op}`)
  }
}

/** Every way to fill in what is not known. */
function* listWorlds(known: World): Generator<World> {
  const points = [known.baseline, ...known.visits.map(({ scores }) => scores)]
  for (const [at, scores] of points.entries())
    for (const name of SCORES) {
      if (scores[name] !== null) continue
      for (const value of VALUES) {
        const filled = points.map((one, which) => (which === at ? { ...one, [name]: value } : one))
        yield* listWorlds({
          baseline: filled[0] as Scores,
          visits: known.visits.map((visit, which) => ({ ...visit, scores: filled[which + 1] as Scores })),
        })
      }
      return
    }
  yield known
}

function buildPoint(day: number, scores: Scores): TimelinePoint {
  const exact = Object.fromEntries(
    SCORES.map((name) => [name, scores[name] === null ? null : String(scores[name])]),
  )
  return SCORES.every((name) => scores[name] === null) ? without(day, 'missed') : answered(day, exact)
}

test('a verdict is sure only where every possible world agrees, in 6,000 random timelines', () => {
  const random = createRandomStream(20261130, 'possible-worlds')
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random.uniform() * from.length)] as T
  let [sure, unsure] = [0, 0]
  for (let round = 0; round < 6000; round += 1) {
    let unknowns = 0
    const drawScore = (): number | null => {
      if (unknowns < 5 && random.uniform() < 0.25) {
        unknowns += 1
        return null
      }
      return pick(VALUES)
    }
    const drawScores = (): Scores => ({ 'pain/now': drawScore(), 'sleep/now': drawScore() })
    const baseline = drawScores()
    const days = [7, 14, 21, 28, 35].filter(() => random.uniform() < 0.7)
    if (days.length === 0) continue
    const known: World = { baseline, visits: days.map((day) => ({ day, scores: drawScores() })) }
    const at = Math.floor(random.uniform() * days.length)
    const rule = pick(RULES)
    const timeline = {
      baseline: buildPoint(-3, baseline),
      followUps: known.visits.map(({ day, scores }) => buildPoint(day, scores)),
      treatedAt: [onDay(TREATED_ON)],
      timeZone: 'UTC',
    }
    const evaluate = createResponderEvaluator(
      { rule, missing: 'not-assessable', lateAnswers: 'counted' },
      MEASURES,
    )
    const { result } = evaluate(timeline, `day-${days[at]}`)
    if (result === 'not-assessable') {
      unsure += 1
      continue
    }
    sure += 1
    const worlds = new Set([...listWorlds(known)].map((world) => judgeWorld(rule, world, at)))
    expect([...worlds], JSON.stringify({ rule, known, at })).toEqual([result === 'met'])
  }
  expect(sure).toBeGreaterThan(1500)
  expect(unsure).toBeGreaterThan(1500)
})
