export type {
  AnalysisWords,
  FollowUpWords,
  MeaningfulChangeWords,
  MeasureWords,
  RepeatedMeasuresWords,
} from './analysis-words.ts'
export { type AttributeView, formatAttributeField } from './attribute-view.ts'
export { AttributesPage } from './attributes-page.tsx'
export { CalendarPage } from './calendar-page.tsx'
export type { CalendarQuery as CalendarAsked, CalendarRow, CalendarView } from './calendar-view.ts'
export { ClinicalEventPage } from './clinical-event-page.tsx'
export type {
  ClinicalEventFault,
  ClinicalEventField,
  ClinicalEventView,
  ClinicalEventVoidingView,
  ListedClinicalEvent,
} from './clinical-event-view.ts'
export { ClinicalEventVoidingPage } from './clinical-event-voiding-page.tsx'
export { CONTACT_FIELDS, type ContactField, ContactPage, type ContactView } from './contact-page.tsx'
export type { CourseMeasureView, CourseScore, CoursesView } from './course-view.ts'
export type { DefinitionComparisonWords, DefinitionWords, ResponderRateWords } from './definition-words.ts'
export type { DispositionView } from './disposition-view.ts'
export { EnrolPage } from './enrol-page.tsx'
export {
  ENROL_FIELDS,
  type EnrolFault,
  type EnrolView,
  type TypedFields as Typed,
} from './enrolment-view.ts'
export { ConsoleProblemPage, FirstRunPage, SignInPage } from './entry-pages.tsx'
export { ErasedParticipantPage } from './erasure.tsx'
export type { ErasureCase, ErasureNotice } from './erasure-view.ts'
export { FindPage, type FindView, type FoundRow } from './find-page.tsx'
export type { ConsoleFrame, Named, SiteName } from './frame.ts'
export { type HistoryLine, HistoryPage, type HistoryView } from './history-page.tsx'
export {
  type StudyInstrument as AskedInstrument,
  StudyInstrumentsPage,
  type StudyTextView as ShownText,
} from './instruments-page.tsx'
export { MissedReasonPage } from './missed-reason-page.tsx'
export type { MissedReasonView } from './missed-reason-view.ts'
export { consoleContentSecurityPolicy } from './page.tsx'
export { ParticipantPage } from './participant-page.tsx'
export {
  type AlertRow,
  type AssessmentRow,
  type LateAnswersView,
  PARTICIPANT_NOTICES,
  type ParticipantView,
  type ScaleSeries,
  type ScorePoint,
  type VerdictView as Verdict,
} from './participant-view.ts'
export { ParticipantsPage } from './participants-page.tsx'
export type {
  ParticipantRow,
  ParticipantsView,
  TimepointCounts,
  TimepointState,
} from './participants-view.ts'
export { consolePaths } from './paths.ts'
export { TodayPage } from './today-page.tsx'
export type { AlertEvidence, TodayReason, TodayTask, TodayView } from './today-view.ts'
export type {
  ChangeDirection as Way,
  ChangeSummary,
  ResponseTimeline,
} from './trajectory-view.ts'
export { TreatmentConfirmationPage } from './treatment-confirmation-page.tsx'
export { TreatmentCorrectionPage } from './treatment-correction-page.tsx'
export { TreatmentPage } from './treatment-page.tsx'
export type {
  ExposureFault,
  ListedTreatment,
  TreatmentConfirmationView,
  TreatmentCorrectionView,
  TreatmentFault,
  TreatmentStep,
  TreatmentTimeFault,
  TreatmentView,
} from './treatment-view.ts'
