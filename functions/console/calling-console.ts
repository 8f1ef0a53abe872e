import type { Log } from '../platform/core/log.ts'
import type { TokenVerifier } from '../platform/http/tokens.ts'
import { createConsoleApp, requireSession } from './app/console-app.tsx'
import { createAllocationConsoleRoutes } from './participants/allocation.routes.ts'
import {
  type AttributesConsoleDeps,
  createAttributesConsoleRoutes,
} from './participants/attributes.routes.tsx'
import {
  type ClinicalEventConsoleDeps,
  createClinicalEventConsoleRoutes,
} from './participants/clinical-event.routes.tsx'
import { type ContactConsoleDeps, createContactConsoleRoutes } from './participants/contact.routes.tsx'
import { createEnrolmentRoutes, type EnrolmentDeps } from './participants/enrolment.routes.tsx'
import { createFindRoutes, type FindConsoleDeps } from './participants/find.routes.tsx'
import { createHistoryRoutes } from './participants/history.routes.tsx'
import {
  createLateAnswersConsoleRoutes,
  type LateAnswersConsoleDeps,
} from './participants/late-answers.routes.ts'
import {
  createMissedReasonConsoleRoutes,
  type MissedReasonConsoleDeps,
} from './participants/missed-reason.routes.tsx'
import { createTreatmentConsoleRoutes, type TreatmentConsoleDeps } from './participants/treatment.routes.tsx'
import type { Session } from './sign-in/session.ts'
import type { SignIn } from './sign-in/sign-in.ts'
import { createErasureConsoleRoutes } from './worklist/erasure.routes.tsx'
import { createOnCallConsoleRoutes } from './worklist/on-call.routes.tsx'
import { createTodayRoutes, type TodayDeps } from './worklist/today.routes.tsx'

export type CallingConsoleDeps = EnrolmentDeps &
  ContactConsoleDeps &
  FindConsoleDeps &
  TreatmentConsoleDeps &
  AttributesConsoleDeps &
  ClinicalEventConsoleDeps &
  LateAnswersConsoleDeps &
  MissedReasonConsoleDeps &
  TodayDeps & {
    readonly session: Session
    readonly signIn: Pick<SignIn, 'refresh'>
    readonly tokens: TokenVerifier
    readonly log: Log
    readonly publicUrl: string
  }

/** The pages of those who call participants: the only part of the console that reads names and numbers, and that writes. */
export function callingConsole(deps: CallingConsoleDeps) {
  return createConsoleApp(deps)
    .use(requireSession(deps))
    .route('/', createTodayRoutes(deps))
    .route('/', createOnCallConsoleRoutes(deps))
    .route('/', createErasureConsoleRoutes(deps))
    .route('/', createHistoryRoutes(deps))
    .route('/', createFindRoutes(deps))
    .route('/', createContactConsoleRoutes(deps))
    .route('/', createEnrolmentRoutes(deps))
    .route('/', createTreatmentConsoleRoutes(deps))
    .route('/', createAttributesConsoleRoutes(deps))
    .route('/', createAllocationConsoleRoutes(deps))
    .route('/', createClinicalEventConsoleRoutes(deps))
    .route('/', createLateAnswersConsoleRoutes(deps))
    .route('/', createMissedReasonConsoleRoutes(deps))
}
