import type { Clock } from '../../platform/core/clock.ts'
import type { Ids } from '../../platform/core/ids.ts'
import type { BallotBox } from '../../records/consensus/ballot-box.store.ts'
import type { ModerationStore } from '../../records/consensus/moderation.store.ts'
import type { PanelStore } from '../../records/consensus/panel.store.ts'
import type { PanelTextStore } from '../../records/consensus/panel-text.store.ts'
import type { PanelistStore } from '../../records/consensus/panelist.store.ts'
import type { VoteStore } from '../../records/consensus/vote.store.ts'
import type { VoterStore } from '../../records/consensus/voter.store.ts'
import type { PanelSecrets } from '../../records/link/panel-link.ts'

/** What a panelist's page is given: the tables of panels and votes with the link secret, and no contact. */
export type PanelPageDeps = {
  readonly clock: Clock
  readonly ids: Ids
  readonly panels: Pick<PanelStore, 'find'>
  readonly panelists: Pick<PanelistStore, 'find' | 'findPanelOfLink'>
  readonly panelSecrets: PanelSecrets
  readonly voters: VoterStore
  readonly votes: VoteStore
  readonly panelTexts: PanelTextStore
  readonly moderations: ModerationStore
  readonly ballotBox: BallotBox
}

/** What those are given who count votes: no contact, and no secret. */
export type CountingDeps = {
  readonly clock: Clock
  readonly panels: PanelStore
  readonly panelists: Pick<PanelistStore, 'list'>
  readonly voters: Pick<VoterStore, 'list'>
  readonly votes: Pick<VoteStore, 'listRound'>
  readonly panelTexts: PanelTextStore
  readonly moderations: ModerationStore
}
