import { textFor } from '../text/index.ts'
import type { ConsoleFrame } from './frame.ts'
import { consolePaths } from './paths.ts'

/** From each analysis to the others, and back to the outcomes. */
export function AnalysisLinks({
  frame,
  current,
}: {
  frame: ConsoleFrame
  current?: 'lab' | 'model' | 'thresholds'
}) {
  const text = textFor(frame.locale)
  const pages = [
    ['lab', consolePaths.lab(frame.study.id)],
    ['model', consolePaths.model(frame.study.id)],
    ['thresholds', consolePaths.thresholds(frame.study.id)],
  ] as const
  return (
    <nav class="analyses" aria-label={text.analysis.pages}>
      <a href={consolePaths.outcomes(frame.study.id)}>← {text.lab.back}</a>
      {pages.map(([page, href]) => (
        <a href={href} aria-current={page === current ? 'page' : undefined}>
          {text.analysis[page]}
        </a>
      ))}
    </nav>
  )
}
