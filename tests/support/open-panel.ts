import type { VoteAnswer } from '../../functions/rules/consensus/ballot.ts'
import { giveConsent } from '../../functions/workflows/consensus/give-consent.ts'
import { mailPanelists } from '../../functions/workflows/consensus/mail-panelists.ts'
import { openPanelLink } from '../../functions/workflows/consensus/open-panel-link.ts'
import { saveVote } from '../../functions/workflows/consensus/save-vote.ts'
import type { Clinic } from './clinic.ts'
import { STUDY } from './clinic.ts'
import { PROTOCOL_SOURCE } from './consensus-protocol.ts'

/** Two rounds of rating, without an open round before them. */
const [, FIRST, SECOND, ...OTHERS] = PROTOCOL_SOURCE.process.rounds
/** The protocol of the fixture, with scores that the library has. */
export const WHOLE_PROTOCOL = {
  ...PROTOCOL_SOURCE,
  moderators: ['lead'],
  questions: PROTOCOL_SOURCE.questions.map((question) =>
    'measures' in question
      ? {
          ...question,
          measures: question.measures.map((measure, at) => ({
            ...{ ...measure, score: at === 0 ? 'peg/total' : 'peg/interference' },
          })),
        }
      : question,
  ),
}

export const PANEL_PROTOCOL = {
  ...WHOLE_PROTOCOL,
  process: { ...PROTOCOL_SOURCE.process, rounds: [FIRST, SECOND, ...OTHERS] },
}

export type OpenedPanel = Awaited<ReturnType<typeof openPanel>>

/** A locked panel of a clinic, with people invited over the API: `participants-1@panel.example` and so on. */
export async function openPanel(
  clinic: Clinic,
  groups: Readonly<Record<string, number>> = { participants: 9, clinicians: 9, researchers: 3 },
  protocol: Readonly<Record<string, unknown>> = PANEL_PROTOCOL,
) {
  const base = `/api/studies/${STUDY}/panels`
  const ask = async (method: string, path: string, body?: unknown) => {
    const reply = await clinic.api('lead', method, path, body)
    if (reply.status >= 300) throw new Error(`${path}: ${reply.status} ${await reply.text()}`)
    return (await reply.json()) as { id: string; revision: number }
  }
  const { id } = await ask('POST', base, { protocol })
  const path = `${base}/${id}`
  await ask('POST', `${path}/lock`, { revision: 1 })
  const ids: { group: string; id: string; mail: string }[] = []
  for (const [group, count] of Object.entries(groups))
    for (let at = 1; at <= count; at += 1) {
      const mail = `${group}-${at}@panel.example`
      const order = { name: `${group} ${at}`, mail, group, locale: 'en', channel: 'mail' }
      ids.push({ group, mail, id: (await ask('POST', `${path}/panelists`, order)).id })
    }
  const { deps } = clinic
  const token = (group: string, at: number) => {
    const one = ids.filter((panelist) => panelist.group === group)[at - 1]
    if (!one) throw new Error(`no ${group} ${at}`)
    return deps.panelSecrets.createToken(one.id)
  }
  const readRevision = async () => (await ask('GET', path)).revision
  return {
    ...{ id, path, ids, token },
    mail: () => mailPanelists(deps),
    openRound: async (round: string) =>
      ask('POST', `${path}/rounds/${round}/open`, { revision: await readRevision() }),
    async closeRound(round: string) {
      clinic.advance('PT1H')
      return ask('POST', `${path}/rounds/${round}/close`, {
        ...{ revision: await readRevision(), reason: 'everybody has answered' },
      })
    },
    ask,
    join: (of: string) => giveConsent(deps, of, { conflicts: 'None.' }),
    async vote(
      of: string,
      [question, item]: readonly [string, string],
      answer: VoteAnswer | { readonly kind: 'keep' },
      changed: { readonly round?: string; readonly revision?: number; readonly protocolHash?: string } = {},
    ) {
      const visit = await openPanelLink(deps, of)
      return saveVote(deps, of, {
        ...{ protocolHash: visit.protocol.hash, round: visit.round?.id ?? '', question, item, answer },
        ...{ revision: 0, ...changed },
      })
    },
  }
}

export const rate = (rating: number) => ({ kind: 'rating', rating }) as const
