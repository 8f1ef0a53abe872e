import { importInstrumentFile } from '../../web/api/instruments/instrument.ts'
import type { Log } from '../platform/core/log.ts'
import { createApp } from '../platform/http/app.ts'
import type { TokenVerifier } from '../platform/http/tokens.ts'
import { requireToken, type StaffEnv } from '../workflows/access/staff-access.ts'
import type { MissedReasonDeps } from '../workflows/calls/record-missed-reason.ts'
import { importRoutes } from './instruments/import.routes.ts'
import { instrumentRoutes } from './instruments/instrument.routes.ts'
import { type DispositionDeps, dispositionRoutes } from './participants/disposition.routes.ts'
import { missedReasonRoutes } from './participants/missed-reason.routes.ts'
import { type ParticipantDeps, participantRoutes } from './participants/participant.routes.ts'
import { studyRoutes } from './studies/study.routes.ts'
import { type TreatmentDeps, treatmentRoutes } from './treatments/treatment.routes.ts'

/** The staff API: public instruments, and under /api/studies everything that needs a bearer token and a membership. */
export function staffApi(
  deps: ParticipantDeps &
    TreatmentDeps &
    DispositionDeps &
    MissedReasonDeps & { tokens: TokenVerifier; log: Log },
) {
  const app = createApp<StaffEnv>({ ...deps, maximumBodyBytes: importInstrumentFile.maximumBytes })
  app.use('/api/studies/*', requireToken(deps.tokens))
  // Reading a file stores nothing, and what is published already is public: anyone who is signed in may.
  app.use('/api/instruments/import', requireToken(deps.tokens))
  app.route('/', importRoutes(deps))
  app.route('/', instrumentRoutes(deps))
  app.route('/', studyRoutes(deps))
  app.route('/', participantRoutes(deps))
  app.route('/', treatmentRoutes(deps))
  app.route('/', dispositionRoutes(deps))
  app.route('/', missedReasonRoutes(deps))
  return app
}
