import type { Instruments } from '../../../surveys/library/library.ts'
import { buildAssessmentScope, buildParticipantScope, type SiteScope } from '../../platform/core/scope.ts'
import { listRaisingGroups, type SafetyAlert } from '../../records/alert/alert.ts'
import type { SurveyStore } from '../../records/assessment/survey.store.ts'
import type { StoredSurvey } from '../../records/assessment/survey.ts'
import type { MessageStore } from '../../records/message/message.store.ts'
import type { Message } from '../../records/message/message.ts'
import type { BatteryAnswers } from '../../records/response/response.ts'
import { formatAlertKey } from './alert-key.ts'
import type { Worklist } from './read-worklist.ts'

/** What raised an alert, as it stands by now. */
export type EvidenceNow = {
  /** By `instrument/item`; null for one that was taken back. */
  readonly answers: BatteryAnswers
  /** By `instrument/scale`, in the scale's unit; null for one that cannot be computed any more. */
  readonly scores: Readonly<Record<string, number | null>>
}

export type EvidenceDeps = {
  readonly surveys: Pick<SurveyStore, 'find'>
  readonly messages: Pick<MessageStore, 'findReceived'>
}

/** What Today shows beside alerts that are not closed. */
export type AlertEvidence = {
  /** By alert, see `formatAlertKey`: the answers and scores now of what raised it. */
  readonly now: ReadonlyMap<string, EvidenceNow>
  /** By participant and id, see `formatAlertKey`: the texts that raised one. */
  readonly raisedBy: ReadonlyMap<string, Message>
}

/** Of alerts that are not closed: few at any time. The texts among it are of those who stand on the worklist. */
export async function readAlertEvidence(
  deps: EvidenceDeps,
  library: Instruments,
  scope: SiteScope,
  { alerts, messages }: Pick<Worklist, 'alerts' | 'messages'>,
): Promise<AlertEvidence> {
  const open = alerts.filter(({ state }) => state !== 'closed')
  const [now, raisedBy] = await Promise.all([
    readEvidenceNow(deps, library, scope, open),
    readRaisingTexts(deps, scope, open, messages),
  ])
  return { now, raisedBy }
}

async function readEvidenceNow(
  { surveys }: Pick<EvidenceDeps, 'surveys'>,
  library: Instruments,
  scope: SiteScope,
  alerts: readonly SafetyAlert[],
): Promise<ReadonlyMap<string, EvidenceNow>> {
  const found = await Promise.all(
    alerts.map(async (alert): Promise<[string, EvidenceNow][]> => {
      if (alert.timepoint === null) return []
      const of = buildAssessmentScope(buildParticipantScope(scope, alert.participant), alert.timepoint)
      const survey = await surveys.find(of, 'eventual')
      return survey ? [[formatAlertKey(alert), await buildEvidenceNow(library, alert, survey)]] : []
    }),
  )
  return new Map(found.flat())
}

async function buildEvidenceNow(
  library: Instruments,
  { evidence }: SafetyAlert,
  { assessment, response }: StoredSurvey,
): Promise<EvidenceNow> {
  const answers = response?.answers ?? {}
  const items = evidence.flatMap((one) => ('item' in one ? [one.item] : []))
  const names = new Set(evidence.flatMap((one) => ('score' in one ? [one.score] : [])))
  return {
    answers: Object.fromEntries(items.map((item) => [item, answers[item] ?? null])),
    scores:
      names.size === 0 ? {} : (await loadScoring()).computeScoresNow(library, assessment, answers, names),
  }
}

/** With the first alert that a score raised: scoring is a tenth of what Today loads. */
function loadScoring() {
  return import('./scores-now.ts')
}

async function readRaisingTexts(
  { messages }: Pick<EvidenceDeps, 'messages'>,
  scope: SiteScope,
  alerts: readonly SafetyAlert[],
  waiting: readonly Message[],
): Promise<ReadonlyMap<string, Message>> {
  const known = new Map(waiting.map((one) => [formatAlertKey(one), one]))
  const found = await Promise.all(
    alerts.flatMap((alert) =>
      listRaisingGroups(alert)
        .flat()
        .map(async (id) => {
          const of = buildParticipantScope(scope, alert.participant)
          const key = formatAlertKey({ participant: alert.participant, id })
          return [key, known.get(key) ?? (await messages.findReceived(of, id))] as const
        }),
    ),
  )
  return new Map(found.flatMap(([key, message]) => (message ? [[key, message]] : [])))
}
