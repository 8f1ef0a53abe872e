import type { Problem } from './problem.ts'

export const consensusProblems = {
  changed: {
    code: 'panel-changed',
    status: 412,
    title: 'The panel was changed meanwhile',
    detail: 'It is no longer as you read it. Read it again, then decide. Nothing was changed.',
  },
  protocolFaulty: {
    code: 'protocol-faulty',
    status: 422,
    title: 'The protocol cannot be locked or opened like this',
    detail: 'Each problem is named at its field. Nothing was changed.',
  },
  notDraft: {
    code: 'panel-locked',
    status: 409,
    title: 'The protocol is locked',
    detail: 'What is done otherwise from now on is a deviation with a reason. Nothing was changed.',
  },
  notLocked: {
    code: 'panel-not-locked',
    status: 409,
    title: 'The protocol is not locked, or the panel is finished',
    detail: 'Rounds are held between locking the protocol and the end of the process. Nothing was changed.',
  },
  notModerator: {
    code: 'not-panel-moderator',
    status: 403,
    title: 'You do not moderate this panel',
    detail: 'The locked protocol names who does. Nothing was changed.',
  },
  roundRunning: {
    code: 'panel-round-running',
    status: 409,
    title: 'A round is running',
    detail: 'Wait until it closes, or close it with a reason. Nothing was changed.',
  },
  roundNotRunning: {
    code: 'panel-round-not-running',
    status: 409,
    title: 'The round is not running',
    detail: 'It is not open yet, or closed. Nothing was changed.',
  },
  roundOutOfOrder: {
    code: 'panel-round-out-of-order',
    status: 409,
    title: 'This is not the next round',
    detail: 'Rounds are held in the order of the protocol, each once. Nothing was changed.',
  },
  proposalsNotMerged: {
    code: 'proposals-not-merged',
    status: 409,
    title: 'Proposals wait to be merged',
    detail: 'Give each proposal of the open round an outcome first. Nothing was changed.',
  },
  traceFaulty: {
    code: 'proposal-trace-faulty',
    status: 422,
    title: 'The merge is not complete',
    detail: 'Each proposal has exactly one outcome. Each problem is named at its field. Nothing was changed.',
  },
  addressMissing: {
    code: 'panelist-address-missing',
    status: 422,
    title: 'The panelist has no address for this channel',
    detail: 'Invite by mail with a mail address, or by text with a telephone number.',
  },
  unknownGroup: {
    code: 'panelist-group-unknown',
    status: 422,
    title: 'The protocol has no such group or language',
    detail: 'Choose one of those that the locked protocol lists.',
  },
  alreadyInvited: {
    code: 'panelist-already-invited',
    status: 409,
    title: 'Somebody with this address is on the panel already',
    detail: 'One person has one vote. Nothing was changed.',
  },
  resultsHidden: {
    code: 'panel-results-hidden',
    status: 409,
    title: 'The round is not closed',
    detail: 'Results are shown once nobody can vote any more.',
  },
  noProfileVotes: {
    code: 'profile-votes-missing',
    status: 409,
    title: 'There are no profile votes to work with',
    detail: 'Candidates and thresholds are made of a closed round in which profiles were judged.',
  },
  notAdopted: {
    code: 'panel-did-not-adopt',
    status: 409,
    title: 'The panel has not adopted a definition',
    detail: 'The final vote is still to come, or its verdict under the locked rule is not “in”.',
  },
} as const satisfies Record<string, Problem>

/** Refusals of what a panelist sends. None says anything of others. */
export const ballotProblems = {
  unknownLink: {
    code: 'panel-link-unknown',
    status: 404,
    title: 'This link does not work',
    detail: 'It is not complete, belongs to another page, or was ended.',
  },
  'other-panel': {
    code: 'ballot-of-another-panel',
    status: 409,
    title: 'This page belongs to another panel',
    detail: 'Open the link of your own invitation. Nothing was saved.',
  },
  withdrew: {
    code: 'panelist-left',
    status: 409,
    title: 'You have left the panel',
    detail: 'Nothing was saved.',
  },
  'no-consent': {
    code: 'panel-consent-missing',
    status: 409,
    title: 'Your consent is missing',
    detail: 'Read the statement and agree to it first. Nothing was saved.',
  },
  'no-conflict-statement': {
    code: 'panel-conflict-statement-missing',
    status: 409,
    title: 'Your statement of interests is missing',
    detail: 'Say whether you have conflicts of interest first. Nothing was saved.',
  },
  'not-open-yet': {
    code: 'panel-round-not-open',
    status: 409,
    title: 'No round is open',
    detail: 'You will be written to when the next round opens. Nothing was saved.',
  },
  closed: {
    code: 'panel-round-closed',
    status: 409,
    title: 'The round is closed',
    detail: 'It takes no answers any more. Nothing was saved.',
  },
  'other-round': {
    code: 'ballot-of-another-round',
    status: 409,
    title: 'This page belongs to another round',
    detail: 'Load the page again. Nothing was saved.',
  },
  'unknown-item': {
    code: 'ballot-item-unknown',
    status: 422,
    title: 'The round does not ask this',
    detail: 'Load the page again. Nothing was saved.',
  },
  'item-stopped': {
    code: 'ballot-item-stopped',
    status: 409,
    title: 'This item is not asked any more',
    detail: 'Its result is settled. Nothing was saved.',
  },
  'outside-scale': {
    code: 'ballot-outside-scale',
    status: 422,
    title: 'The answer is not on the scale',
    detail: 'Choose one of the answers that the page offers. Nothing was saved.',
  },
  'other-kind-of-answer': {
    code: 'ballot-answer-of-another-kind',
    status: 422,
    title: 'The item takes another kind of answer',
    detail: 'Choose one of the answers that the page offers. Nothing was saved.',
  },
  'nothing-to-keep': {
    code: 'ballot-nothing-to-keep',
    status: 409,
    title: 'There is no earlier answer to keep',
    detail: 'Choose an answer. Nothing was saved.',
  },
  'changed-meanwhile': {
    code: 'ballot-changed-meanwhile',
    status: 409,
    title: 'You answered this on another page meanwhile',
    detail: 'Load the page again to see your newest answer. Nothing was saved.',
  },
  textFaulty: {
    code: 'panel-text-faulty',
    status: 422,
    title: 'The text is empty or too long',
    detail: 'Write between 1 and 2,000 characters. Nothing was saved.',
  },
} as const satisfies Record<string, Problem>
