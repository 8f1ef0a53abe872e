import type { ReleaseHeader, ReleaseIndex } from '../api/releases/release.ts'
import { findAnalysesText } from '../text/analyses-text.ts'
import { AnalysisLinks } from './analysis-links.tsx'
import { createFormats } from './format.ts'
import type { ConsoleFrame } from './frame.ts'
import { ConsoleDocument } from './page.tsx'
import { consolePaths } from './paths.ts'

type ReleasePageProps = {
  readonly frame: ConsoleFrame
  readonly header: ReleaseHeader
  readonly index: ReleaseIndex
  /** Whether it was made a moment ago, by whoever looks. */
  readonly isNew: boolean
}

/** One release: how it is cited, what it was made of, and its analyses. */
export function ReleasePage({ frame, header, index, isNew }: ReleasePageProps) {
  const { locale } = frame
  const { releases: text, analysis } = findAnalysesText(locale)
  const { moment } = createFormats(locale)
  const { number, name, note, asOf, sha256 } = header
  const title = text.open(number, name)
  return (
    <ConsoleDocument frame={frame} title={title} section="analyses">
      <AnalysisLinks frame={frame} current="releases" />
      <h1>{title}</h1>
      {isNew ? (
        <p class="note" role="status">
          {text.made(number)}
        </p>
      ) : null}
      {note === '' ? null : <p>{note}</p>}
      <section class="card" aria-label={text.cite}>
        <h2>{text.cite}</h2>
        <blockquote class="breaks">
          {text.citation(frame.study.title, header.studyVersion, number, name, asOf, sha256)}
        </blockquote>
      </section>
      <section class="card" aria-label={text.analyses}>
        <h2>{text.analyses}</h2>
        <ul>
          {listAnalyses(frame.study.id, number, index).map(({ kind, href }) => (
            <li>
              <a href={href}>{analysis[kind]}</a>
            </li>
          ))}
        </ul>
      </section>
      <section class="card" aria-label={text.about}>
        <h2>{text.about}</h2>
        <dl class="facts breaks">
          {[
            [text.data, `${moment(asOf)} UTC`],
            [text.madeAt, `${moment(header.madeAt)} UTC`],
            [text.madeBy, formatMaker(header, text.schedule)],
            [text.studyVersion, `${header.study} ${header.studyVersion}`],
            [text.program, header.program],
            [text.contentHash, sha256],
            [text.dataHash, header.dataSha256],
          ].map(([term, value]) => (
            <>
              <dt>{term}</dt>
              <dd>{value}</dd>
            </>
          ))}
        </dl>
        <h3>{text.definitions}</h3>
        <ul class="breaks small">
          {header.definitions.map(({ definition, hash }) => (
            <li>
              {definition} <code>{hash.slice(0, 12)}</code>
            </li>
          ))}
        </ul>
      </section>
    </ConsoleDocument>
  )
}

function formatMaker({ madeBy }: ReleaseHeader, schedule: string): string {
  return madeBy.kind === 'lead' ? madeBy.sub : `${schedule}, ${madeBy.planned}`
}

/** The first of each kind, from which the page leads to the others. */
function listAnalyses(study: string, release: number, index: ReleaseIndex) {
  const [rate] = index.responderRate
  const [comparison] = index.definitionComparison
  const [change] = index.meanChange
  const [model] = index.repeatedMeasures
  const [meaningful] = index.meaningfulChange
  return [
    ...(rate
      ? [{ kind: 'responderRate' as const, href: consolePaths.responderRate(study, { ...rate, release }) }]
      : []),
    ...(comparison
      ? [
          {
            kind: 'definitionComparison' as const,
            href: consolePaths.definitionComparison(study, { ...comparison, release }),
          },
        ]
      : []),
    ...(change
      ? [{ kind: 'meanChange' as const, href: consolePaths.meanChange(study, { ...change, release }) }]
      : []),
    ...(model
      ? [
          {
            kind: 'repeatedMeasures' as const,
            href: consolePaths.repeatedMeasures(study, { ...model, release }),
          },
        ]
      : []),
    ...(meaningful
      ? [
          {
            kind: 'meaningfulChange' as const,
            href: consolePaths.meaningfulChange(study, { ...meaningful, release }),
          },
        ]
      : []),
    { kind: 'adverseEvents' as const, href: consolePaths.adverseEvents(study, { release }) },
  ]
}
