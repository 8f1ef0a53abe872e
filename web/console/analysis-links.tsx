import { findAnalysesText } from '../text/analyses-text.ts'
import type { ConsoleFrame } from './frame.ts'
import { consolePaths } from './paths.ts'
import { ReleaseBar } from './release-bar.tsx'

/** From each analysis to the others, and which numbers it shows: live ones, or those of a release. */
export function AnalysisLinks({
  frame,
  current,
}: {
  frame: ConsoleFrame
  current:
    | 'releases'
    | 'responderRate'
    | 'definitionComparison'
    | 'meanChange'
    | 'repeatedMeasures'
    | 'meaningfulChange'
    | 'instrumentQuality'
    | 'adverseEvents'
}) {
  const text = findAnalysesText(frame.locale)
  const kept = { release: frame.releaseChoice?.shown?.number }
  const pages = [
    ['responderRate', consolePaths.responderRate(frame.study.id, kept)],
    ['definitionComparison', consolePaths.definitionComparison(frame.study.id, kept)],
    ['meanChange', consolePaths.meanChange(frame.study.id, kept)],
    ['repeatedMeasures', consolePaths.repeatedMeasures(frame.study.id, kept)],
    ['meaningfulChange', consolePaths.meaningfulChange(frame.study.id, kept)],
    ['instrumentQuality', consolePaths.instrumentQuality(frame.study.id)],
    ['adverseEvents', consolePaths.adverseEvents(frame.study.id, kept)],
  ] as const
  return (
    <>
      <nav class="analyses" aria-label={text.analysis.pages}>
        {pages.map(([page, href]) => (
          <a href={href} aria-current={page === current ? 'page' : undefined}>
            {text.analysis[page]}
          </a>
        ))}
        <a
          href={consolePaths.releases(frame.study.id)}
          aria-current={current === 'releases' ? 'page' : undefined}
        >
          {text.releases.heading}
        </a>
      </nav>
      <ReleaseBar frame={frame} />
    </>
  )
}
