import { formatIso } from '../../platform/core/clock.ts'
import { findOperatorSite, type SiteScope } from '../../platform/core/scope.ts'
import { chooseReply, MAX_REPLIES_PER_DAY, type ReplyKind, sendText } from './answer-reply.ts'
import type { ReceivedReply } from './record-reply.ts'
import type { ReplyDeps } from './reply.deps.ts'

/** Whoever is on call may read either language, and no study has words for them. Nothing of an alert is in them. */
const ON_CALL_TEXTS = {
  stopped:
    'Safety alerts are no longer texted to this phone. Reply START to get them again. / Las alertas ya no se envían a este teléfono. Responda START para volver a recibirlas.',
  started:
    'Safety alerts are texted to this phone again. Reply STOP to end them. / Las alertas se envían de nuevo a este teléfono. Responda STOP para terminarlas.',
  help: 'This phone is on call for safety alerts of a clinic. Reply STOP to end them, START to get them again. / Este teléfono recibe alertas de una clínica. Responda STOP para terminarlas, START para volver a recibirlas.',
} as const

/**
 * Confirms to a phone on an on-call list what its STOP, START or HELP does to the alerts. What else is texted from there is
 * answered by nobody.
 *
 * @returns what was confirmed; `undefined` where the phone is on no list, or there is nothing to confirm
 */
export async function answerOnCall(
  deps: ReplyDeps,
  { number, message, intent }: ReceivedReply,
): Promise<ReplyKind | undefined> {
  const kind = chooseReply(intent, await deps.findPhone(number), message, true)
  if (kind !== 'stopped' && kind !== 'started' && kind !== 'help') return undefined
  const scope = await findOnCallSite(deps, number)
  if (!scope) return undefined
  const at = formatIso(deps.clock.now())
  const claim = { number, message, kind, at, most: MAX_REPLIES_PER_DAY[kind], writes: [] }
  if ((await deps.claimReply(claim)) !== 'claimed') return undefined
  await sendText(deps, number, scope, ON_CALL_TEXTS[kind])
  return kind
}

/** A site on whose list the number is, or of whose study it is a lead's. Lists are few, and read for unknown numbers only. */
async function findOnCallSite(
  { library, findOnCall, findLeadsOnCall }: ReplyDeps,
  number: string,
): Promise<SiteScope | undefined> {
  const directory = await library.listStudies()
  const scopes = directory.flatMap(({ study, sites }) =>
    sites.flatMap((site) => findOperatorSite({ id: study, sites: [{ id: site }] }, site) ?? []),
  )
  const found = await Promise.all(
    scopes.map(async (scope) => {
      const lists = await Promise.all([findOnCall(scope), findLeadsOnCall(scope.study)])
      return lists.some(({ phones }) => phones.includes(number))
    }),
  )
  return scopes.find((_, place) => found[place])
}
