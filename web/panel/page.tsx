import type { Child } from 'hono/jsx'
import { Document } from '../components/document.tsx'
import { buildContentSecurityPolicy } from '../components/inline.ts'
import { findPanelText } from '../text/panel-text.ts'
import { buildPanelPaths } from './paths.ts'
import { panelStyle } from './style.ts'
import type { PanelView } from './view.ts'

/** Of every page that a panelist sees: no script at all, so that each page works the same everywhere. */
export const panelContentSecurityPolicy = buildContentSecurityPolicy({ style: panelStyle })

type PanelDocumentProps = {
  readonly locale: string
  /** What this screen is, before the panel's title. */
  readonly screen: string
  /** Left out where the link opens nothing: the page then says nothing of any panel. */
  readonly panel?: PanelView | undefined
  /** Whether the way out is at the foot; after somebody has left it is not. */
  readonly mayLeave?: boolean
  readonly children?: Child
}

/** What surrounds every screen: the panel and one's perspective above, whom to ask and the way out below. */
export function PanelDocument({ locale, screen, panel, mayLeave = true, children }: PanelDocumentProps) {
  const text = findPanelText(locale)
  return (
    <Document locale={locale} title={`${screen} – ${panel?.title ?? text.title}`} style={panelStyle}>
      <header>
        {panel === undefined ? (
          text.title
        ) : (
          <>
            <b>{panel.title}</b>
            <span>
              {text.perspective(panel.group)} {panel.rateFor}
            </span>
          </>
        )}
      </header>
      <main id="main">{children}</main>
      {panel === undefined ? null : (
        <footer>
          {panel.closesOn === undefined ? null : <p>{text.closesOn(panel.closesOn)}</p>}
          {panel.contact === undefined ? null : (
            <p>
              {text.contact(panel.contact.name)}{' '}
              <a href={`mailto:${panel.contact.mail}`}>{panel.contact.mail}</a>
            </p>
          )}
          {mayLeave ? (
            <p>
              <a class="after" href={buildPanelPaths(panel.token).leave}>
                {text.leave.link}
              </a>
            </p>
          ) : null}
        </footer>
      )}
    </Document>
  )
}
