import type { Child } from 'hono/jsx'
import { Document } from '../components/document.tsx'
import { buildContentSecurityPolicy } from '../components/inline.ts'
import { findParticipantText } from '../text/participant-text.ts'
import { formatTelephoneLink, WithCallLinks } from './call-links.tsx'
import { buildParticipantPaths } from './paths.ts'
import { participantScript } from './script.ts'
import { participantStyle } from './style.ts'
import type { ClinicView } from './view.ts'

/** The Content-Security-Policy of every page that a participant sees. */
export const participantContentSecurityPolicy = buildContentSecurityPolicy({
  style: participantStyle,
  script: participantScript,
})

type ParticipantDocumentProps = {
  readonly locale: string
  /** What this screen is, before the page's own title. */
  readonly screen?: string | undefined
  readonly clinic?: ClinicView | undefined
  readonly monitoring?: string | undefined
  readonly token?: string | undefined
  /** See `pageState` of a survey's view. */
  readonly sealed?: string | undefined
  /** The participant who is asked on the telephone. */
  readonly interviewed?: string | undefined
  /** `open`: answers can be given. `ended`: they no longer can, and what waits on the phone is dropped. `closed`: what waits is sent, since it may have been given in time. `kept`: what waits is kept. */
  readonly state: 'open' | 'ended' | 'closed' | 'kept'
  /** The screens that the script may show without asking the server; without them an open survey's page has no script. */
  readonly templates?: Child
  readonly children?: Child
}

/** What surrounds every screen: the clinic above, the monitoring line below, the saving status at the foot. */
export function ParticipantDocument(props: ParticipantDocumentProps) {
  const text = findParticipantText(props.locale)
  const base = props.token === undefined ? undefined : buildParticipantPaths(props.token).introduction
  const yourData =
    props.token === undefined || props.interviewed !== undefined
      ? undefined
      : buildParticipantPaths(props.token).yourData
  const isPlain = props.state === 'open' && props.templates === undefined
  return (
    <Document
      locale={props.locale}
      title={formatPageTitle(props.screen, text.title)}
      style={participantStyle}
      script={isPlain ? undefined : participantScript}
      data={{
        'data-base': base,
        'data-state': props.state,
        'data-sealed': isPlain ? undefined : props.sealed,
      }}
    >
      <header>
        {props.clinic === undefined ? (
          text.title
        ) : (
          <>
            {props.clinic.name}
            <a href={formatTelephoneLink(props.clinic.phone)}>{text.help.call(props.clinic.phone)}</a>
          </>
        )}
      </header>
      {props.interviewed === undefined ? null : <p class="interview">{text.interview(props.interviewed)}</p>}
      <main id="main">{props.children}</main>
      {props.monitoring === undefined ? null : (
        <footer>
          <p>
            <WithCallLinks text={props.monitoring} />
          </p>
          {yourData === undefined ? null : (
            <p>
              <a href={yourData}>{text.yourData}</a>
            </p>
          )}
        </footer>
      )}
      {(props.state === 'open' && !isPlain) || props.state === 'closed' ? (
        <p
          id="status"
          class="status"
          role="status"
          data-progress={text.question.progress({ place: '{n}', of: '{m}', isAtMost: false })}
          data-late={text.status.late}
          data-saved={text.status.saved}
          data-sending={text.status.sending}
          data-unsent={text.status.unsent}
        />
      ) : null}
      {props.templates}
    </Document>
  )
}

export function formatPageTitle(screen: string | undefined, title: string): string {
  return screen === undefined ? title : `${screen} – ${title}`
}
