import type { Log } from '../platform/core/log.ts'
import type { TokenVerifier } from '../platform/http/tokens.ts'
import { consoleApp, requireSession } from './app/console-app.tsx'
import { type EnrolmentDeps, enrolmentRoutes } from './participants/enrolment.routes.tsx'
import { messageHistoryRoutes } from './participants/message-history.routes.tsx'
import {
  type MissedReasonConsoleDeps,
  missedReasonConsoleRoutes,
} from './participants/missed-reason.routes.tsx'
import type { Session } from './sign-in/session.ts'
import { type TodayDeps, todayRoutes } from './worklist/today.routes.tsx'

export type CallingConsoleDeps = EnrolmentDeps &
  MissedReasonConsoleDeps &
  TodayDeps & {
    readonly session: Session
    readonly tokens: TokenVerifier
    readonly log: Log
    readonly publicUrl: string
  }

/** The pages of those who call participants: the only part of the console that reads names and numbers, and that writes. */
export function callingConsole(deps: CallingConsoleDeps) {
  return consoleApp(deps)
    .use(requireSession(deps))
    .route('/', todayRoutes(deps))
    .route('/', messageHistoryRoutes(deps))
    .route('/', enrolmentRoutes(deps))
    .route('/', missedReasonConsoleRoutes(deps))
}
