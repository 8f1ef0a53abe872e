import { handle } from 'hono/aws-lambda'
import { consoleLog as log } from './platform/log.ts'
import { referenceRoutes } from './reference/reference.routes.tsx'

export const handler = handle(referenceRoutes({ log }))
