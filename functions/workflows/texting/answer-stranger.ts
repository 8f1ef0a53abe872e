import { formatIso } from '../../platform/core/clock.ts'
import { describeError } from '../../platform/core/log.ts'
import type { ReplyDeps } from './reply.deps.ts'

/** Of North America: no study has words for them, and its crisis line is known. */
const STRANGER_CRISIS_TEXT =
  'You do not have to carry this alone. Call or text 988 now: free, day and night, in the US and Canada. If you are in danger, call 911. / No tiene que llevar esto a solas. Llame o escriba al 988 ahora; si corre peligro, al 911.'

/**
 * Of crisis answers to one number in a day. Nothing else counts towards it: whoever had every other answer of the day still
 * gets this one. More than a person in need writes, and few enough that a machine that answers machines ends; then the
 * operator hears of it.
 */
export const MAX_STRANGER_REPLIES_PER_DAY = 20

/**
 * Who to call, to a number that nobody has: an earlier participant’s, or a relative’s. Once, and not tried again: there is
 * nobody on whose account it could be kept.
 *
 * @returns whether it went out, or may have. At the day’s bound it does not, and an alarm rings
 */
export async function answerStranger(
  deps: Pick<ReplyDeps, 'clock' | 'claimReply' | 'texts' | 'log'>,
  { number, message }: { readonly number: string; readonly message: string },
): Promise<boolean> {
  if (!number.startsWith('+1')) return false
  const claim = { number, message, kind: 'crisis', at: formatIso(deps.clock.now()), writes: [] }
  const claimed = await deps.claimReply({ ...claim, most: MAX_STRANGER_REPLIES_PER_DAY })
  if (claimed === 'too-many')
    deps.log.error('messages of self-harm from one number are not answered any more')
  if (claimed !== 'claimed') return false
  try {
    const outcome = await deps.texts.send({ to: number, body: STRANGER_CRISIS_TEXT, context: {} })
    return outcome.kind === 'sent'
  } catch (error) {
    deps.log.error('whether a stranger was answered is not known', describeError(error))
    return true
  }
}
