import { listRounds } from '../../../surveys/consensus/process.ts'
import type { PublishedConsensusProtocol } from '../../../surveys/consensus/protocol.ts'
import type { MailSender } from '../../platform/aws/mail.ts'
import { type Clock, formatIso, HOUR_MS, shiftIso } from '../../platform/core/clock.ts'
import type { Log } from '../../platform/core/log.ts'
import type { PanelStore } from '../../records/consensus/panel.store.ts'
import type { HeldPanelRound, StoredPanel } from '../../records/consensus/panel.ts'
import type { PanelMarkStore } from '../../records/consensus/panel-mark.store.ts'
import type { PanelistStore, RegisteredPanelist } from '../../records/consensus/panelist.store.ts'
import type { PanelistContactStore } from '../../records/consensus/panelist-contact.store.ts'
import type { PanelMark, PanelSecrets } from '../../records/link/panel-link.ts'
import { findOpenRound } from '../../rules/consensus/held-rounds.ts'
import { readLockedProtocol } from '../../rules/consensus/merged-protocol.ts'

/** What mails to panelists are sent with: contacts and marks, and no vote. */
export type PanelMailDeps = {
  readonly clock: Clock
  readonly log: Log
  readonly mail: MailSender
  readonly panels: Pick<PanelStore, 'find' | 'listRunning'>
  readonly panelists: Pick<PanelistStore, 'list'>
  readonly panelistContacts: Pick<PanelistContactStore, 'find'>
  readonly panelMarks: PanelMarkStore
  readonly panelSecrets: PanelSecrets
  readonly publicUrl: string
}

/**
 * Writes to everybody on a running panel who has not finished the open round: once when it opens or they are invited, then on the days
 * that the protocol names. A mail is claimed before it is sent, and not sent again where that is not known.
 *
 * A mail waits to be read, so that it goes out at any hour; texts are not sent.
 *
 * @returns how many mails went out
 */
export async function mailPanelists(deps: PanelMailDeps): Promise<{ readonly sent: number }> {
  let sent = 0
  for (const id of await deps.panels.listRunning()) {
    const panel = await deps.panels.find(id)
    const now = formatIso(deps.clock.now())
    const round = panel && findOpenRound(panel.rounds, now)
    if (panel && round) sent += await mailRound(deps, panel, round, now)
  }
  return { sent }
}

async function mailRound(
  deps: PanelMailDeps,
  panel: StoredPanel,
  round: HeldPanelRound,
  now: string,
): Promise<number> {
  const protocol = readLockedProtocol(panel.protocol, panel.merges)
  const [panelists, marks] = await Promise.all([
    deps.panelists.list(panel.id),
    deps.panelMarks.read(panel.id),
  ])
  let sent = 0
  for (const panelist of panelists) {
    const due = findDueMail(deps, { panel, protocol, round, panelist, now, marks })
    if (due !== undefined && (await sendMail(deps, panel, protocol, panelist, due))) sent += 1
  }
  return sent
}

type DueMail = { readonly text: 'invitation' | 'reminder'; readonly mark: string }

function findDueMail(
  { panelSecrets }: Pick<PanelMailDeps, 'panelSecrets'>,
  {
    panel,
    protocol,
    round,
    panelist,
    now,
    marks,
  }: {
    readonly panel: StoredPanel
    readonly protocol: PublishedConsensusProtocol
    readonly round: HeldPanelRound
    readonly panelist: RegisteredPanelist
    readonly now: string
    readonly marks: ReadonlySet<string>
  },
): DueMail | undefined {
  const base = { panel: panel.id, panelist: panelist.id }
  const name = (kind: PanelMark['kind']) => panelSecrets.listMarks({ ...base, kind, round: round.id })
  const has = (names: readonly string[]) => names.some((one) => marks.has(one))
  const isOut = panelist.removedAt !== undefined || panelist.channel !== 'mail'
  if (isOut || has(panelSecrets.listMarks({ ...base, kind: 'left' })) || has(name('finished')))
    return undefined
  const invited = name('invited')
  if (!has(invited)) return { text: 'invitation', mark: invited[0] }
  const planned = listRounds(protocol.process).find(({ id }) => id === round.id)
  // Who was invited later is reminded of the days that are still to come.
  const from = panelist.invitedAt > round.opensAt ? panelist.invitedAt : round.opensAt
  const day = planned?.reminders.findLast((one) => shiftIso(round.opensAt, one * 24 * HOUR_MS) <= now)
  if (day === undefined || shiftIso(round.opensAt, day * 24 * HOUR_MS) <= from) return undefined
  const reminded = name(`reminded-${day}`)
  return has(reminded) ? undefined : { text: 'reminder', mark: reminded[0] }
}

async function sendMail(
  deps: PanelMailDeps,
  { id: panel, study }: StoredPanel,
  { texts }: PublishedConsensusProtocol,
  panelist: RegisteredPanelist,
  { text, mark }: DueMail,
): Promise<boolean> {
  const words = texts[panelist.locale]
  const to = (await deps.panelistContacts.find(panel, panelist.id))?.mail
  if (words === undefined || to === undefined) return false
  if (!(await deps.panelMarks.claim(panel, mark))) return false
  const link = `${deps.publicUrl}/panel/${deps.panelSecrets.createToken(panelist.id)}`
  const outcome = await deps.mail.send({
    ...{ to, subject: words.subject, body: words[text].replace('{link}', link) },
  })
  if (outcome.kind === 'refused')
    deps.log.error('a panelist was not written to', { study, code: outcome.code })
  return outcome.kind === 'sent'
}
