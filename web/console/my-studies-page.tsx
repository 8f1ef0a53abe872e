import type { MemberRole } from '../api/members/member-roles.ts'
import { findMembersText } from '../text/members-text.ts'
import { PersonDocument } from './page.tsx'
import { consolePaths, memberPaths } from './paths.ts'

export type MyStudy = {
  readonly id: string
  readonly title: string
  readonly role: MemberRole
  /** Names of the clinics. */
  readonly sites: readonly string[]
  readonly administers: boolean
  /** Arms are hidden from them, in a study that has some. */
  readonly blinded: boolean
  /** Not published yet. */
  readonly isDraft: boolean
}

type MyStudiesPageProps = {
  readonly locale: string
  readonly address: string
  /** The `sub` of who is signed in. */
  readonly account: string
  readonly studies: readonly MyStudy[]
}

/** Every study of who is signed in, with what they may do there: from here they go from one to another. */
export function MyStudiesPage({ locale, address, account, studies }: MyStudiesPageProps) {
  const text = findMembersText(locale)
  const words = text.myStudies
  return (
    <PersonDocument {...{ locale, address }} title={words.heading}>
      <h1>{words.heading}</h1>
      {studies.length === 0 ? (
        <div class="card empty">
          <h2>{words.none}</h2>
          <p class="soft">{words.noneHint}</p>
        </div>
      ) : (
        <>
          <p class="soft">{words.lead}</p>
          {studies.map(({ id, title, role, sites, administers, blinded, isDraft }) => (
            <section class="card" aria-label={title}>
              <h2>
                <a href={isDraft ? consolePaths.office(id) : consolePaths.study(id, role)}>{title}</a>
              </h2>
              <p>{text.describe(role, administers, blinded)}</p>
              <p class="soft">{isDraft ? words.draft : sites.join(', ') || text.noSites}</p>
              {administers && !isDraft ? (
                <p>
                  <a href={memberPaths.members(id)}>{words.members}</a>
                </p>
              ) : null}
            </section>
          ))}
        </>
      )}
      <p class="soft small">
        {words.account}: <span class="account">{account}</span>
      </p>
    </PersonDocument>
  )
}
