import { Logger } from '@aws-lambda-powertools/logger'
import { type Log, pickLogFields } from '../core/log.ts'

/** One JSON line per entry, with the function's name, its request id and its trace id. */
export const logger = new Logger({ serviceName: 'concord' })

/** The log that the functions write to. */
export function createLog(to: Pick<Logger, 'info' | 'error'> = logger): Log {
  return {
    info: (message, fields = {}) => to.info(message, pickLogFields(fields)),
    error: (message, fields = {}) => to.error(message, pickLogFields(fields)),
  }
}
