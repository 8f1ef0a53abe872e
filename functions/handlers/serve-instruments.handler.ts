import { openShippedLibrary } from '../../surveys/library/library.ts'
import { createHttpHandler } from '../platform/aws/http-handler.ts'
import { createLog } from '../platform/aws/log.ts'
import { createInstrumentPages } from '../public-pages/instrument-pages.routes.tsx'
import { holdLibrary } from '../records/library/study-library.ts'

export const handler = createHttpHandler(
  createInstrumentPages({ catalogue: holdLibrary(openShippedLibrary()), log: createLog() }),
)
