import type { ResponderDefinition } from '../../../surveys/responder/definition.ts'
import type { ResponderRule } from '../../../surveys/responder/rule.ts'
import type { Measures } from '../../../surveys/study/measures.ts'
import { countLocalDays } from '../timeline/local-day.ts'
import type { Timeline } from '../timeline/timeline.ts'
import { createScoreReader, type ExactScore, type Improvement, type MissingScore } from './score-reader.ts'
import { findLastTreatment } from './treatment-exposure.ts'

/** Whether everything that a rule may need is there: whatever it says, so that it decides nobody's place in a denominator. */
export type Availability = 'available' | 'missing' | 'not-asked'

export type AvailabilityFinder = (timeline: Timeline, timepoint: string) => Availability

/**
 * Finds whether all scores that a definition may look at are available for a timeline, at a timepoint. Unlike a verdict it
 * never stops early: a rule that is met by its first part still needs its second.
 */
export function createAvailabilityFinder(
  { rule, lateAnswers }: Pick<ResponderDefinition, 'rule' | 'lateAnswers'>,
  measures: Measures,
): AvailabilityFinder {
  const find = createFinder(rule, measures, lateAnswers === 'counted')
  return (timeline, timepoint) => {
    const at = timeline.followUps.findIndex((point) => point.timepoint === timepoint)
    return at < 0 ? 'missing' : find(timeline, at)
  }
}

type Finder = (timeline: Timeline, at: number) => Availability

function createFinder(rule: ResponderRule, measures: Measures, takesLate: boolean): Finder {
  const createPart = (part: ResponderRule) => createFinder(part, measures, takesLate)
  const createReader = (name: string) => createScoreReader(name, measures, takesLate)
  if ('rules' in rule) {
    const parts = rule.rules.map(createPart)
    return (timeline, at) => joinAvailability(parts.map((part) => part(timeline, at)))
  }
  switch (rule.op) {
    case 'not':
      return createPart(rule.rule)
    case 'sustained':
      return createSustainedFinder(rule.days, createPart(rule.rule))
    case 'held-since-treatment':
      return createSinceTreatmentFinder(rule.days, createPart(rule.rule))
    case 'percent-improvement':
    case 'improvement': {
      const reader = createReader(rule.score)
      return (timeline, at) => classify(reader.readImprovement(timeline, at))
    }
    case 'own-goal': {
      const [attainment, criterion] = [createReader(rule.attainment), createReader(rule.criterion)]
      return (timeline, at) =>
        joinAvailability([
          classify(attainment.readScore(timeline.followUps[at])),
          classify(criterion.readBaseline(timeline)),
        ])
    }
    case 'level':
    case 'band':
    case 'global-rating': {
      const reader = createReader(rule.score)
      return (timeline, at) => classify(reader.readScore(timeline.followUps[at]))
    }
    case 'days-since-treatment':
    case 'treatments':
      return (timeline, at) => (timeline.followUps[at]?.standing === 'answered' ? 'available' : 'missing')
  }
}

function createSustainedFinder(days: number, find: Finder): Finder {
  return (timeline, at) => {
    const parts: Availability[] = []
    for (let back = at; back >= 0; back -= 1) {
      const part = find(timeline, back)
      if (part === 'not-asked') {
        if (back === at) return part
        continue
      }
      parts.push(part)
      if (countDaysBetween(timeline, back, at) >= days) return joinAvailability(parts)
    }
    return 'missing'
  }
}

function createSinceTreatmentFinder(days: number, find: Finder): Finder {
  return (timeline, at) => {
    const now = timeline.followUps[at]?.at ?? ''
    const treatedAt = findLastTreatment(timeline.treatedAt, now)
    const here = find(timeline, at)
    if (here === 'not-asked') return here
    if (treatedAt === undefined || countLocalDays(treatedAt, now, timeline.timeZone) < days) return 'missing'
    const since = timeline.followUps
      .map((_, back) => back)
      .filter((back) => back <= at && isAfter(timeline, back, treatedAt))
    return joinAvailability(since.map((back) => find(timeline, back)).filter((part) => part !== 'not-asked'))
  }
}

function isAfter({ followUps }: Timeline, place: number, treatedAt: string): boolean {
  return (followUps[place]?.at ?? '') > treatedAt
}

function countDaysBetween({ followUps, timeZone }: Timeline, from: number, to: number): number {
  return countLocalDays(followUps[from]?.at ?? '', followUps[to]?.at ?? '', timeZone)
}

function joinAvailability(parts: readonly Availability[]): Availability {
  if (parts.includes('missing')) return 'missing'
  return parts.includes('not-asked') ? 'not-asked' : 'available'
}

function classify(score: ExactScore | Improvement | MissingScore): Availability {
  if (!('reason' in score)) return 'available'
  return score.reason === 'not-asked' ? 'not-asked' : 'missing'
}
