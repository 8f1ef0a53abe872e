import { createHttpHandler } from '../platform/aws/http-handler.ts'
import { readEnvironment } from '../platform/core/environment.ts'
import { createInstrumentPages } from '../public-pages/instrument-pages.routes.tsx'
import { log } from './wire.ts'
import { wireLibrary } from './wire-library.ts'

const env = readEnvironment('LIBRARY_TABLE')

export const handler = createHttpHandler(createInstrumentPages({ catalogue: wireLibrary(env).library, log }))
