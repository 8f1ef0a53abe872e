import { handle } from 'hono/aws-lambda'
import { consoleLog as log } from '../platform/core/log.ts'
import { referenceRoutes } from '../public-pages/reference.routes.tsx'

export const handler = handle(referenceRoutes({ log }))
