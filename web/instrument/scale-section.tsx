import type { InstrumentDefinition, Scale } from '../../surveys/instrument/definition.ts'
import { listParts, type Rule } from '../../surveys/instrument/rule.ts'
import { pickText } from '../../surveys/instrument/vocabulary.ts'
import { findInstrumentText } from '../text/instrument-text.ts'
import { describeScoringRule, formatMeasure } from './describe-scoring-rule.ts'

type ScaleProps = {
  readonly definition: InstrumentDefinition
  readonly scale: Scale
  readonly locale: string
}

/** One scale: its range and direction, its rule in words, its bands and the changes that are held to matter. */
export function ScaleSection({ definition, scale, locale }: ScaleProps) {
  const { page: text, evidence } = findInstrumentText(locale)
  const mark = scale.evidence ?? definition.evidence
  return (
    <article class="card" id={scale.id}>
      <h3>
        {pickText(scale.title, locale)}{' '}
        {mark === 'established' ? null : <span class="tag">{evidence[mark]}</span>}
      </h3>
      <p>{formatMeasure(scale, locale)}</p>
      <ul class="working">
        <RuleInWords definition={definition} rule={scale.rule} locale={locale} />
      </ul>
      <p class="soft small">{scale.source}</p>
      <Bands scale={scale} locale={locale} />
      {scale.thresholds.length === 0 ? null : (
        <section
          class="scroll"
          aria-label={`${pickText(scale.title, locale)}: ${text.thresholds}`}
          tabindex={0}
        >
          <table>
            <caption>{text.thresholds}</caption>
            <thead>
              <tr>
                <th scope="col">{text.change}</th>
                <th scope="col">{text.population}</th>
                <th scope="col">{text.method}</th>
                <th scope="col">{text.source}</th>
              </tr>
            </thead>
            <tbody>
              {scale.thresholds.map(({ value, kind, population, method, source, evidence: known }) => (
                <tr>
                  <th scope="row">
                    {text.kinds[kind](value)}{' '}
                    {known === 'established' ? null : <span class="tag">{evidence[known]}</span>}
                  </th>
                  <td>{population ?? '–'}</td>
                  <td>{method ?? '–'}</td>
                  <td>{source}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </article>
  )
}

function Bands({ scale, locale }: Omit<ScaleProps, 'definition'>) {
  const { page: text, evidence } = findInstrumentText(locale)
  if (scale.bands.length === 0) return null
  return (
    <section class="scroll" aria-label={`${pickText(scale.title, locale)}: ${text.bands}`} tabindex={0}>
      <table>
        <caption>{text.bands}</caption>
        <thead>
          <tr>
            <th scope="col">{text.from}</th>
            <th scope="col">{text.meaning}</th>
          </tr>
        </thead>
        <tbody>
          {scale.bands.map(({ from, label, evidence: known }) => (
            <tr>
              <th scope="row">{from}</th>
              <td>
                {pickText(label, locale)}
                {known === undefined || known === 'established' ? null : (
                  <>
                    {' '}
                    <span class="tag">{evidence[known]}</span>
                  </>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

type RuleProps = { readonly definition: InstrumentDefinition; readonly rule: Rule; readonly locale: string }

function RuleInWords({ definition, rule, locale }: RuleProps) {
  const parts = listParts(rule)
  return (
    <li>
      {describeScoringRule({ definition, locale }, rule, null)}
      {parts.length === 0 ? null : (
        <ul>
          {parts.map((part) => (
            <RuleInWords definition={definition} rule={part} locale={locale} />
          ))}
        </ul>
      )}
    </li>
  )
}
