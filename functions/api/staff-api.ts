import type { InstrumentCatalogue } from '../../surveys/library/library.ts'
import { importInstrumentFile } from '../../web/api/instruments/instrument.ts'
import type { Log } from '../platform/core/log.ts'
import { createApp } from '../platform/http/app.ts'
import type { TokenVerifier } from '../platform/http/tokens.ts'
import { requireToken, type StaffEnv } from '../workflows/access/staff-access.ts'
import type { MissedReasonDeps } from '../workflows/calls/record-missed-reason.ts'
import {
  type ClinicalEventRouteDeps,
  createClinicalEventRoutes,
} from './clinical-events/clinical-event.routes.ts'
import { createImportRoutes } from './instruments/import.routes.ts'
import { createInstrumentRoutes } from './instruments/instrument.routes.ts'
import { createDispositionRoutes, type DispositionDeps } from './participants/disposition.routes.ts'
import { createMissedReasonRoutes } from './participants/missed-reason.routes.ts'
import { createParticipantRoutes, type ParticipantDeps } from './participants/participant.routes.ts'
import { createStudyRoutes } from './studies/study.routes.ts'
import { createTreatmentRoutes, type TreatmentDeps } from './treatments/treatment.routes.ts'

/** The staff API: public instruments, and under /api/studies everything that needs a bearer token and a membership. */
export function createStaffApi(
  deps: ParticipantDeps &
    TreatmentDeps &
    ClinicalEventRouteDeps &
    DispositionDeps &
    MissedReasonDeps & { catalogue: InstrumentCatalogue; tokens: TokenVerifier; log: Log },
) {
  const app = createApp<StaffEnv>({ ...deps, maximumBodyBytes: importInstrumentFile.maximumBytes })
  app.use('/api/studies/*', requireToken(deps.tokens))
  // Reading a file stores nothing, and what is published already is public: anyone who is signed in may.
  app.use('/api/instruments/import', requireToken(deps.tokens))
  app.route('/', createImportRoutes(deps))
  app.route('/', createInstrumentRoutes(deps))
  app.route('/', createStudyRoutes(deps))
  app.route('/', createParticipantRoutes(deps))
  app.route('/', createTreatmentRoutes(deps))
  app.route('/', createClinicalEventRoutes(deps))
  app.route('/', createDispositionRoutes(deps))
  app.route('/', createMissedReasonRoutes(deps))
  return app
}
