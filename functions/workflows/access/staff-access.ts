import type { Context, MiddlewareHandler } from 'hono'
import type { Instruments } from '../../../surveys/library/library.ts'
import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { hasPower, type Power, type RoleWith } from '../../../web/api/members/member-roles.ts'
import { memberProblems } from '../../../web/api/problems/member-problems.ts'
import { platformProblems } from '../../../web/api/problems/platform-problems.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import {
  findMemberParticipant,
  findMemberSite,
  type ParticipantScope,
  parseParticipantSite,
  type SiteScope,
} from '../../platform/core/scope.ts'
import type { Person, TokenVerifier } from '../../platform/http/tokens.ts'
import type { StudyLibrary } from '../../records/library/study-library.ts'
import type { MembershipStore } from '../../records/membership/membership.store.ts'
import type { Membership } from '../../records/membership/membership.ts'

export type StaffEnv = { Variables: { person: Person } }

/**
 * Refuses every request without a valid bearer token, and a program's beyond what its token is for, before anything else is
 * looked at.
 *
 * @param isReading whether a request changes nothing of the study; left out: by its method
 */
export function requireToken(
  tokens: TokenVerifier,
  isReading: (c: Context) => boolean = ({ req }) => req.method === 'GET' || req.method === 'HEAD',
): MiddlewareHandler<StaffEnv> {
  return async (c, next) => {
    const person = await tokens.verify(readBearerToken(c))
    if (person.program && !(isReading(c) ? person.program.mayRead : person.program.mayWrite))
      throw new ProblemError(platformProblems.outOfScope)
    c.set('person', person)
    await next()
  }
}

/** What a program may not do, whatever its membership. @throws ProblemError 403 */
export function requirePerson({ program }: Person): void {
  if (program) throw new ProblemError(platformProblems.personNeeded)
}

function readBearerToken(c: Context): string | undefined {
  return /^Bearer ([\w.~+/=-]+)$/i.exec(c.req.header('authorization') ?? '')?.[1]
}

export type AuthoriseDeps = { readonly memberships: MembershipStore; readonly library: StudyLibrary }
export type StudyMember = {
  readonly member: Membership
  /** As the member sees it: without arms for who is blinded. */
  readonly study: StudyDefinition
  /** As it is published, which a protocol says too: that there are arms, and which. */
  readonly published: StudyDefinition
  /** Of the version that is in force. */
  readonly studyHash: string
  /** The instruments that any version of the study asks. */
  readonly library: Instruments
}

/** Where in a study somebody is at work: a clinic may follow an earlier version than others. */
export type Place = { readonly participant?: string | undefined; readonly site?: string | undefined }

/**
 * The person's membership of the study. The same 404 for a study that does not exist and one that is not theirs.
 *
 * @param at whose site says by which version the study is seen, where it is the member's; left out: by that of the only clinic
 * of somebody who works at one, else by the newest in force
 */
export async function requireMembership(
  deps: AuthoriseDeps,
  person: Person,
  studyId: string,
  at: Place = {},
): Promise<StudyMember> {
  const stored = await deps.memberships.find(person.sub, studyId)
  const opened = stored && (await deps.library.openStudy(studyId, findPlace(stored, at)))
  if (!opened || !stored) throw buildNotFound()
  const { definition: published, hash: studyHash, library } = opened
  // The study can hide arms from everyone of a role; no membership lifts that.
  const isBlindRole = published.blinding?.roles.includes(stored.role) ?? false
  const member = isBlindRole ? { ...stored, blinded: true } : stored
  const study = member.blinded ? { ...published, arms: [] } : published
  return { member, study, published, studyHash, library }
}

function findPlace({ role, sites }: Membership, { participant, site }: Place): string | undefined {
  const asked = site ?? (participant === undefined ? undefined : parseParticipantSite(participant))
  // Whoever works at one clinic sees the study as it is there.
  if (asked === undefined && role !== 'lead' && sites.length === 1) return sites[0]
  return asked !== undefined && sites.includes(asked) ? asked : undefined
}

/** @throws ProblemError 404 for a site that is not the member's, or not there. */
export function requireSite({ member, study }: StudyMember, site: string): SiteScope {
  const scope = study.sites.some(({ id }) => id === site) ? findMemberSite(member, site) : undefined
  if (!scope) throw buildNotFound()
  return scope
}

/** @throws ProblemError 404 for a participant of a site that is not the member's. Whether they exist is not told. */
export function requireParticipant({ member }: StudyMember, participant: string): ParticipantScope {
  const scope = findMemberParticipant(member, participant)
  if (!scope) throw buildNotFound()
  return scope
}

/** The member as the audit trail names them, if their role may do it. @throws ProblemError 403 */
export function requirePower<P extends Power>(
  { member: { role, sub } }: Pick<StudyMember, 'member'>,
  power: P,
): { readonly kind: RoleWith<P>; readonly sub: string } {
  if (!hasPower(role, power)) throw new ProblemError(platformProblems.forbidden)
  return { kind: role, sub }
}

/** Of what would show a blinded member arms, or have them name one. @throws ProblemError 403 in a study with arms */
export function requireUnblinded({ member, published }: Pick<StudyMember, 'member' | 'published'>): void {
  if (hasHiddenArms({ member, published })) throw new ProblemError(memberProblems.blinded)
}

export function hasHiddenArms({ member, published }: Pick<StudyMember, 'member' | 'published'>): boolean {
  return member.blinded && published.arms.length > 0
}

export function buildNotFound(): ProblemError {
  return new ProblemError(platformProblems.notFound)
}
