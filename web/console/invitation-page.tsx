import { LanguageLinks } from '../components/language-links.tsx'
import { findText } from '../text/index.ts'
import { findMembersText } from '../text/members-text.ts'
import { createFormats } from './format.ts'
import type { InvitationView } from './members-view.ts'
import { PersonDocument, SlimDocument } from './page.tsx'
import { consolePaths } from './paths.ts'

type SignInToAcceptPageProps = {
  readonly locale: string
  /** Path and query of the page. */
  readonly address: string
  readonly signInHref: string
}

/** Where an invitation’s link leads somebody who is not signed in: it looks the same for every link. */
export function SignInToAcceptPage({ locale, address, signInHref }: SignInToAcceptPageProps) {
  const text = findMembersText(locale).accept
  return (
    <SlimDocument locale={locale} title={text.heading}>
      <h1>{text.heading}</h1>
      <p>{text.signInLead}</p>
      <p>
        <a class="button" href={signInHref}>
          {findText(locale).console.signIn.button}
        </a>
      </p>
      <p>
        <LanguageLinks locale={locale} address={address} />
      </p>
    </SlimDocument>
  )
}

type InvitationPageProps = {
  readonly locale: string
  /** Path and query of the page, which the form is sent to. */
  readonly address: string
  readonly account: string
  readonly view: InvitationView
}

/** An invitation before somebody who is signed in, or why there is none any more. */
export function InvitationPage({ locale, address, account, view }: InvitationPageProps) {
  const text = findMembersText(locale)
  const words = text.accept
  if (view.kind === 'open')
    return (
      <PersonDocument {...{ locale, address }} title={words.heading}>
        <h1>{words.heading}</h1>
        <p>{words.lead(view.title, view.inviter)}</p>
        <p>
          {words.as(
            text.describe(view.role, view.administers, view.blinded),
            view.sites.join(', ') || text.noSites,
          )}
        </p>
        <p>{words.until(`${createFormats(locale).moment(view.validUntil)} UTC`)}</p>
        <p class="soft">
          {words.account} {text.accountOf(account)}.
        </p>
        <form method="post" action={address.split('?')[0]}>
          <button type="submit">{words.accept}</button>
        </form>
      </PersonDocument>
    )
  const [heading, lead, href, link] =
    view.kind === 'ended'
      ? [words.ended, words.endedLead, consolePaths.home, text.myStudies.heading]
      : [words.already, words.alreadyLead, view.href, words.open]
  return (
    <PersonDocument {...{ locale, address }} title={heading}>
      <h1>{heading}</h1>
      <p>{lead}</p>
      <p>
        <a class="button" href={href}>
          {link}
        </a>
      </p>
    </PersonDocument>
  )
}
