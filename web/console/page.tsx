import type { Child } from 'hono/jsx'
import { hasPower } from '../api/members/member-roles.ts'
import { listReportContents } from '../api/reports/report-subscription.ts'
import { Document } from '../components/document.tsx'
import { buildContentSecurityPolicy } from '../components/inline.ts'
import { LanguageLinks } from '../components/language-links.tsx'
import { staffStyle } from '../components/staff-style.ts'
import { findText } from '../text/index.ts'
import type { ConsoleFrame } from './frame.ts'
import { consolePaths, memberPaths, reportPaths } from './paths.ts'

/** The console runs no script, but for the forms in which a study is written. */
export const consoleContentSecurityPolicy = buildContentSecurityPolicy({ style: staffStyle })

type ConsoleDocumentProps = {
  readonly frame: ConsoleFrame
  readonly title: string
  readonly section:
    | 'today'
    | 'participants'
    | 'analyses'
    | 'instruments'
    | 'calendar'
    | 'reports'
    | 'office'
    | 'members'
  readonly script?: string
  readonly children?: Child
}

/** A signed-in page: whose study, who is signed in, the sections, and the content. */
export function ConsoleDocument({ frame, title, section, script, children }: ConsoleDocumentProps) {
  const text = findText(frame.locale).console
  const findCurrent = (name: string) => (name === section ? 'page' : undefined)
  return (
    <Document
      {...{ locale: frame.locale, title: `${title} – ${frame.study.title}`, style: staffStyle, script }}
    >
      <a class="hide" href="#content">
        {text.skip}
      </a>
      <header class="top">
        <div>
          <p class="study">
            {frame.study.title}
            <a class="switch" href={consolePaths.home}>
              {text.myStudies}
            </a>
          </p>
          <div class="who">
            <LanguageLinks locale={frame.locale} address={frame.address} />
            <span>{text.signedInAs(frame.member.name, frame.member.role, frame.member.blinded)}</span>
            <SignOut locale={frame.locale} formToken={frame.formToken} />
          </div>
          <nav class="sections" aria-label={frame.study.title}>
            {frame.study.isUnpublished ? null : <Sections {...{ frame, section }} />}
            {hasPower(frame.member.role, 'direct') ? (
              <a href={consolePaths.office(frame.study.id)} aria-current={findCurrent('office')}>
                {text.studyOffice}
              </a>
            ) : null}
            {frame.member.administers ? (
              <a href={memberPaths.members(frame.study.id)} aria-current={findCurrent('members')}>
                {text.members}
              </a>
            ) : null}
          </nav>
        </div>
      </header>
      <main id="content" tabindex={-1}>
        {children}
      </main>
    </Document>
  )
}

/** Of a study that is published. */
function Sections({ frame, section }: Omit<ConsoleDocumentProps, 'title' | 'script' | 'children'>) {
  const text = findText(frame.locale).console
  const findCurrent = (name: string) => (name === section ? 'page' : undefined)
  return (
    <>
      {hasPower(frame.member.role, 'record') ? (
        <a href={consolePaths.today(frame.study.id)} aria-current={findCurrent('today')}>
          {findText(frame.locale).worklist.section}
        </a>
      ) : null}
      <a href={consolePaths.participants(frame.study.id)} aria-current={findCurrent('participants')}>
        {text.participants}
      </a>
      <a href={consolePaths.responderRate(frame.study.id)} aria-current={findCurrent('analyses')}>
        {text.outcomesSection}
      </a>
      <a href={consolePaths.instruments(frame.study.id)} aria-current={findCurrent('instruments')}>
        {text.instruments.heading}
      </a>
      <a href={consolePaths.calendar(frame.study.id)} aria-current={findCurrent('calendar')}>
        {text.calendar.heading}
      </a>
      {listReportContents(frame.member.role).length > 0 ? (
        <a href={reportPaths.reports(frame.study.id)} aria-current={findCurrent('reports')}>
          {text.reports}
        </a>
      ) : null}
    </>
  )
}

function SignOut({
  locale,
  formToken,
}: {
  readonly locale: string
  readonly formToken?: string | undefined
}) {
  return (
    <form method="post" action={consolePaths.signOut}>
      {formToken === undefined ? null : <input type="hidden" name="token" value={formToken} />}
      <button class="plain" type="submit">
        {findText(locale).console.signOut}
      </button>
    </form>
  )
}

type PersonDocumentProps = {
  readonly locale: string
  /** Path and query of the page. */
  readonly address: string
  readonly title: string
  readonly children?: Child
}

/** A page for someone who is signed in, about no study or none yet. */
export function PersonDocument({ locale, address, title, children }: PersonDocumentProps) {
  const text = findText(locale).console
  return (
    <Document locale={locale} title={`${title} – ${text.title}`} style={staffStyle}>
      <a class="hide" href="#content">
        {text.skip}
      </a>
      <header class="top">
        <div>
          <p class="study">{text.title}</p>
          <div class="who">
            <LanguageLinks locale={locale} address={address} />
            <SignOut locale={locale} />
          </div>
        </div>
      </header>
      <main id="content" tabindex={-1}>
        {children}
      </main>
    </Document>
  )
}

/** A page for someone who is not signed in, or has nowhere to be. */
export function SlimDocument({
  locale,
  title,
  children,
}: {
  locale: string
  title: string
  children?: Child
}) {
  return (
    <Document locale={locale} title={`${title} – ${findText(locale).console.title}`} style={staffStyle}>
      <main class="slim">{children}</main>
    </Document>
  )
}
