import type { MemberRole } from '../../api/members/member-roles.ts'

/** As they stand behind a name. */
export const roles: Record<MemberRole, string> = {
  coordinator: 'coordinator',
  lead: 'study lead',
  statistician: 'statistician',
  'data-manager': 'data manager',
  monitor: 'monitor',
}

/** Who may do what in a study, invitations to it, and the studies of one person. */
export const membersText = {
  section: 'Members',
  heading: 'Members',
  lead: 'Everyone with access to this study. A change counts from the person’s next page on, and is in the audit trail.',
  myStudies: {
    heading: 'My studies',
    lead: 'The studies that you have access to.',
    none: 'You have no study yet',
    noneHint:
      'You are signed in, but you are not a member of any study. If you were invited by mail, open the link in that mail. Otherwise send your account ID to someone who administers the study.',
    account: 'Your account ID',
    members: 'Members',
    draft: 'A draft that is not published yet',
  },
  roles,
  /** As it stands beside a name. */
  describe: (role: MemberRole, administers: boolean, blinded: boolean) =>
    [roles[role], ...(blinded ? ['blinded'] : []), ...(administers ? ['administers the study'] : [])].join(
      ', ',
    ),
  noSites: 'no clinic',
  columns: {
    name: 'Name',
    role: 'Role',
    sites: 'Clinics',
    lastSignIn: 'Last sign-in',
    granted: 'Access since',
    action: 'Change',
  },
  never: 'never',
  you: 'you',
  grantedBy: (when: string, who: string) => `${when}, by ${who}`,
  operator: 'an operator',
  unknownGrant: 'not recorded',
  change: 'Change',
  changeOf: (name: string) => `Change access of ${name}`,
  accountOf: (sub: string) => `Account ID ${sub}`,
  export: 'Download the access list (CSV)',
  signInHint:
    'The last sign-in is that to the console, whichever study the person then opened. Programs and the command line do not sign in there.',
  invite: 'Invite somebody by mail',
  grant: 'Give access to an account',
  notices: {
    granted: 'Access was given.',
    changed: 'The change was saved.',
    revoked: 'Access was revoked.',
    invited: 'The invitation was sent.',
    'invitation-revoked': 'The invitation was revoked, and the mail address deleted.',
  },
  mailNotices: {
    unknown: 'It is not known whether the mail went out. Send the invitation again if it does not arrive.',
    refused:
      'The invitation is stored, but its mail was refused: this service has no verified sender, or the address takes no mail. Ask an operator, then send it again.',
    'no-account':
      'The invitation is stored, but no account could be made for this address, so no mail was sent. Check the address, or ask an operator.',
  },
  invitations: {
    heading: 'Invitations',
    none: 'Nobody is invited at the moment.',
    who: 'Invited',
    state: 'Status',
    by: 'Invited by',
    steps: 'What to do',
    states: {
      open: (until: string) => `Open until ${until}`,
      expired: (until: string) => `Expired ${until}`,
      accepted: 'Accepted',
      revoked: 'Revoked',
    },
    mails: {
      sent: 'mail sent',
      unknown: 'mail not confirmed',
      refused: 'mail refused',
      'no-account': 'no account, no mail',
    },
    resend: 'Send again',
    resendTo: (name: string) => `Send the invitation of ${name} again`,
    revoke: 'Revoke',
    revokeOf: (name: string) => `Revoke the invitation of ${name}`,
  },
  form: {
    name: 'Name',
    nameHint: 'Shown to the person and to those who administer the study.',
    email: 'Mail address',
    emailHint: 'The link goes there and is good for seven days. It works once.',
    account: 'Account ID',
    accountHint: 'The person sees it under My studies after signing in. For a program, its client ID.',
    role: 'Role',
    roleHint:
      'A coordinator enrolls, calls and records at their clinics. A study lead sees the results of all clinics, and participants of the clinics chosen here only. A statistician sees the results of all clinics. A statistician, a data manager and a monitor read participants of these clinics without names and numbers; a data manager also settles what is missing or late.',
    sites: 'Clinics',
    administers: 'Administers the study: invites, changes and revokes members',
    blinded: 'Blinded: sees nobody’s arm, and no result by arm',
    invite: 'Send the invitation',
    grant: 'Give access',
    save: 'Save the change',
    revoke: 'Revoke access',
    back: 'All members',
  },
  faults: {
    summary: (fields: string) => `Nothing was saved. Please check: ${fields}.`,
    name: 'Enter a name of at most 120 characters.',
    email: 'Enter a mail address, such as name@example.org.',
    account: 'Enter an account ID of at most 128 characters.',
    role: 'Choose a role.',
    sites:
      'Choose clinics of this study. Coordinators, data managers and monitors who do not administer the study need at least one.',
    'already-member': 'This account is a member already. Change its access in the list of members.',
    'already-invited':
      'There is an open invitation to this address. Send that one again, or revoke it first.',
    'own-blinding': 'Nobody lifts their own blinding: somebody else who administers the study has to.',
    'last-administrator':
      'Nobody else administers this study. Let somebody else administer it first. Nothing was changed.',
    'own-access':
      'Somebody else who administers the study must give you another role or more clinics. Nothing was changed.',
    'member-changed':
      'Somebody else changed this membership while you had it open. Below is how it stands now. Nothing of yours was saved.',
    'invitation-settled': 'The invitation is no longer open: it was accepted or revoked.',
  },
  revokeHeading: (name: string) => `Revoke access of ${name}?`,
  revokeLead:
    'They are out from their next page on. What they recorded stays, with their account in the audit trail. You can give access again.',
  revokeSelf: 'This is your own access. You will not be able to give it back to yourself.',
  accept: {
    heading: 'Invitation to a study',
    signInLead:
      'You were invited to work in a study on Concord. Sign in with your own account to see the invitation. A new account’s temporary password came in a mail of its own.',
    lead: (title: string, inviter: string) => `${inviter} invites you to the study “${title}”.`,
    as: (role: string, sites: string) => `Role: ${role}. Clinics: ${sites}.`,
    until: (when: string) => `The invitation is open until ${when}.`,
    account: 'Access is given to the account that you are signed in with.',
    accept: 'Accept the invitation',
    ended: 'This link no longer works',
    endedLead:
      'The invitation has expired, was revoked, was already accepted, or was sent again with a newer link. Ask the person who invited you for a new one.',
    already: 'You are a member of this study already',
    alreadyLead:
      'Your access has not changed. If the invitation is for somebody else, let them open the link in their own browser.',
    open: 'Open the study',
  },
  mail: {
    subject: 'Invitation to Concord',
    body: (of: { title: string; inviter: string; role: MemberRole; until: string; link: string }) =>
      [
        `${of.inviter} invites you to the study “${of.title}” on Concord, as ${roles[of.role]}.`,
        `Open this link by ${of.until}, sign in, and accept:`,
        of.link,
        'If you have no account yet, a temporary password comes in a mail of its own. The link works once. If you did not expect this, ignore it.',
      ].join('\n\n'),
  },
}
