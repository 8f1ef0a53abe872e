export type { MeasureView } from './analysis-view.ts'
export { CalendarPage } from './calendar-page.tsx'
export type { CalendarAsked, CalendarRow, CalendarView } from './calendar-view.ts'
export { ChangePage } from './change-page.tsx'
export type { ChangeAsked, ChangeView } from './change-view.ts'
export { EnrolPage } from './enrol-page.tsx'
export {
  ENROL_FIELDS,
  type EnrolFault,
  type EnrolView,
  type TreatmentView,
  type Typed,
} from './enrolment-view.ts'
export { ConsoleProblemPage, FirstRunPage, SignInPage } from './entry-pages.tsx'
export type { ConsoleFrame, Named, SiteName } from './frame.ts'
export { type AskedInstrument, type ShownText, StudyInstrumentsPage } from './instruments-page.tsx'
export { LabPage } from './lab-page.tsx'
export type { LabAsked, LabView } from './lab-view.ts'
export { LedgerPage, type LedgerView } from './ledger-page.tsx'
export { MissedReasonPage } from './missed-reason-page.tsx'
export type { MissedReasonView } from './missed-reason-view.ts'
export { ModelPage } from './model-page.tsx'
export type { ModelAsked, ModelView } from './model-view.ts'
export type { OutcomeView, PooledOutcome, SiteOutcome } from './outcome-view.ts'
export { OutcomesPage } from './outcomes-page.tsx'
export { consoleContentSecurityPolicy } from './page.tsx'
export { ParticipantPage } from './participant-page.tsx'
export type {
  AlertRow,
  AssignmentRow,
  ParticipantView,
  ScaleSeries,
  ScorePoint,
  Verdict,
} from './participant-view.ts'
export { ParticipantsPage } from './participants-page.tsx'
export type {
  ParticipantRow,
  ParticipantsView,
  TimepointCounts,
  TimepointState,
} from './participants-view.ts'
export { consolePaths } from './paths.ts'
export type { ChangeSummary, ResponseCourse, TreatmentsGiven, Way } from './response-over-time-view.ts'
export { ThresholdsPage } from './thresholds-page.tsx'
export type { ThresholdsAsked, ThresholdsView } from './thresholds-view.ts'
export { TodayPage } from './today-page.tsx'
export type { TodayReason, TodayTask, TodayView } from './today-view.ts'
export { TreatmentPage } from './treatment-page.tsx'
