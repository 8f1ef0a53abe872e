import { createHttpHandler } from '../platform/aws/http-handler.ts'
import { createLog } from '../platform/aws/log.ts'
import { createReferenceRoutes } from '../public-pages/reference.routes.tsx'

export const handler = createHttpHandler(createReferenceRoutes({ log: createLog() }))
