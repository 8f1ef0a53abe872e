import { createBallotBox } from '../../functions/records/consensus/ballot-box.store.ts'
import { createModerationStore } from '../../functions/records/consensus/moderation.store.ts'
import { createPanelStore } from '../../functions/records/consensus/panel.store.ts'
import { createPanelMarkStore } from '../../functions/records/consensus/panel-mark.store.ts'
import { createPanelTextStore } from '../../functions/records/consensus/panel-text.store.ts'
import { createPanelistStore } from '../../functions/records/consensus/panelist.store.ts'
import { createPanelistContactStore } from '../../functions/records/consensus/panelist-contact.store.ts'
import { createVoteStore } from '../../functions/records/consensus/vote.store.ts'
import { createVoterStore } from '../../functions/records/consensus/voter.store.ts'
import { createPanelSecrets } from '../../functions/records/link/panel-link.ts'
import type { TestTables } from './test-tables.ts'

/** Everything of consensus panels, over one set of tables. */
export function wireTestPanels({ dynamo, panels, votes, contacts }: TestTables, secret: string) {
  const register = { dynamo, table: panels }
  const place = { dynamo, table: votes }
  return {
    panelsTable: panels,
    panels: createPanelStore(register),
    panelists: createPanelistStore(register),
    panelMarks: createPanelMarkStore(register),
    moderations: createModerationStore(register),
    voters: createVoterStore(place),
    votes: createVoteStore(place),
    panelTexts: createPanelTextStore(place),
    ballotBox: createBallotBox({ dynamo, panelsTable: panels, votesTable: votes }),
    panelistContacts: createPanelistContactStore({ dynamo, contactsTable: contacts }),
    panelSecrets: createPanelSecrets(secret),
  }
}
