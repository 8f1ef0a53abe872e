import type { Context } from 'hono'
import { memberProblems } from '../../../web/api/problems/member-problems.ts'
import { InvitationPage, SignInToAcceptPage } from '../../../web/console/invitation-page.tsx'
import type { InvitationView } from '../../../web/console/members-view.ts'
import { findFirstPage } from '../../../web/console/my-studies-page.tsx'
import { consolePaths, memberPaths } from '../../../web/console/paths.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import { createHono } from '../../platform/http/hono.ts'
import type { Person } from '../../platform/http/tokens.ts'
import type { StudyOutline } from '../../records/library/study-outline.ts'
import type { Membership } from '../../records/membership/membership.ts'
import {
  type AcceptDeps,
  acceptInvitation,
  openInvitation,
} from '../../workflows/access/accept-invitation.ts'
import {
  type ConsoleEnv,
  findSignedIn,
  readAddress,
  readLanguage,
  type SessionDeps,
} from '../app/console-app.tsx'
import { listSiteNames } from '../members/members-view.ts'

export type AcceptConsoleDeps = AcceptDeps & SessionDeps

/**
 * Where the link of an invitation leads. Opening it changes nothing, and reads nothing before somebody has signed in: whoever
 * tries links without an account learns nothing from them.
 */
export function createAcceptInvitationRoutes(deps: AcceptConsoleDeps) {
  return createHono<ConsoleEnv>()
    .get('/invitations/:study/:token', async (c) => {
      const person = await findSignedIn(deps, c)
      if (person) return showInvitation(c, person)
      const to = new URLSearchParams({ go: '', to: readPath(c) })
      return c.html(
        <SignInToAcceptPage
          locale={readLanguage(c)}
          address={readAddress(c)}
          signInHref={`${consolePaths.signIn}?${to}`}
        />,
      )
    })
    .post('/invitations/:study/:token', async (c) => {
      const person = await findSignedIn(deps, c)
      if (!person) return c.redirect(readPath(c), 303)
      const { study, token } = c.req.param()
      try {
        const { member } = await acceptInvitation(deps, { sub: person.sub, study, token })
        return c.redirect(findStart(member, await deps.outlineStudy(study)), 303)
      } catch (error) {
        const { invitationEnded, alreadyMember } = memberProblems
        const expected = [invitationEnded.code, alreadyMember.code] as readonly string[]
        if (!(error instanceof ProblemError) || !expected.includes(error.problem.code)) throw error
        return showInvitation(c, person)
      }
    })

  async function showInvitation(c: Context<ConsoleEnv>, { sub }: Person) {
    const { study = '', token = '' } = c.req.param() as { study?: string; token?: string }
    const view = await buildView(sub, study, token)
    const page = { locale: readLanguage(c), address: readAddress(c), account: sub }
    return c.html(<InvitationPage {...page} view={view} />, view.kind === 'ended' ? 410 : 200)
  }

  async function buildView(sub: string, id: string, token: string): Promise<InvitationView> {
    const [opened, study] = await Promise.all([
      openInvitation(deps, { sub, study: id, token }),
      deps.outlineStudy(id),
    ])
    if (!study || opened.kind === 'ended') return { kind: 'ended' }
    if (opened.kind !== 'open') return { kind: 'already-member', href: findStart(opened.member, study) }
    const { role, sites, administers, blinded, validUntil } = opened.invitation
    return {
      ...{ kind: 'open', title: study.title, inviter: opened.inviter.name },
      ...{ role, administers, blinded, validUntil, sites: listSiteNames(study, sites) },
    }
  }
}

/** Where a member begins; in a draft without a page for them, at their studies, which say that it is one. */
function findStart(member: Membership, study: StudyOutline | undefined): string {
  const isDraft = study?.isUnpublished ?? true
  return findFirstPage({ ...member, id: member.study, isDraft }) ?? consolePaths.home
}

function readPath(c: Context): string {
  const { study = '', token = '' } = c.req.param()
  return memberPaths.accept(study, token)
}
