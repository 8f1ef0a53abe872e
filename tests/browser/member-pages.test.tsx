import { describe, it } from 'vitest'
import { InvitationPage, SignInToAcceptPage } from '../../web/console/invitation-page.tsx'
import { MemberFormPage } from '../../web/console/member-form-page.tsx'
import { MembersPage } from '../../web/console/members-page.tsx'
import type { InvitationView } from '../../web/console/members-view.ts'
import { MyStudiesPage, type MyStudy } from '../../web/console/my-studies-page.tsx'
import { OrganisationPage, type OrganisationView } from '../../web/console/organisation-page.tsx'
import { RevokeMemberPage } from '../../web/console/revoke-member-page.tsx'
import { expectAccessiblePage } from '../support/accessibility.ts'
import { chromiumNote, chromiumPath } from '../support/chromium.ts'
import { frame } from '../support/console-views.ts'
import { changing, granting, member, membersView, refusedInviting } from '../support/member-views.ts'

const chromium = chromiumPath()
const english = { ...frame, member: { ...frame.member, administers: true } }
const spanish = { ...english, locale: 'es' }
const study: MyStudy = {
  ...{
    id: 'registry',
    title: frame.study.title,
    role: 'coordinator',
    sites: ['Harbor Clinic', 'Mesa Clinic'],
  },
  ...{ administers: true, blinded: true, isDraft: false },
}
const person = { locale: 'en', address: '/console/invitations/registry/0123', account: member.sub }
const open: InvitationView = {
  ...{ kind: 'open', title: frame.study.title, inviter: 'Study office', role: 'lead', sites: [] },
  ...{ administers: true, blinded: false, validUntil: '2026-07-12T15:00:00.000Z' },
}

const organisation: OrganisationView = {
  ...{ id: 'network', name: 'A network of clinics', notice: 'appointed' },
  studies: [
    {
      ...{ id: 'registry', title: frame.study.title, isUnpublished: false, sites: 4, members: 7 },
      ...{ administrators: ['Study office'], isMine: true },
    },
    {
      ...{
        id: 'pilot',
        title: 'A pilot of sleep after infusions',
        isUnpublished: true,
        sites: 0,
        members: 0,
      },
      ...{ administrators: [], isMine: false },
    },
  ],
  administrators: [
    { sub: member.sub, name: 'Study office', appointedAt: '2026-03-01T09:00:00.000Z', isViewer: true },
    { sub: 'another', name: 'Network office', appointedAt: '2026-03-02T09:00:00.000Z', isViewer: false },
  ],
}

const pages = {
  members: <MembersPage frame={english} view={membersView} />,
  'members in Spanish': <MembersPage frame={spanish} view={{ ...membersView, notice: 'invited' }} />,
  'nobody invited': <MembersPage frame={english} view={{ ...membersView, invitations: [], notice: null }} />,
  'an invitation refused': <MemberFormPage frame={english} view={refusedInviting} />,
  'the same in Spanish': <MemberFormPage frame={spanish} view={refusedInviting} />,
  'a change that somebody else has made': <MemberFormPage frame={english} view={changing} />,
  'an account that is a member': <MemberFormPage frame={spanish} view={granting} />,
  revoking: <RevokeMemberPage frame={english} view={{ member, revision: 3, refusal: null }} />,
  'the last who administers': (
    <RevokeMemberPage
      frame={spanish}
      view={{ member: { ...member, isViewer: true }, revision: 3, refusal: 'last-administrator' }}
    />
  ),
  'my studies': (
    <MyStudiesPage
      locale="en"
      address="/console"
      account={member.sub}
      studies={[study, { ...study, id: 'trial', title: 'Another study', isDraft: true }]}
      organisations={[{ id: 'network', name: 'A network of clinics' }]}
    />
  ),
  'no study': (
    <MyStudiesPage locale="es" address="/console" account={member.sub} studies={[]} organisations={[]} />
  ),
  'an organization': (
    <OrganisationPage locale="en" address="/console/organisations/network" view={organisation} />
  ),
  'an organization without a study': (
    <OrganisationPage
      locale="es"
      address="/console/organisations/network"
      view={{ ...organisation, studies: [], notice: 'last' }}
    />
  ),
  'an invitation before signing in': (
    <SignInToAcceptPage locale="en" address={person.address} signInHref="/console/sign-in?go" />
  ),
  'an invitation': <InvitationPage {...person} view={open} />,
  'an invitation in Spanish': <InvitationPage {...person} locale="es" view={open} />,
  'an invitation that has ended': <InvitationPage {...person} view={{ kind: 'ended' }} />,
  'an invitation to a member': (
    <InvitationPage {...person} view={{ kind: 'already-member', href: '/console/studies/registry/office' }} />
  ),
}

describe.skipIf(!chromium)(`member pages in Chromium${chromiumNote(chromium)}`, () => {
  it.each(Object.entries(pages))(
    '%s: no accessibility fault and no sideways scrolling, from 320 to 1280 px',
    async (_, content) => {
      await expectAccessiblePage(chromium ?? '', String(content))
    },
  )
})
