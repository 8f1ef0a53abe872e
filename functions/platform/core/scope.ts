import { hasPower, type MemberRole } from '../../../web/api/members/member-roles.ts'

/**
 * Site isolation in the data layer. Stores take a `SiteScope`, not a site's name, and a scope can be had in
 * few ways only: from a member's own sites, for numbers over participants and the version that a site follows, from a
 * participant's verified link, by the system's own workers, and by an operator of the account, or its scheduler, for a site
 * that the study has. A route that forgets to authorise has nothing to read with.
 */
declare const scoped: unique symbol
export type SiteScope = { readonly study: string; readonly site: string; readonly [scoped]: true }
export type ParticipantScope = SiteScope & { readonly participant: string }
export type AssessmentScope = ParticipantScope & { readonly timepoint: string }

export type Member = {
  readonly sub: string
  readonly study: string
  readonly role: MemberRole
  readonly sites: readonly string[]
}

/** Where an item stands in a table. */
export type Key = { readonly pk: string; readonly sk: string }

const ID_LENGTH = 8

function buildSiteScope(study: string, site: string): SiteScope {
  return { study, site } as SiteScope
}

/** The scope of a site that the member belongs to; `undefined` for every other site. */
export function findMemberSite(member: Member, site: string): SiteScope | undefined {
  return member.sites.includes(site) ? buildSiteScope(member.study, site) : undefined
}

/** The scope of a participant of one of the member's sites; `undefined` for every other id. */
export function findMemberParticipant(member: Member, participant: string): ParticipantScope | undefined {
  const site = findMemberSite(member, parseParticipantSite(participant))
  return site && { ...site, participant }
}

/** Only for the verified link of a participant and for messages that our own workers queued. */
export function buildVerifiedAssessmentScope(of: {
  study: string
  site: string
  participant: string
  timepoint: string
}): AssessmentScope {
  return { ...buildSiteScope(of.study, of.site), participant: of.participant, timepoint: of.timepoint }
}

/** Only for whom our own tables name: the participants of a telephone number, the alert of a queued message. */
export function buildVerifiedParticipantScope(of: {
  study: string
  site: string
  participant: string
}): ParticipantScope {
  return { ...buildSiteScope(of.study, of.site), participant: of.participant }
}

/** For functions that only an operator of the account or its scheduler can invoke. `undefined` for a site that the study does not have. */
export function findOperatorSite(
  study: { readonly id: string; readonly sites: readonly { readonly id: string }[] } | undefined,
  site: string,
): SiteScope | undefined {
  return study?.sites.some(({ id }) => id === site) ? buildSiteScope(study.id, site) : undefined
}

/**
 * The sites that a member's live numbers are made of, in the study's order: all of them for who pools them, and else the member's own.
 * For numbers over participants alone: it gives nobody a participant of a site that is not theirs.
 */
export function listAnalysisScopes(member: Member, sites: readonly string[]): readonly SiteScope[] {
  if (hasPower(member.role, 'pool')) return sites.map((site) => buildSiteScope(member.study, site))
  return sites.flatMap((site) => findMemberSite(member, site) ?? [])
}

/**
 * A site for who directs the study, for the version that it follows and how far its participants are moved to that:
 * counts, which give nobody a participant of a site that is not theirs. `undefined` for a site that is none of the study's.
 */
export function findDirectedSite(
  member: Member,
  sites: readonly string[],
  site: string,
): SiteScope | undefined {
  return hasPower(member.role, 'direct') && sites.includes(site)
    ? buildSiteScope(member.study, site)
    : undefined
}

export function buildParticipantScope(scope: SiteScope, participant: string): ParticipantScope {
  return { ...scope, participant }
}

export function buildAssessmentScope(scope: ParticipantScope, timepoint: string): AssessmentScope {
  return { ...scope, timepoint }
}

/** A participant's study id is their site, a hyphen and eight letters: `harbor-7k3f9m2p`. */
export function formatParticipantId(site: string, letters: string): string {
  return `${site}-${letters}`
}

export function parseParticipantSite(participant: string): string {
  return participant.slice(0, -(ID_LENGTH + 1))
}

export const PARTICIPANT_LETTERS = ID_LENGTH

export function formatSitePartition(scope: SiteScope): string {
  return `SITE#${scope.study}#${scope.site}`
}

/** Only for items that our own tables hold: whose site an item is of. `undefined` for a key of another kind. */
export function parseStoredSite(pk: string): SiteScope | undefined {
  const [range, study = '', site = '', ...rest] = pk.split('#')
  return range === 'SITE' && study !== '' && site !== '' && rest.length === 0
    ? buildSiteScope(study, site)
    : undefined
}

export function buildSiteKey(scope: SiteScope, ...sortParts: string[]): Key {
  return { pk: formatSitePartition(scope), sk: sortParts.join('#') }
}
