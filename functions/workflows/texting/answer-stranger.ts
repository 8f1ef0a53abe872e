import { formatIso } from '../../platform/core/clock.ts'
import { describeError } from '../../platform/core/log.ts'
import type { ReplyDeps } from './reply.deps.ts'

/** Of North America: no study has words for them, and its crisis line is known. */
const STRANGER_CRISIS_TEXT =
  'You do not have to carry this alone. Call or text 988 now: free, day and night, in the US and Canada. If you are in danger, call 911. / No tiene que llevar esto a solas. Llame o escriba al 988 ahora; si corre peligro, al 911.'
const MAX_STRANGER_REPLIES_PER_DAY = 5

/**
 * Who to call, to a number that nobody has: an earlier participant’s, or a relative’s. Once, and not tried again: there is
 * nobody on whose account it could be kept.
 *
 * @returns whether it went out, or may have
 */
export async function answerStranger(
  deps: Pick<ReplyDeps, 'clock' | 'claimReply' | 'texts' | 'log'>,
  { number, message }: { readonly number: string; readonly message: string },
): Promise<boolean> {
  if (!number.startsWith('+1')) return false
  const claim = { number, message, kind: 'crisis', at: formatIso(deps.clock.now()), writes: [] }
  if (!(await deps.claimReply({ ...claim, most: MAX_STRANGER_REPLIES_PER_DAY }))) return false
  try {
    const outcome = await deps.texts.send({ to: number, body: STRANGER_CRISIS_TEXT, context: {} })
    return outcome.kind === 'sent'
  } catch (error) {
    deps.log.error('whether a stranger was answered is not known', describeError(error))
    return true
  }
}
