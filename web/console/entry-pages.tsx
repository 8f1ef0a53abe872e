import { LanguageLinks } from '../components/language-links.tsx'
import { RequestReference } from '../components/request-reference.tsx'
import { findText } from '../text/index.ts'
import type { ConsoleFrame } from './frame.ts'
import { ConsoleDocument, SlimDocument } from './page.tsx'
import { consolePaths } from './paths.ts'

type SignInPageProps = {
  readonly locale: string
  /** Path and query of the page. */
  readonly address: string
  /** Why one is here, when it is not the first visit. */
  readonly reason?: 'signed-out' | 'expired' | 'failed' | undefined
  readonly signInHref: string
}

export function SignInPage({ locale, address, reason, signInHref }: SignInPageProps) {
  const text = findText(locale).console.signIn
  return (
    <SlimDocument locale={locale} title={text.button}>
      <h1>{text.heading}</h1>
      <p class="soft">{text.lead}</p>
      {reason === undefined ? null : (
        <p class="note" role="status">
          {text.reasons[reason]}
        </p>
      )}
      <p>
        <a class="button" href={signInHref}>
          {text.button}
        </a>
      </p>
      <p>
        <LanguageLinks locale={locale} address={address} />
      </p>
    </SlimDocument>
  )
}

/** A member of the study with no clinic: there is no list to show. */
export function FirstRunPage({ frame }: { frame: ConsoleFrame }) {
  const text = findText(frame.locale).console.firstRun
  return (
    <ConsoleDocument frame={frame} title={text.heading} section="participants">
      <div class="card empty">
        <h1>{text.heading}</h1>
        <p class="soft">{text.lead}</p>
        <p>
          <a class="button" href={consolePaths.responderRate(frame.study.id)}>
            {text.action}
          </a>
        </p>
      </div>
    </ConsoleDocument>
  )
}

type ConsoleProblemPageProps = {
  readonly locale: string
  readonly problem: 'not-found' | 'forbidden' | 'invalid-input' | 'unexpected' | 'busy'
  /** The request's id. */
  readonly reference?: string
}

export function ConsoleProblemPage({ locale, problem, reference }: ConsoleProblemPageProps) {
  const text = findText(locale).console.problem
  return (
    <SlimDocument locale={locale} title={text[problem].heading}>
      <h1>{text[problem].heading}</h1>
      <p>{text[problem].lead}</p>
      <p>
        <a href={consolePaths.home}>{text.home}</a>
      </p>
      <RequestReference locale={locale} id={reference} />
    </SlimDocument>
  )
}
