import type { StudySafety } from '../../../surveys/study/definition.ts'
import { parseDuration } from '../../../surveys/study/duration.ts'
import type { ConditionalWrite } from '../../platform/aws/dynamodb.ts'
import { HOUR_MS, shiftIso } from '../../platform/core/clock.ts'
import type { ParticipantScope } from '../../platform/core/scope.ts'
import { type ALERT_UNCHANGED, type AlertStore, putAlert } from '../../records/alert/alert.store.ts'
import {
  buildAlertId,
  type Evidence,
  type SafetyAlert,
  type SafetySignal,
  type SignalEvidence,
} from '../../records/alert/alert.ts'
import { findFirstRound } from '../../rules/safety/escalation.ts'

type RaiseDeps = { readonly alerts: Pick<AlertStore, 'find'>; readonly studyTable: string }

/**
 * The writes that raise an alert for each signal. One that stands open keeps its time; one that was closed is opened
 * again, and so is one that was taken on for less: whoever has it does not know of this. To be written with what the
 * signals came from; `ALERT_UNCHANGED` refused means: make them anew.
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
  const isWorse = level !== undefined && level > (read?.level ?? Number.NEGATIVE_INFINITY)
  if (read?.state === 'open' || (read?.state === 'acknowledged' && !isWorse))
    return {
      ...{ ...read, ...(isWorse && { level }), lastRaisedAt: at, revision: read.revision + 1 },
      evidence: addEvidence(read.evidence, evidence, at),
      steps: isWorse ? [...read.steps, { at, step: 'raised' }] : read.steps,
    }
  const acknowledgeBy = shiftIso(at, parseDuration(safety.acknowledgeWithin).count * HOUR_MS)
  return {
    ...{ study, site, participant, id, timepoint, instrument, rule },
    raisedAt: at,
    ...(level !== undefined && { level }),
    lastRaisedAt: at,
    evidence: addEvidence(read?.evidence ?? [], evidence, at),
    acknowledgeBy,
    state: 'open',
    revision: (read?.revision ?? 0) + 1,
    escalations: 0,
    escalateAt: findFirstRound({ rule }, acknowledgeBy, at),
    steps: [...(read?.steps ?? []), { at, step: 'raised' }],
  }
}

/** Of one alert: enough to see how it went, little enough for its item. */
const MAX_EVIDENCE = 30

/** What is known of the same item or score already is not kept twice. */
function addEvidence(known: readonly Evidence[], given: readonly SignalEvidence[], at: string): Evidence[] {
  const news = given.filter((one) => {
    const last = known.findLast((kept) => findSource(kept) === findSource(one))
    return last === undefined || findResult(last) !== findResult(one)
  })
  return [...known, ...news.map((one) => ({ at, ...one }))].slice(-MAX_EVIDENCE)
}

function findSource(of: SignalEvidence): string {
  return 'item' in of ? of.item : of.score
}

function findResult(of: SignalEvidence): string | number {
  return 'item' in of ? of.code : of.value
}
