import type { DurabilityEstimate, TimeToEvent } from '../../../web/api/analyses/definition-comparison.ts'
import type { Cohort } from '../cohort/cohort.ts'
import type { Viewer } from '../disclosure/disclosure.ts'
import { canShowGroup } from '../disclosure/group-rules.ts'
import { canShow, tallyCells } from '../disclosure/tally.ts'
import type { ResponderEvaluator } from '../responder/responder-evaluator.ts'
import { kaplanMeier } from '../survival/kaplan-meier.ts'
import { survivalQuantile } from '../survival/survival-quantile.ts'
import { computeResponseOverTime, type EventTime } from '../trajectory/response-over-time.ts'

/**
 * How soon a response comes and how long it lasts, by Kaplan–Meier. It is only known when answers come, so that an event
 * counts at the answers that show it; who stops answering is censored where they were last known.
 *
 * Over the sites that follow enough participants, at whatever timepoint rates are looked at: of two sums over different
 * sites the difference would tell of one.
 */
export function computeDurability(
  { sites }: Cohort,
  evaluate: ResponderEvaluator,
  viewer: Viewer,
): DurabilityEstimate {
  const followed = sites.flatMap(({ site, participants }) => {
    const ones = participants.map(({ timeline }) => ({
      site,
      ...computeResponseOverTime(timeline, evaluate),
    }))
    const { length } = ones.filter(({ toResponse }) => toResponse !== null)
    return canShowGroup(site, length, viewer) ? ones : []
  })
  const listEventTimes = (pickTime: (one: (typeof followed)[number]) => EventTime | null) =>
    followed.flatMap((one) => {
      const time = pickTime(one)
      return time ? [{ site: one.site, time: time.days, event: time.event }] : []
    })
  return {
    toResponse: estimateTimeToEvent(
      listEventTimes(({ toResponse }) => toResponse),
      viewer,
    ),
    ofResponse: estimateTimeToEvent(
      listEventTimes(({ durationOfResponse }) => durationOfResponse),
      viewer,
    ),
  }
}

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
