import { shippedLibrary } from '../../surveys/library/library.ts'
import { createHttpHandler } from '../platform/aws/lambda.ts'
import { createLog } from '../platform/aws/log.ts'
import { instrumentPages } from '../public-pages/instrument-pages.routes.tsx'

export const handler = createHttpHandler(instrumentPages({ library: shippedLibrary(), log: createLog() }))
