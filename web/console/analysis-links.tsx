import { findAnalysesText } from '../text/analyses-text.ts'
import type { ConsoleFrame } from './frame.ts'
import { consolePaths } from './paths.ts'

/** From each analysis to the others. */
export function AnalysisLinks({
  frame,
  current,
}: {
  frame: ConsoleFrame
  current:
    | 'responderRate'
    | 'definitionComparison'
    | 'meanChange'
    | 'repeatedMeasures'
    | 'meaningfulChange'
    | 'instrumentQuality'
    | 'adverseEvents'
}) {
  const text = findAnalysesText(frame.locale)
  const pages = [
    ['responderRate', consolePaths.responderRate(frame.study.id)],
    ['definitionComparison', consolePaths.definitionComparison(frame.study.id)],
    ['meanChange', consolePaths.meanChange(frame.study.id)],
    ['repeatedMeasures', consolePaths.repeatedMeasures(frame.study.id)],
    ['meaningfulChange', consolePaths.meaningfulChange(frame.study.id)],
    ['instrumentQuality', consolePaths.instrumentQuality(frame.study.id)],
    ['adverseEvents', consolePaths.adverseEvents(frame.study.id)],
  ] as const
  return (
    <nav class="analyses" aria-label={text.analysis.pages}>
      {pages.map(([page, href]) => (
        <a href={href} aria-current={page === current ? 'page' : undefined}>
          {text.analysis[page]}
        </a>
      ))}
    </nav>
  )
}
