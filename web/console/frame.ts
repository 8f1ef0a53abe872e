import type { MemberRole } from '../api/members/member-roles.ts'
import type { ReleaseChoice } from './release-view.ts'

/** What every signed-in page of the console shows around its content. */
export type ConsoleFrame = {
  readonly locale: string
  /** Path and query of the page. */
  readonly address: string
  readonly study: {
    readonly id: string
    readonly title: string
    /** It has an office and members, and nothing else. */
    readonly isUnpublished?: boolean
  }
  readonly member: {
    readonly name: string
    readonly role: MemberRole
    /** Arms are hidden from them, in a study that has some. */
    readonly blinded: boolean
    /** Sees who the members are, and changes it. */
    readonly administers: boolean
  }
  /** On pages of analyses: live numbers, or which release. */
  readonly releaseChoice?: ReleaseChoice | undefined
  /** The attributes of the study, by which analyses are filtered and broken down. */
  readonly attributes?: readonly NamedAttribute[] | undefined
  /** Hidden field of the sign-out form, when the server wants one. */
  readonly formToken?: string | undefined
}

export type Named = { readonly id: string; readonly title: string }
/** An attribute of a study with its options, in words. */
export type NamedAttribute = Named & { readonly options: readonly Named[] }
export type SiteName = { readonly id: string; readonly name: string }

/** The titles of several ids in the order of the titles, as one line. */
export function joinTitles(named: readonly Named[], ids: readonly string[]): string {
  return named.flatMap(({ id, title }) => (ids.includes(id) ? [title] : [])).join(', ')
}

/** The title of an id; the id itself where there is none. */
export function findTitle(named: readonly Named[], id: string): string {
  return named.find((one) => one.id === id)?.title ?? id
}
