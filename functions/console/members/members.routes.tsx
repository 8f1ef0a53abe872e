import type { Context } from 'hono'
import { memberProblems } from '../../../web/api/problems/member-problems.ts'
import type { ConsoleFrame } from '../../../web/console/frame.ts'
import { MemberFormPage } from '../../../web/console/member-form-page.tsx'
import { MembersPage } from '../../../web/console/members-page.tsx'
import {
  MAIL_NOTICES,
  MEMBER_NOTICES,
  type MemberFormView,
  type MemberRefusal,
  type MembersNotice,
} from '../../../web/console/members-view.ts'
import { consolePaths, memberPaths } from '../../../web/console/paths.ts'
import { RevokeMemberPage } from '../../../web/console/revoke-member-page.tsx'
import { formatAccessListCsv } from '../../interchange/csv/access-list-csv.ts'
import { CSV_TYPE } from '../../interchange/csv/format-csv.ts'
import { formatIso } from '../../platform/core/clock.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import { readFormLists } from '../../platform/http/form.ts'
import { createHono } from '../../platform/http/hono.ts'
import type { StoredMembership } from '../../records/membership/membership.store.ts'
import {
  type AccessListDeps,
  readAccessList,
  recordAccessListExport,
} from '../../workflows/access/access-list.ts'
import { grantMembership, revokeMembership } from '../../workflows/access/change-members.ts'
import {
  type InviteDeps,
  inviteMember,
  resendMemberInvitation,
  revokeMemberInvitation,
} from '../../workflows/access/invite-member.ts'
import {
  requireAdministrator,
  type StudyAdministrator,
} from '../../workflows/access/require-administrator.ts'
import { buildNotFound } from '../../workflows/access/staff-access.ts'
import { type ConsoleEnv, readAddress, readLanguage } from '../app/console-app.tsx'
import { EMPTY_MEMBER, parseMemberForm, readRevision, readTypedMember } from './member-form.ts'
import { buildInvitationRows, buildMemberRow, buildMemberRows } from './members-view.ts'

export type MembersConsoleDeps = InviteDeps & AccessListDeps
type C = Context<ConsoleEnv>

const base = '/studies/:study'

/** Who has access to a study, for those who administer it: the list, and the forms that change it. */
export function createMembersConsoleRoutes(deps: MembersConsoleDeps) {
  return createHono<ConsoleEnv>()
    .get(`${base}/members`, async (c) => renderMembers(c, await requireStudy(c), readNotice(c)))
    .get(`${base}/access-list`, async (c) => {
      const { study } = await requireStudy(c)
      const members = await readAccessList(deps, study.id)
      const text = formatAccessListCsv(members, { isForSpreadsheet: true })
      const file = { members: members.length, text }
      await recordAccessListExport(deps, { study: study.id, sub: c.var.person.sub }, file)
      c.header('content-disposition', `attachment; filename="${study.id}-access.csv"`)
      return c.body(text, 200, { 'content-type': CSV_TYPE })
    })
    .get(`${base}/grant-membership`, async (c) => renderForm(c, await requireStudy(c), { kind: 'grant' }))
    .post(`${base}/grant-membership`, async (c) => changeMember(c, await requireStudy(c), 'grant'))
    .get(`${base}/members/:member`, async (c) => {
      const membership = await requireStudy(c)
      return renderForm(c, membership, showMember(await requireMember(c)))
    })
    .post(`${base}/members/:member`, async (c) => changeMember(c, await requireStudy(c), 'change'))
    .get(`${base}/members/:member/revoke`, async (c) => renderRevoke(c, await requireStudy(c), null))
    .post(`${base}/members/:member/revoke`, async (c) => {
      const membership = await requireStudy(c)
      const actor = { kind: 'administrator', sub: c.var.person.sub } as const
      const revision = readRevision(await readFormLists(c))
      const { sub, study } = await requireMember(c)
      try {
        await revokeMembership(deps, actor, { study, sub }, revision)
      } catch (error) {
        const refusal = findRefusal(error)
        if (refusal !== 'last-administrator' && refusal !== 'member-changed') throw error
        return renderRevoke(c, membership, refusal)
      }
      // Who has revoked their own access sees the list no more.
      if (sub === c.var.person.sub) return c.redirect(consolePaths.home, 303)
      return redirect(c, 'revoked')
    })
    .get(`${base}/member-invitations`, async (c) => renderForm(c, await requireStudy(c), { kind: 'invite' }))
    .post(`${base}/member-invitations`, async (c) => {
      const membership = await requireStudy(c)
      const typed = readTypedMember(await readFormLists(c))
      const filled = parseMemberForm('invite', typed, membership.study)
      if (filled.faults) return renderForm(c, membership, { kind: 'invite', typed, faults: filled.faults })
      try {
        const order = { ...filled.body, email: filled.email }
        const { mail } = await inviteMember(deps, membership.study, membership.member, order)
        return redirect(c, mail === 'sent' ? 'invited' : mail)
      } catch (error) {
        const refusal = findRefusal(error)
        if (!refusal) throw error
        return renderForm(c, membership, { kind: 'invite', typed, faults: ['email'], refusal })
      }
    })
    .post(`${base}/member-invitations/:invitation/:step`, async (c) => {
      const { study, member } = await requireStudy(c)
      const { invitation, step } = c.req.param()
      try {
        if (step === 'revoke') {
          await revokeMemberInvitation(deps, study, member, invitation)
          return redirect(c, 'invitation-revoked')
        }
        if (step !== 'resend') throw buildNotFound()
        const { mail } = await resendMemberInvitation(deps, study, member, invitation)
        return redirect(c, mail === 'sent' ? 'invited' : mail)
      } catch (error) {
        const { invitationSettled } = memberProblems
        if (!(error instanceof ProblemError) || error.problem.code !== invitationSettled.code) throw error
        return redirect(c, 'invitation-settled')
      }
    })

  /** @throws ProblemError 404, 403 */
  function requireStudy(c: C): Promise<StudyAdministrator> {
    return requireAdministrator(deps, c.var.person, c.req.param('study') ?? '')
  }

  /** @throws ProblemError 404 */
  async function requireMember(c: C): Promise<StoredMembership> {
    const { study = '', member = '' } = c.req.param() as { study?: string; member?: string }
    const found = await deps.memberships.find(member, study)
    if (!found) throw buildNotFound()
    return found
  }

  async function renderMembers(c: C, membership: StudyAdministrator, notice: MembersNotice | null) {
    const { study } = membership
    const [members, invitations] = await Promise.all([
      readAccessList(deps, study.id),
      deps.invitations.listByStudy(study.id),
    ])
    const view = {
      members: buildMemberRows(study, members, c.var.person.sub),
      invitations: buildInvitationRows(study, invitations, members, formatIso(deps.clock.now())),
      notice,
    }
    return c.html(<MembersPage frame={buildMembersFrame(c, membership)} view={view} />)
  }

  async function changeMember(c: C, membership: StudyAdministrator, kind: 'grant' | 'change') {
    const { study } = membership
    const lists = await readFormLists(c)
    const stored = kind === 'change' ? await requireMember(c) : undefined
    const typed = { ...readTypedMember(lists), ...(stored && { account: stored.sub }) }
    const revision = readRevision(lists)
    const filled = parseMemberForm(kind, typed, study)
    if (filled.faults) return renderForm(c, membership, { kind, typed, revision, faults: filled.faults })
    const actor = { kind: 'administrator', sub: c.var.person.sub } as const
    const wanted = { sub: filled.account, study: study.id, ...filled.body }
    try {
      await grantMembership(deps, actor, wanted, revision)
      return redirect(c, kind === 'grant' ? 'granted' : 'changed')
    } catch (error) {
      const refusal = findRefusal(error)
      if (!refusal) throw error
      if (kind === 'grant')
        return renderForm(c, membership, { kind, typed, faults: ['account'], refusal: 'already-member' })
      // What somebody else has made of it is what there is now to change.
      const shown =
        refusal === 'member-changed' ? showMember(await requireMember(c)) : { kind, typed, revision }
      return renderForm(c, membership, { ...shown, refusal })
    }
  }

  function renderForm(
    c: C,
    membership: StudyAdministrator,
    part: Pick<MemberFormView, 'kind'> & Partial<MemberFormView>,
  ) {
    const { study } = membership
    const view: MemberFormView = {
      ...{ sites: study.sites, hasArms: study.hasArms, typed: EMPTY_MEMBER, revision: 0 },
      ...{ faults: [], refusal: null, ...part },
    }
    const isRefused = view.refusal !== null || view.faults.length > 0
    return c.html(
      <MemberFormPage frame={buildMembersFrame(c, membership)} view={view} />,
      isRefused ? 422 : 200,
    )
  }

  async function renderRevoke(
    c: C,
    membership: StudyAdministrator,
    refusal: 'last-administrator' | 'member-changed' | null,
  ) {
    const stored = await requireMember(c)
    const member = buildMemberRow(membership.study, stored, [], c.var.person.sub)
    const view = { member, revision: stored.revision, refusal }
    return c.html(
      <RevokeMemberPage frame={buildMembersFrame(c, membership)} view={view} />,
      refusal === null ? 200 : 422,
    )
  }

  function redirect(c: C, notice: MembersNotice) {
    return c.redirect(memberPaths.members(c.req.param('study') ?? '', { notice }), 303)
  }
}

function buildMembersFrame(c: C, { study, member }: StudyAdministrator): ConsoleFrame {
  const { name, role, administers, blinded } = member
  return {
    ...{ locale: readLanguage(c), address: readAddress(c) },
    study: { id: study.id, title: study.title, isUnpublished: study.isUnpublished },
    member: { name, role, administers, blinded: blinded && study.hasArms },
  }
}

function showMember({ sub: account, revision, ...member }: StoredMembership) {
  const { name, role, sites, administers, blinded } = member
  const typed = { ...EMPTY_MEMBER, account, name, role, sites, administers, blinded }
  return { kind: 'change', typed, revision } as const
}

const REFUSALS: readonly MemberRefusal[] = [
  'last-administrator',
  'own-blinding',
  'own-access',
  'member-changed',
  'already-invited',
]

function findRefusal(error: unknown): MemberRefusal | undefined {
  return error instanceof ProblemError ? REFUSALS.find((code) => code === error.problem.code) : undefined
}

function readNotice(c: Context): MembersNotice | null {
  const known = [...MEMBER_NOTICES, ...MAIL_NOTICES, 'invitation-settled'] as const
  return known.find((one) => one === c.req.query('notice')) ?? null
}
