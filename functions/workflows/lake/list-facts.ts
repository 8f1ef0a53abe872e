import type { Instruments } from '../../../surveys/library/library.ts'
import { listAlertFacts } from '../../interchange/facts/alert-facts.ts'
import { listAssessmentFacts } from '../../interchange/facts/assessment-facts.ts'
import { listEventFacts } from '../../interchange/facts/event-facts.ts'
import type { Fact } from '../../interchange/facts/fact.ts'
import { listParticipantFacts } from '../../interchange/facts/participant-facts.ts'
import { listResponseFacts } from '../../interchange/facts/response-facts.ts'
import { listSheetFacts } from '../../interchange/facts/sheet-facts.ts'
import { listTreatmentFacts } from '../../interchange/facts/treatment-facts.ts'
import type { KeyedItem } from '../../platform/aws/dynamodb.ts'
import type { SiteScope } from '../../platform/core/scope.ts'
import { alertSchema } from '../../records/alert/alert.ts'
import { parseAssessmentKey } from '../../records/assessment/assessment-keys.ts'
import { surveySchema } from '../../records/assessment/survey.ts'
import { isClinicalEventKey } from '../../records/clinical-event/clinical-event.store.ts'
import { clinicalEventSchema } from '../../records/clinical-event/clinical-event.ts'
import { isParticipantKey } from '../../records/participant/participant.store.ts'
import { participantSchema } from '../../records/participant/participant.ts'
import { isScoreKey, parseSheet } from '../../records/score/score.store.ts'
import { isTreatmentKey } from '../../records/treatment/treatment.store.ts'
import { treatmentSchema } from '../../records/treatment/treatment.ts'

/**
 * Every fact that an item of the Study table gives: a function of the item alone. Of what is no record of a participant, such as
 * a text plan, there is none; nothing that anybody wrote, and nobody who did something, is in any of them.
 *
 * @param library holds the versions that were answered
 */
export function listFacts(scope: SiteScope, item: KeyedItem, library: Instruments): readonly Fact[] {
  const [range] = item.sk.split('#')
  if (range === 'PARTICIPANT') {
    if (isParticipantKey(item.sk)) return listParticipantFacts(participantSchema.parse(item))
    if (isTreatmentKey(item.sk)) return listTreatmentFacts(treatmentSchema.parse(item))
    if (isScoreKey(item.sk)) return listSheetFacts(parseSheet(scope, item), nameSheet(item.sk))
    if (isClinicalEventKey(item.sk)) return listEventFacts(clinicalEventSchema.parse(item))
    return []
  }
  if (range === 'ALERT') return listAlertFacts(alertSchema.parse(item))
  if (range !== 'ASSESSMENT') return []
  const { participant, timepoint, isTextPlan } = parseAssessmentKey(item.sk)
  if (isTextPlan) return []
  const survey = surveySchema.parse(item)
  const at = { ...scope, participant, timepoint }
  return [...listAssessmentFacts(at, survey), ...listResponseFacts(at, survey, library)]
}

/** Whose item it is; `undefined` of an item that is no record of a participant. */
export function findItemParticipant(sk: string): string | undefined {
  const [range, participant] = sk.split('#')
  const isRecord = range === 'PARTICIPANT' || range === 'ASSESSMENT' || range === 'ALERT'
  return isRecord ? participant : undefined
}

/** What tells the sheets of one response apart: the key behind the timepoint. */
function nameSheet(sk: string): string {
  return sk.split('#').slice(4).join('#')
}
