import { findPanelText, type PanelWords } from '../text/panel-text.ts'
import { PanelDocument } from './page.tsx'
import { buildPanelPaths } from './paths.ts'
import type { OverviewLine, OverviewView } from './view.ts'

/** Every item of the round with one's answer: where to go on, and what can still be changed. */
export function PanelOverviewPage({ view }: { readonly view: OverviewView }) {
  const text = findPanelText(view.locale)
  const words = text.overviewPage
  const paths = buildPanelPaths(view.token)
  const { lines, stopped, next } = view
  const done = lines.filter(({ answer }) => answer.kind !== 'open').length
  const verdicts = { in: words.stoppedIn, out: words.stoppedOut, undecided: words.stoppedUndecided }
  return (
    <PanelDocument locale={view.locale} screen={words.heading} panel={view}>
      <a class="back" href={paths.welcome}>
        {text.back}
      </a>
      <h1 tabindex={-1}>{words.heading}</h1>
      <p>
        {view.round}. <b>{words.progress(done, lines.length)}</b>
      </p>
      <progress value={done} max={lines.length} aria-hidden="true" />
      {[...Map.groupBy(lines, ({ question }) => question)].map(([question, of]) => (
        <>
          <h2>{question}</h2>
          <ol class="answers">
            {of.map((line) => (
              <Line {...{ line, text, href: paths.item(line.position) }} />
            ))}
          </ol>
        </>
      ))}
      {stopped.length === 0 ? null : (
        <>
          <h2>{words.stopped}</h2>
          <ul class="reasons">
            {stopped.map(({ item, verdict }) => (
              <li>
                {item}: {verdicts[verdict]}
              </li>
            ))}
          </ul>
        </>
      )}
      <a class="button" href={next === null ? paths.done : paths.item(next)}>
        {next === null ? words.finish : words.continue}
      </a>
    </PanelDocument>
  )
}

function Line({
  line: { position, item, answer },
  text,
  href,
}: {
  readonly line: OverviewLine
  readonly text: PanelWords
  readonly href: string
}) {
  const words = text.overviewPage
  const isOpen = answer.kind === 'open'
  return (
    <li>
      <p class="quiet">{item ?? text.item.place(position)}</p>
      <p class={isOpen ? 'none' : 'given'}>{describeAnswer(answer, words)}</p>
      <a href={href}>
        {isOpen ? words.answer : words.change}
        <span class="hide"> {words.which(position)}</span>
      </a>
    </li>
  )
}

function describeAnswer(answer: OverviewLine['answer'], words: PanelWords['overviewPage']): string {
  switch (answer.kind) {
    case 'open':
      return words.open
    case 'cannot-rate':
      return words.cannot
    case 'kept':
      return words.kept(answer.words)
    case 'given':
      return answer.words
  }
}
