import { openShippedLibrary } from '../../surveys/library/library.ts'
import { createHttpHandler } from '../platform/aws/http-handler.ts'
import { createLog } from '../platform/aws/log.ts'
import { createInstrumentPages } from '../public-pages/instrument-pages.routes.tsx'

export const handler = createHttpHandler(
  createInstrumentPages({ library: openShippedLibrary(), log: createLog() }),
)
