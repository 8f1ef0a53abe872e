import type { InstrumentDefinition } from '../../surveys/instrument/definition.ts'
import type { Explanation } from '../../surveys/scoring/explain.ts'
import { findInstrumentText } from '../text/instrument-text.ts'
import { type ExplanationNode, explainInWords } from './describe-scoring-rule.ts'

type ScoresProps = {
  readonly definition: InstrumentDefinition
  readonly explanations: readonly Explanation[]
  readonly locale: string
}

/** Each scale's score with its working, folded away. */
export function Scores({ definition, explanations, locale }: ScoresProps) {
  const text = findInstrumentText(locale).page
  return (
    <>
      {explanations.map((explanation) => {
        const { text: result, parts } = explainInWords(definition, explanation, locale)
        return (
          <div class="card">
            <p class="result">{result}</p>
            <details>
              <summary>{text.working}</summary>
              <Steps steps={parts} outermost />
            </details>
          </div>
        )
      })}
    </>
  )
}

function Steps({
  steps,
  outermost = false,
}: {
  readonly steps: readonly ExplanationNode[]
  readonly outermost?: boolean
}) {
  return (
    <ul class={outermost ? 'working' : undefined}>
      {steps.map(({ text, parts }) => (
        <li>
          {text}
          {parts.length === 0 ? null : <Steps steps={parts} />}
        </li>
      ))}
    </ul>
  )
}
