import { systemClock as clock } from '../platform/core/clock.ts'
import { randomIds as ids } from '../platform/core/ids.ts'
import { createAuditStore } from '../records/audit/audit.store.ts'
import { createBallotBox } from '../records/consensus/ballot-box.store.ts'
import { createModerationStore } from '../records/consensus/moderation.store.ts'
import { createPanelStore } from '../records/consensus/panel.store.ts'
import { createPanelMarkStore } from '../records/consensus/panel-mark.store.ts'
import { createPanelTextStore } from '../records/consensus/panel-text.store.ts'
import { createPanelistStore } from '../records/consensus/panelist.store.ts'
import { createPanelistContactStore } from '../records/consensus/panelist-contact.store.ts'
import { createVoteStore } from '../records/consensus/vote.store.ts'
import { createVoterStore } from '../records/consensus/voter.store.ts'
import { createLinkId } from '../records/link/link.ts'
import { createPanelSecrets } from '../records/link/panel-link.ts'
import type { Env } from './wire.ts'
import { dynamo } from './wire-dynamo.ts'

/** Panels as those see them who count votes: without names, and without the secret that pseudonyms are made of. */
export function wirePanels(env: Env<'PANELS_TABLE' | 'VOTES_TABLE' | 'AUDIT_TABLE'>) {
  return {
    ...{ clock, ids, panelsTable: env.PANELS_TABLE, ...wireRegister(env), ...wireVotes(env) },
    audit: createAuditStore({ dynamo, table: env.AUDIT_TABLE, clock }),
  }
}

/** The people on panels: without votes. */
export function wirePanelists(env: Env<'PANELS_TABLE' | 'CONTACTS_TABLE' | 'AUDIT_TABLE'>) {
  return {
    ...{ clock, createLinkId, panelsTable: env.PANELS_TABLE, contactsTable: env.CONTACTS_TABLE },
    ...{ ...wireRegister(env), ...wirePanelistContacts(env) },
    audit: createAuditStore({ dynamo, table: env.AUDIT_TABLE, clock }),
  }
}

/** What the mailer of panels is given: without votes. */
export function wirePanelMail(env: Env<'PANELS_TABLE' | 'CONTACTS_TABLE'>, secrets: string) {
  return {
    ...{ clock, ...wireRegister(env), ...wirePanelistContacts(env) },
    panelMarks: createPanelMarkStore({ dynamo, table: env.PANELS_TABLE }),
    panelSecrets: createPanelSecrets(secrets),
  }
}

/** What a panelist’s page is given: without names. */
export function wirePanelPage(env: Env<'PANELS_TABLE' | 'VOTES_TABLE'>, secrets: string) {
  const { PANELS_TABLE: panelsTable, VOTES_TABLE: votesTable } = env
  return {
    ...{ clock, ids, ...wireRegister(env), ...wireVotes(env) },
    ballotBox: createBallotBox({ dynamo, panelsTable, votesTable }),
    panelSecrets: createPanelSecrets(secrets),
  }
}

function wireRegister({ PANELS_TABLE: table }: Env<'PANELS_TABLE'>) {
  const place = { dynamo, table }
  return { panels: createPanelStore(place), panelists: createPanelistStore(place) }
}

function wireVotes(env: Env<'PANELS_TABLE' | 'VOTES_TABLE'>) {
  const place = { dynamo, table: env.VOTES_TABLE }
  return {
    ...{ voters: createVoterStore(place), votes: createVoteStore(place) },
    panelTexts: createPanelTextStore(place),
    moderations: createModerationStore({ dynamo, table: env.PANELS_TABLE }),
  }
}

function wirePanelistContacts({ CONTACTS_TABLE: contactsTable }: Env<'CONTACTS_TABLE'>) {
  return { panelistContacts: createPanelistContactStore({ dynamo, contactsTable }) }
}
