import type { InvitationRow, MemberFormView, MemberRow, MembersView } from '../../web/console/members-view.ts'

/** Made-up views of the pages about members, with every state that they can show. */

const SITES = [
  { id: 'harbor', name: 'Harbor Clinic' },
  { id: 'mesa', name: 'Mesa Clinic of the University Center for Pain Medicine' },
]

export const member: MemberRow = {
  ...{ sub: '0c9f6a1e-7b7e-4c55-9d0f-0d6f6b0a2f11', name: 'Coordinator at Harbor', role: 'coordinator' },
  ...{ sites: ['Harbor Clinic'], administers: false, blinded: true, isViewer: false },
  ...{
    lastSignInAt: '2026-07-05T15:00:00.000Z',
    grantedAt: '2026-03-02T15:00:00.000Z',
    grantedBy: 'Study office',
  },
}

const invitation: InvitationRow = {
  ...{ id: '0123456789', name: 'Somebody new', email: 'somebody.with.a.long.name@pain-medicine.example.org' },
  ...{ role: 'coordinator', sites: SITES.map(({ name }) => name), administers: false, blinded: false },
  ...{ state: 'open', validUntil: '2026-07-12T15:00:00.000Z', invitedBy: 'Study office', mail: 'sent' },
}

export const membersView: MembersView = {
  members: [
    member,
    {
      ...{ ...member, sub: 'office', name: 'Study office', role: 'lead', administers: true, isViewer: true },
      ...{ sites: [], blinded: false, lastSignInAt: null, grantedAt: null, grantedBy: null },
    },
  ],
  invitations: [
    invitation,
    { ...invitation, id: '1123456789', name: 'Somebody late', state: 'expired', mail: 'refused' },
    { ...invitation, id: '2123456789', name: 'Somebody else', mail: 'no-account' },
    { ...invitation, id: '3123456789', name: 'Somebody unsure', mail: 'unknown' },
  ],
  notice: 'refused',
}

export const refusedInviting: MemberFormView = {
  ...{ kind: 'invite', sites: SITES, hasArms: true, revision: 0, refusal: null },
  faults: ['name', 'email', 'role', 'sites'],
  typed: {
    ...{ account: '', name: '', email: 'somebody', role: '', sites: [], administers: true, blinded: true },
  },
}

export const changing: MemberFormView = {
  ...{ kind: 'change', sites: SITES, hasArms: false, revision: 3, faults: [], refusal: 'member-changed' },
  typed: {
    ...{ account: member.sub, name: member.name, email: '', role: 'coordinator', sites: ['mesa'] },
    ...{ administers: false, blinded: false },
  },
}

export const granting: MemberFormView = {
  ...{ ...changing, kind: 'grant', faults: ['account'], refusal: 'already-member' },
}
