import type {
  ArmTimes,
  DurabilityEstimate,
  ResponseIncidence,
  TimeToEvent,
} from '../../../web/api/analyses/definition-comparison.ts'
import { countDays } from '../../records/score/score-change.ts'
import type { Cohort, CohortParticipant } from '../cohort/cohort.ts'
import type { Viewer } from '../disclosure/disclosure.ts'
import { canShowGroup } from '../disclosure/group-rules.ts'
import { canShow, tallyCells } from '../disclosure/tally.ts'
import type { ResponderEvaluator } from '../responder/responder-evaluator.ts'
import { type CompetingTime, cumulativeIncidence } from '../survival/cumulative-incidence.ts'
import { kaplanMeier } from '../survival/kaplan-meier.ts'
import { logRank } from '../survival/log-rank.ts'
import { restrictedMean } from '../survival/restricted-mean.ts'
import { survivalQuantile } from '../survival/survival-quantile.ts'
import {
  computeResponseOverTime,
  type EventTime,
  type ResponseOverTime,
} from '../trajectory/response-over-time.ts'

/**
 * How soon a response comes and how long it lasts, by Kaplan–Meier. It is only known when answers come, so that an event
 * counts at the answers that show it; who stops answering is censored where they were last known.
 *
 * Beside it the probability of having responded, where death and withdrawal compete (Aalen–Johansen), and the arms compared by
 * a log-rank test within sites.
 *
 * Over the sites that follow enough participants, at whatever timepoint rates are looked at: of two sums over different
 * sites the difference would tell of one.
 */
export function computeDurability(
  { sites }: Cohort,
  evaluate: ResponderEvaluator,
  viewer: Viewer,
  arms: readonly { readonly id: string }[],
): DurabilityEstimate {
  const followed = sites.flatMap(({ site, participants }): Followed[] => {
    const ones = participants.map((participant) => ({
      ...{ site, participant },
      ...computeResponseOverTime(participant.timeline, evaluate),
    }))
    const { length } = ones.filter(({ toResponse }) => toResponse !== null)
    return canShowGroup(site, length, viewer) ? ones : []
  })
  const listEventTimes = (pickTime: (one: Followed) => EventTime | null) =>
    followed.flatMap((one) => {
      const time = pickTime(one)
      return time ? [{ site: one.site, time: time.days, event: time.event }] : []
    })
  const isWhole = sites.every(({ site }) => viewer.sites.includes(site))
  return {
    toResponse: estimateTimeToEvent(
      listEventTimes(({ toResponse }) => toResponse),
      viewer,
    ),
    ofResponse: estimateTimeToEvent(
      listEventTimes(({ durationOfResponse }) => durationOfResponse),
      viewer,
    ),
    incidence: isWhole ? estimateIncidence(followed) : { kind: 'suppressed' },
    byArm: isWhole && arms.length > 1 ? compareArmTimes(followed, arms) : null,
  }
}

type Followed = ResponseOverTime & { readonly site: string; readonly participant: CohortParticipant }

function estimateTimeToEvent(
  times: readonly { readonly site: string; readonly time: number; readonly event: boolean }[],
  viewer: Viewer,
): TimeToEvent {
  const counts = tallyCells(
    ['event', 'censored'] as const,
    times,
    ({ event }) => (event ? 'event' : 'censored'),
    viewer,
  )
  if (!canShow(counts, viewer)) return { kind: 'suppressed' }
  const curve = kaplanMeier(times)
  if (curve.kind === 'not-estimated') return { kind: 'not-estimated', reason: curve.reason }
  const { quantile, lower, upper } = survivalQuantile(curve)
  const seesAll = counts.ofOthers.event + counts.ofOthers.censored === 0
  return {
    ...{ kind: 'estimated', n: curve.n, events: curve.events },
    median: { quantile, lower, upper },
    curve: seesAll ? curve.points : null,
  }
}

/** Of everybody who could be followed, those who died or withdrew before any answer among them. */
function estimateIncidence(followed: readonly Followed[]): ResponseIncidence {
  const curve = cumulativeIncidence(followed.flatMap((one) => findCompetingTime(one) ?? []))
  if (curve.kind === 'not-estimated') return curve
  const { n, events, competing, points } = curve
  return { kind: 'estimated', n, events, competing, curve: [...points] }
}

function findCompetingTime({ toResponse, participant }: Followed): CompetingTime | undefined {
  if (toResponse?.event) return { time: toResponse.days, outcome: 'event' }
  const { ended, timeline } = participant
  const anchor = timeline.treatedAt[0] ?? timeline.baseline?.at
  // Who was lost may have responded since: that ends what is known, and not what can happen.
  if (ended !== null && ended.how !== 'lost-to-follow-up' && anchor !== undefined && ended.at >= anchor)
    return { time: Math.max(countDays(anchor, ended.at), toResponse?.days ?? 0), outcome: 'competing' }
  return toResponse === null ? undefined : { time: toResponse.days, outcome: 'censored' }
}

function compareArmTimes(followed: readonly Followed[], arms: readonly { readonly id: string }[]): ArmTimes {
  const rows = followed.flatMap(({ site, participant: { arm }, toResponse }) =>
    toResponse === null || arm === null
      ? []
      : [{ time: toResponse.days, event: toResponse.event, group: arm, stratum: site }],
  )
  const curves = arms.map(({ id: arm }) => ({
    arm,
    curve: kaplanMeier(rows.filter(({ group }) => group === arm)),
  }))
  // As far as every arm is followed.
  const horizon = Math.min(
    ...curves.map(({ curve }) => (curve.kind === 'estimated' ? (curve.points.at(-1)?.time ?? 0) : 0)),
  )
  const test = logRank(rows, { stratified: true })
  return {
    test:
      test.kind === 'estimated'
        ? { kind: 'estimated', chiSquare: test.chiSquare, df: test.df, p: test.p }
        : { kind: 'not-estimated', reason: test.reason },
    horizon: horizon > 0 ? horizon : null,
    arms: curves.map(({ arm, curve }) => {
      if (curve.kind === 'not-estimated') return { arm, n: 0, events: 0, withoutResponse: null }
      const mean = horizon > 0 ? restrictedMean(curve, horizon) : undefined
      return {
        ...{ arm, n: curve.n, events: curve.events },
        withoutResponse:
          mean?.kind === 'estimated'
            ? { mean: mean.mean, interval: mean.interval && [...mean.interval] }
            : null,
      }
    }),
  }
}
