import { findPanelText } from '../text/panel-text.ts'
import { PanelDocument } from './page.tsx'
import { buildPanelPaths } from './paths.ts'
import type { WelcomeView } from './view.ts'

/** What the panel decides, what is asked and how long it takes, and who sees what: before anything is answered. */
export function PanelWelcomePage({ view }: { readonly view: WelcomeView }) {
  const text = findPanelText(view.locale)
  const words = text.welcome
  const heading = view.answered === 0 ? words.heading : words.headingAgain
  return (
    <PanelDocument locale={view.locale} screen={heading} panel={view}>
      <div class="no-back" />
      <h1 tabindex={-1}>{heading}</h1>
      <p>{view.introduction}</p>
      <h2>{words.aim}</h2>
      <p>{view.aim}</p>
      <h2>{words.asked}</h2>
      <p>
        <b>
          {view.round}.{' '}
          {view.answered === 0
            ? words.length(view.items, view.minutes)
            : words.progress(view.answered, view.items)}
        </b>
      </p>
      <p>
        {view.rateFor} {words.saved}
      </p>
      <h2>{words.whoSees}</h2>
      <ul class="reasons">
        {words.seen.map((line) => (
          <li>{line}</li>
        ))}
        <li>{words.seenGroups(view.minimumShown)}</li>
        {view.hasReasons ? <li>{words.reasons}</li> : null}
        <li>{words.leave}</li>
      </ul>
      <Onward view={view} />
    </PanelDocument>
  )
}

function Onward({ view }: { readonly view: WelcomeView }) {
  const words = findPanelText(view.locale).welcome
  const paths = buildPanelPaths(view.token)
  if (!view.isSigned)
    return (
      <a class="button" href={paths.statements}>
        {words.sign}
      </a>
    )
  return view.next === null ? (
    <a class="button" href={paths.overview}>
      {words.look}
    </a>
  ) : (
    <a class="button" href={paths.item(view.next)}>
      {view.answered === 0 ? words.start : words.continue}
    </a>
  )
}
