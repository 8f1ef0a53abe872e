import { getLab } from './analyses/definition-comparison.ts'
import { exportCohort } from './analyses/export-cohort.ts'
import { getChange } from './analyses/mean-change.ts'
import { getThresholds } from './analyses/meaningful-change.ts'
import { getModel } from './analyses/repeated-measures.ts'
import { getOutcomes, getScores } from './analyses/responder-rate.ts'
import {
  exportInstrument,
  getInstrument,
  importInstrumentFile,
  listInstruments,
} from './instruments/instrument.ts'
import { endParticipation, resumeParticipation } from './participants/disposition.ts'
import { recordMissedReasonContract } from './participants/missed-reason.ts'
import {
  changeParticipant,
  enrolParticipant,
  getParticipant,
  listAssignments,
  listParticipants,
} from './participants/participant.ts'
import { getParticipantResponse } from './participants/trajectory.ts'
import { exportResponses, exportResponseToFhir } from './responses/export-responses.ts'
import type { Contract } from './schemas/contract.ts'
import { getStudy } from './studies/study.ts'
import {
  listTreatments,
  moveTreatmentContract,
  recordTreatmentContract,
  takeBackTreatmentContract,
} from './treatments/treatment.ts'
import {
  acknowledgeAlert,
  closeAlert,
  getOnCall,
  listAlerts,
  replaceOnCall,
} from './worklist/safety-alerts.ts'
import {
  changeContactContract,
  getContact,
  getWorklist,
  listContactLog,
  listTexts,
  openInterviewContract,
  readMessageContract,
  recordContactContract,
} from './worklist/worklist.ts'

export const contracts: readonly Contract[] = [
  listInstruments,
  getInstrument,
  exportInstrument,
  importInstrumentFile,
  getStudy,
  enrolParticipant,
  listParticipants,
  getParticipant,
  listAssignments,
  recordMissedReasonContract,
  changeParticipant,
  recordTreatmentContract,
  moveTreatmentContract,
  takeBackTreatmentContract,
  listTreatments,
  getWorklist,
  recordContactContract,
  listContactLog,
  readMessageContract,
  openInterviewContract,
  listAlerts,
  acknowledgeAlert,
  closeAlert,
  getOnCall,
  replaceOnCall,
  getContact,
  changeContactContract,
  listTexts,
  endParticipation,
  resumeParticipation,
  getScores,
  getParticipantResponse,
  getOutcomes,
  getChange,
  getLab,
  getModel,
  getThresholds,
  exportCohort,
  exportResponses,
  exportResponseToFhir,
]
