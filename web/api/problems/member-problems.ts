import type { Problem } from './problem.ts'

export const memberProblems = {
  notAdministrator: {
    code: 'not-administrator',
    status: 403,
    title: 'You do not administer this study',
    detail: 'Only those who administer a study see and change who its members are.',
  },
  blinded: {
    code: 'blinded',
    status: 403,
    title: 'This would show you arms',
    detail: 'Your membership is blinded. Somebody who is not has to do this. Nothing was changed.',
  },
  ownBlinding: {
    code: 'own-blinding',
    status: 409,
    title: 'Nobody lifts their own blinding',
    detail: 'Somebody else who administers the study has to do it. Nothing was changed.',
  },
  lastAdministrator: {
    code: 'last-administrator',
    status: 409,
    title: 'Nobody else administers this study',
    detail: 'Let someone else administer the study first. Nothing was changed.',
  },
  ownAccess: {
    code: 'own-access',
    status: 409,
    title: 'Somebody else has to give you this access',
    detail:
      'Somebody else administers the study too: they give you another role or further clinics. Nothing was changed.',
  },
  changed: {
    code: 'member-changed',
    status: 412,
    title: 'Somebody else changed this membership',
    detail: 'It is not as you saw it. Read it again, then decide. Nothing was changed.',
  },
  alreadyMember: {
    code: 'already-member',
    status: 409,
    title: 'You are a member of this study already',
    detail: 'An invitation changes no membership that there is. Nothing was changed.',
  },
  alreadyInvited: {
    code: 'already-invited',
    status: 409,
    title: 'There is an open invitation to this address',
    detail: 'Send that one again, or revoke it first. Nothing was changed.',
  },
  invitationSettled: {
    code: 'invitation-settled',
    status: 409,
    title: 'The invitation is no longer open',
    detail: 'It has been accepted or revoked. Nothing was changed.',
  },
  invitationEnded: {
    code: 'invitation-ended',
    status: 410,
    title: 'This link no longer works',
    detail: 'The invitation has expired, was revoked, was accepted, or was sent again with another link.',
  },
} as const satisfies Record<string, Problem>
