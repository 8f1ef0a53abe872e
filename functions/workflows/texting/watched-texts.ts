import type { TextSender } from '../../platform/aws/sms.ts'
import { type Clock, formatIso, MINUTE_MS, shiftIso } from '../../platform/core/clock.ts'
import { describeError, type Log } from '../../platform/core/log.ts'
import type { TextLineStore } from '../../records/text-line/text-line.store.ts'

/** While texts are stopped one of them is tried so often. */
export const TRY_EVERY_MS = 15 * MINUTE_MS

type WatchDeps = {
  readonly clock: Clock
  readonly log: Log
  readonly textLine: Pick<TextLineStore, 'find' | 'stop' | 'resume'>
}

/**
 * A sender that stops the texts of the deployment when the carrier refuses one because of the account, with one alarm, and
 * lets them go on when any text goes out again: an invitation that was tried, an urgent message, an answer. What became of
 * the text itself is reported whether or not this can be written.
 */
export function watchTextLine({ clock, log, textLine }: WatchDeps, sender: TextSender): TextSender {
  const stop = async (code: string) => {
    const stoppedAt = formatIso(clock.now())
    const tryAt = shiftIso(stoppedAt, TRY_EVERY_MS)
    if (await textLine.stop({ stoppedAt, code, tryAt }))
      log.error('texts are stopped by the account', { code })
  }
  const resume = async (sentFrom: string) => {
    if ((await textLine.find()) && (await textLine.resume(sentFrom))) log.info('texts go out again')
  }
  return {
    async send(text) {
      const from = formatIso(clock.now())
      const outcome = await sender.send(text)
      try {
        if (outcome.kind === 'sent') await resume(from)
        else if (outcome.cause === 'account') await stop(outcome.code)
      } catch (error) {
        // The next text writes it.
        log.info('whether texts are stopped is not recorded', describeError(error))
      }
      return outcome
    },
  }
}
