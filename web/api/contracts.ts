import { getAdverseEvents } from './analyses/adverse-events.ts'
import { getDefinitionComparison } from './analyses/definition-comparison.ts'
import { exportCohort } from './analyses/export-cohort.ts'
import { getInstrumentQuality } from './analyses/instrument-quality.ts'
import { getMeanChange } from './analyses/mean-change.ts'
import { getMeaningfulChange } from './analyses/meaningful-change.ts'
import { getRepeatedMeasures } from './analyses/repeated-measures.ts'
import { getResponderRate, getScores } from './analyses/responder-rate.ts'
import {
  listClinicalEvents,
  recordClinicalEventContract,
  voidClinicalEventContract,
} from './clinical-events/clinical-event.ts'
import { panelContracts } from './consensus/contracts.ts'
import { cancelExportRun, getExportRun, listExportRuns, orderExportRun } from './exports/export-run.ts'
import { deleteFhirExport, getFhirExport, getFhirExportFile, startFhirExport } from './exports/fhir-export.ts'
import { exportTidy } from './exports/tidy-export.ts'
import {
  exportInstrument,
  getInstrument,
  importInstrumentFile,
  listInstruments,
} from './instruments/instrument.ts'
import { publishInstrumentContract, retireInstrumentContract } from './instruments/publish-instrument.ts'
import {
  acceptMemberInvitationContract,
  inviteMemberContract,
  listMemberInvitations,
  resendMemberInvitationContract,
  revokeMemberInvitationContract,
} from './members/member-invitations.ts'
import { grantMembershipContract, listMembers, revokeMembershipContract } from './members/members.ts'
import { listReadings } from './members/readings.ts'
import {
  administerStudyContract,
  appointAdministratorContract,
  dismissAdministratorContract,
  getOrganisation,
  listOrganisations,
} from './organisations/organisations.ts'
import { changeContactContract, getContact } from './participants/contact.ts'
import { endParticipation, resumeParticipation } from './participants/disposition.ts'
import {
  cancelErasureContract,
  confirmErasureContract,
  getErasure,
  recordErasureContract,
} from './participants/erasure.ts'
import { decideLateAnswersContract } from './participants/late-answers.ts'
import { recordMissedReasonContract } from './participants/missed-reason.ts'
import {
  changeParticipant,
  enrolParticipant,
  getParticipant,
  listAssessments,
  listParticipants,
} from './participants/participant.ts'
import { listTexts } from './participants/texts.ts'
import { getTrajectory } from './participants/trajectory.ts'
import { getReleasedAdverseEvents } from './releases/released-adverse-events.ts'
import {
  getReleasedDefinitionComparison,
  getReleasedMeanChange,
  getReleasedMeaningfulChange,
  getReleasedRepeatedMeasures,
  getReleasedResponderRate,
} from './releases/released-analyses.ts'
import {
  compareReleasesContract,
  getRelease,
  listReleases,
  makeReleaseContract,
} from './releases/releases.ts'
import {
  cancelReportRun,
  changeReportSubscription,
  endReportSubscription,
  getReportRun,
  getReportSubscription,
  listReportRuns,
  listReportSubscriptions,
  makeTestReport,
  markReportRunSeen,
  rerunReportRun,
  subscribeToReport,
} from './reports/reports.ts'
import {
  discardDefinitionDraft,
  getDefinitionDraft,
  listDefinitionDrafts,
  publishDefinitionDraft,
  saveDefinitionDraft,
} from './responder-definitions/definition-draft.ts'
import { previewDefinitionDraft } from './responder-definitions/definition-preview.ts'
import {
  getResponderDefinition,
  listResponderDefinitions,
  publishResponderDefinitionContract,
  retireResponderDefinitionContract,
  useResponderDefinitionContract,
} from './responder-definitions/responder-definition.ts'
import { exportResponses, exportResponseToFhir } from './responses/export-responses.ts'
import type { Contract } from './schemas/contract.ts'
import {
  continueRolloutContract,
  listRollouts,
  moveSiteContract,
  stopRolloutContract,
} from './studies/rollouts.ts'
import { getStudy } from './studies/study.ts'
import {
  createStudyContract,
  discardStudyDraft,
  getStudyDraft,
  listStudyVersions,
  publishStudyDraft,
  saveStudyDraft,
} from './studies/study-draft.ts'
import { getVersionEffects } from './studies/version-effects.ts'
import {
  listTreatments,
  moveTreatmentContract,
  recordTreatmentContract,
  restoreTreatmentContract,
  voidTreatmentContract,
} from './treatments/treatment.ts'
import { listHistory } from './worklist/history.ts'
import { handleMessageContract, reopenMessageContract } from './worklist/messages.ts'
import {
  acknowledgeAlert,
  closeAlert,
  getLeadsOnCall,
  getOnCall,
  listAlerts,
  replaceLeadsOnCall,
  replaceOnCall,
} from './worklist/safety-alerts.ts'
import {
  getWorklist,
  listContactLog,
  openInterviewContract,
  recordContactContract,
} from './worklist/worklist.ts'

export const contracts: readonly Contract[] = [
  listInstruments,
  getInstrument,
  exportInstrument,
  importInstrumentFile,
  publishInstrumentContract,
  retireInstrumentContract,
  getStudy,
  createStudyContract,
  listStudyVersions,
  getStudyDraft,
  saveStudyDraft,
  publishStudyDraft,
  discardStudyDraft,
  listOrganisations,
  getOrganisation,
  appointAdministratorContract,
  dismissAdministratorContract,
  administerStudyContract,
  listResponderDefinitions,
  getResponderDefinition,
  publishResponderDefinitionContract,
  retireResponderDefinitionContract,
  useResponderDefinitionContract,
  listDefinitionDrafts,
  getDefinitionDraft,
  saveDefinitionDraft,
  publishDefinitionDraft,
  discardDefinitionDraft,
  previewDefinitionDraft,
  ...panelContracts,
  getVersionEffects,
  listRollouts,
  stopRolloutContract,
  continueRolloutContract,
  moveSiteContract,
  listMembers,
  listReadings,
  grantMembershipContract,
  revokeMembershipContract,
  listMemberInvitations,
  inviteMemberContract,
  resendMemberInvitationContract,
  revokeMemberInvitationContract,
  acceptMemberInvitationContract,
  enrolParticipant,
  listParticipants,
  getParticipant,
  listAssessments,
  recordMissedReasonContract,
  decideLateAnswersContract,
  changeParticipant,
  recordTreatmentContract,
  moveTreatmentContract,
  restoreTreatmentContract,
  voidTreatmentContract,
  listTreatments,
  recordClinicalEventContract,
  voidClinicalEventContract,
  listClinicalEvents,
  getWorklist,
  recordContactContract,
  handleMessageContract,
  listContactLog,
  reopenMessageContract,
  openInterviewContract,
  listAlerts,
  acknowledgeAlert,
  closeAlert,
  getLeadsOnCall,
  getOnCall,
  replaceLeadsOnCall,
  replaceOnCall,
  getContact,
  changeContactContract,
  listHistory,
  listTexts,
  endParticipation,
  resumeParticipation,
  getErasure,
  recordErasureContract,
  confirmErasureContract,
  cancelErasureContract,
  getScores,
  getTrajectory,
  getResponderRate,
  getMeanChange,
  getDefinitionComparison,
  getRepeatedMeasures,
  getMeaningfulChange,
  getInstrumentQuality,
  getAdverseEvents,
  makeReleaseContract,
  listReleases,
  compareReleasesContract,
  getRelease,
  getReleasedResponderRate,
  getReleasedDefinitionComparison,
  getReleasedMeanChange,
  getReleasedRepeatedMeasures,
  getReleasedMeaningfulChange,
  getReleasedAdverseEvents,
  subscribeToReport,
  listReportSubscriptions,
  getReportSubscription,
  changeReportSubscription,
  endReportSubscription,
  makeTestReport,
  markReportRunSeen,
  rerunReportRun,
  listReportRuns,
  getReportRun,
  cancelReportRun,
  exportCohort,
  exportResponses,
  exportResponseToFhir,
  exportTidy,
  orderExportRun,
  listExportRuns,
  getExportRun,
  cancelExportRun,
  startFhirExport,
  getFhirExport,
  getFhirExportFile,
  deleteFhirExport,
]
