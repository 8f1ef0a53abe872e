import { describeError, type Log } from '../core/log.ts'
import type { TextSender } from './sms.ts'
import type { RefusalCause } from './text-refusals.ts'

/**
 * A sender that logs each text that the carrier refused, with its code, and each of which it is not known whether it went
 * out. Alarms count texts that are refused for good and those that are unknown, whatever the text was about and whatever the
 * caller does next. What only waits is for the caller to report, who knows for how long it has.
 */
export function logUnsentTexts(log: Log, sender: TextSender): TextSender {
  return {
    async send(text) {
      const { study, site } = text.context
      const about = { ...(study !== undefined && { study }), ...(site !== undefined && { site }) }
      try {
        const outcome = await sender.send(text)
        if (outcome.kind === 'refused') logRefusal(log, outcome.cause, { ...about, code: outcome.code })
        return outcome
      } catch (error) {
        log.error('whether a text went out is not known', { ...about, ...describeError(error) })
        throw error
      }
    },
  }
}

function logRefusal(log: Log, cause: RefusalCause, fields: Parameters<Log['error']>[1]): void {
  switch (cause) {
    case 'recipient':
      log.error('a text was refused', fields)
      break
    case 'unknown':
      log.error('the carrier refuses a text for a reason that is not known', fields)
      break
    case 'account':
      log.info('the account may not send a text', fields)
      break
    case 'transient':
      log.info('the carrier is busy', fields)
  }
}
