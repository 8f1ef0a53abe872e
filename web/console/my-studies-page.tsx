import { hasPower, type MemberRole } from '../api/members/member-roles.ts'
import { findMembersText } from '../text/members-text.ts'
import { findOrganisationsText } from '../text/organisations-text.ts'
import { PersonDocument } from './page.tsx'
import { consolePaths, memberPaths, organisationPaths } from './paths.ts'

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
  /** Those that they administer. */
  readonly organisations: readonly { readonly id: string; readonly name: string }[]
}

/** Of a study that is still a draft: its office for who writes it, its members for who administers it; else there is none. */
export function findFirstPage({
  id,
  role,
  administers,
  isDraft,
}: Pick<MyStudy, 'id' | 'role' | 'administers' | 'isDraft'>): string | undefined {
  if (!isDraft) return consolePaths.study(id, role)
  if (hasPower(role, 'direct')) return consolePaths.office(id)
  return administers ? memberPaths.members(id) : undefined
}

/** Every study of who is signed in, with what they may do there: from here they go from one to another. */
export function MyStudiesPage({ locale, address, account, studies, organisations }: MyStudiesPageProps) {
  const text = findMembersText(locale)
  const words = text.myStudies
  const organisationText = findOrganisationsText(locale)
  return (
    <PersonDocument {...{ locale, address }} title={words.heading}>
      <h1>{words.heading}</h1>
      {organisations.length === 0 ? null : (
        <section aria-label={organisationText.mine}>
          <h2>{organisationText.mine}</h2>
          {organisations.map(({ id, name }) => (
            <p>
              <a href={organisationPaths.organisation(id)}>{name}</a>
            </p>
          ))}
        </section>
      )}
      {studies.length === 0 ? (
        <div class="card empty">
          <h2>{words.none}</h2>
          <p class="soft">{words.noneHint}</p>
        </div>
      ) : (
        <>
          <p class="soft">{words.lead}</p>
          {studies.map((study) => (
            <StudyCard {...{ locale, study }} />
          ))}
        </>
      )}
      <p class="soft small">
        {words.account}: <span class="account">{account}</span>
      </p>
    </PersonDocument>
  )
}

function StudyCard({ locale, study }: { readonly locale: string; readonly study: MyStudy }) {
  const text = findMembersText(locale)
  const { id, title, role, sites, administers, blinded, isDraft } = study
  const first = findFirstPage(study)
  return (
    <section class="card" aria-label={title}>
      <h2>{first === undefined ? title : <a href={first}>{title}</a>}</h2>
      <p>{text.describe(role, administers, blinded)}</p>
      <p class="soft">{sites.join(', ') || text.noSites}</p>
      {isDraft ? <p class="soft">{text.myStudies.draft}</p> : null}
      {administers ? (
        <p>
          <a href={memberPaths.members(id)}>{text.myStudies.members}</a>
        </p>
      ) : null}
    </section>
  )
}
