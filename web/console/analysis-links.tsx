import { findText } from '../text/index.ts'
import type { ConsoleFrame } from './frame.ts'
import { consolePaths } from './paths.ts'

/** From each analysis to the others. */
export function AnalysisLinks({
  frame,
  current,
}: {
  frame: ConsoleFrame
  current: 'outcomes' | 'lab' | 'change' | 'model' | 'thresholds'
}) {
  const text = findText(frame.locale)
  const pages = [
    ['outcomes', consolePaths.responderRate(frame.study.id)],
    ['lab', consolePaths.definitionComparison(frame.study.id)],
    ['change', consolePaths.meanChange(frame.study.id)],
    ['model', consolePaths.repeatedMeasures(frame.study.id)],
    ['thresholds', consolePaths.meaningfulChange(frame.study.id)],
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
