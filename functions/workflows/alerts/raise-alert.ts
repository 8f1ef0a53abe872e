import type { StudySafety } from '../../../surveys/study/definition.ts'
import { parseDuration } from '../../../surveys/study/duration.ts'
import type { ConditionalWrite } from '../../platform/aws/dynamodb.ts'
import { HOUR_MS, shiftIso } from '../../platform/core/clock.ts'
import type { ParticipantScope } from '../../platform/core/scope.ts'
import { type ALERT_UNCHANGED, type AlertStore, putAlert } from '../../records/alert/alert.store.ts'
import {
  buildAlertId,
  type Evidence,
  findLastClosing,
  type SafetyAlert,
  type SafetySignal,
  type SignalEvidence,
} from '../../records/alert/alert.ts'
import { hasSlowedDown, isUrgent } from '../../rules/safety/escalation.ts'

type RaiseDeps = { readonly alerts: Pick<AlertStore, 'find'>; readonly studyTable: string }

/**
 * The writes that raise an alert for each signal. One that stands open keeps its time and its rounds of sending; one that
 * was closed is opened again, and so is one that was taken on for less, or before another text: whoever has it does not know
 * of this. To be written with what the signals came from; `ALERT_UNCHANGED` refused means: make them anew.
 *
 * @param isRaised whether an alert may be there already: one that was never raised is not read
 */
export async function buildAlertWrites(
  { alerts, studyTable }: RaiseDeps,
  safety: StudySafety,
  scope: ParticipantScope,
  signals: readonly SafetySignal[],
  at: string,
  isRaised: (id: string) => boolean = () => true,
): Promise<readonly ConditionalWrite<typeof ALERT_UNCHANGED>[]> {
  const byId = new Map(signals.map((signal) => [buildAlertId(signal), signal]))
  return Promise.all(
    [...byId].map(async ([id, signal]) => {
      const read = isRaised(id) ? await alerts.find(scope, id) : undefined
      return putAlert(studyTable, scope, read, buildRaisedAlert(safety, scope, id, signal, read, at))
    }),
  )
}

/** How an alert stands after its rule has fired at `at`. Pure. */
export function buildRaisedAlert(
  safety: Pick<StudySafety, 'acknowledgeWithin'>,
  { study, site, participant }: ParticipantScope,
  id: string,
  { timepoint, instrument, rule, level, evidence = [] }: SafetySignal,
  read: SafetyAlert | undefined,
  at: string,
): SafetyAlert {
  const isWorse = level !== undefined && level > findLevel(read ?? {})
  const known = read?.evidence ?? []
  const closedAt = (read && findLastClosing(read)) ?? ''
  const news = listNews(
    known.filter((one) => one.at > closedAt),
    evidence,
  )
  // Whoever has taken the alert has not seen this.
  const isUnseen = isWorse || news.some((one) => 'messages' in one)
  const raised = [...known, ...news.map((one) => ({ at, ...one }) as Evidence)]
  const kept = { evidence: raised.slice(-MAX_EVIDENCE), revision: (read?.revision ?? 0) + 1 }
  if (read?.state === 'open' || (read?.state === 'acknowledged' && !isUnseen)) {
    const isRaise = isUnseen || news.length > 0
    return {
      ...{ ...read, ...kept, ...(isWorse && { level }) },
      ...(isRaise && { lastRaisedAt: at, raises: read.raises + 1 }),
      ...(isUnseen && hasSlowedDown(read) && { escalations: 0, escalateAt: at }),
      steps: isWorse ? [...read.steps, { at, step: 'raised' }] : read.steps,
    }
  }
  const within = parseDuration(safety.acknowledgeWithin).count * HOUR_MS
  const acknowledgeBy = isUrgent({ rule }) ? at : shiftIso(at, within)
  return {
    ...{ study, site, participant, id, timepoint, instrument, rule },
    raisedAt: at,
    ...(level !== undefined && { level }),
    lastRaisedAt: at,
    raises: read?.state === 'acknowledged' ? read.raises + 1 : 1,
    ...kept,
    acknowledgeBy,
    state: 'open',
    escalations: 0,
    escalateAt: acknowledgeBy,
    steps: [...(read?.steps ?? []), { at, step: 'raised' }],
  }
}

/** Of one alert: enough to see how it went, little enough for its item. */
const MAX_EVIDENCE = 30

/** Of what is given, what is worse than anything known of the same item or score, and texts that are not known. */
function listNews(known: readonly Evidence[], given: readonly SignalEvidence[]): readonly SignalEvidence[] {
  return given.filter((one) =>
    known.every((kept) => findSource(kept) !== findSource(one) || findLevel(one) > findLevel(kept)),
  )
}

function findSource(of: SignalEvidence): string {
  return 'item' in of ? of.item : 'score' in of ? of.score : of.messages.join()
}

/** A text has none: the same ones are no news. */
function findLevel({ level }: { readonly at?: string; readonly level?: number | undefined }): number {
  return level ?? Number.NEGATIVE_INFINITY
}
