import { describeError, type Log } from '../core/log.ts'
import type { TextSender } from './sms.ts'

/**
 * A sender that logs each text that the carrier refused, with its code, and each of which it is not known whether it went
 * out. Alarms count these two messages, whatever the text was about and whatever the caller does next.
 */
export function logUnsentTexts(log: Log, sender: TextSender): TextSender {
  return {
    async send(text) {
      const { study, site } = text.context
      const about = { ...(study !== undefined && { study }), ...(site !== undefined && { site }) }
      try {
        const outcome = await sender.send(text)
        if (outcome.kind === 'refused') log.error('a text was refused', { ...about, code: outcome.code })
        return outcome
      } catch (error) {
        log.error('whether a text went out is not known', { ...about, ...describeError(error) })
        throw error
      }
    },
  }
}
