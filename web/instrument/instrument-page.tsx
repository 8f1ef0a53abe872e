import { formatRef, pickText } from '../../surveys/instrument/vocabulary.ts'
import { type Change, findGravest } from '../../surveys/versions/diff.ts'
import { findWithdrawal } from '../../surveys/versions/withdrawn.ts'
import { Document } from '../components/document.tsx'
import { buildContentSecurityPolicy } from '../components/inline.ts'
import { LanguageLinks } from '../components/language-links.tsx'
import { findInstrumentText } from '../text/instrument-text.ts'
import { ScaleSection } from './scale-section.tsx'
import { Scores } from './scores.tsx'
import { instrumentStyle } from './style.ts'
import { TryForm } from './try-form.tsx'
import { tryFormScript } from './try-form-script.ts'
import { type InstrumentView, instrumentPaths, isWorded } from './view.ts'

/** The script scores while answers are chosen; without it, a button does. */
export const instrumentContentSecurityPolicy = buildContentSecurityPolicy({
  style: instrumentStyle,
  script: tryFormScript,
})

type InstrumentPageProps = { readonly view: InstrumentView; readonly locale: string }

/** One version of an instrument: its rights, its questions to try, how it is scored, and what its versions changed. */
export function InstrumentPage({ view, locale }: InstrumentPageProps) {
  const { page: text, evidence } = findInstrumentText(locale)
  const { definition } = view
  const title = `${pickText(definition.title, locale)}, ${definition.version}`
  return (
    <Document locale={locale} title={title} style={instrumentStyle} script={tryFormScript}>
      <main>
        <p class="small">
          <a href={instrumentPaths.list}>{text.back}</a>{' '}
          <LanguageLinks locale={locale} address={instrumentPaths.page(definition)} />
        </p>
        <h1>
          {title}{' '}
          {definition.evidence === 'established' ? null : (
            <span class="tag">{evidence[definition.evidence]}</span>
          )}
        </h1>
        <Withdrawn view={view} locale={locale} />
        <Facts view={view} locale={locale} />
        <h2>{text.tryIt}</h2>
        <p class="soft">{isWorded(definition) ? text.tryLead : text.noWording}</p>
        <div class="beside">
          <TryForm view={view} locale={locale} />
          <aside aria-live="polite" id="scores">
            <h3>{text.scores}</h3>
            {view.hasUnreadable ? <p class="note">{text.wrongAnswer}</p> : null}
            {definition.scales.length === 0 ? <p>{text.notScored}</p> : null}
            {view.explanations === null ? null : (
              <Scores definition={definition} explanations={view.explanations} locale={locale} />
            )}
          </aside>
        </div>
        {definition.scales.length === 0 ? null : <h2>{text.scoring}</h2>}
        {definition.scales.map((scale) => (
          <ScaleSection definition={definition} scale={scale} locale={locale} />
        ))}
        <Versions view={view} locale={locale} />
      </main>
    </Document>
  )
}

/** A wrong version says so before anything else on its page. */
function Withdrawn({ view, locale }: InstrumentPageProps) {
  const withdrawal = findWithdrawal(formatRef(view.definition))
  if (!withdrawal) return null
  const text = findInstrumentText(locale).page
  const [id = '', version = ''] = withdrawal.instead.split('@')
  return (
    <p class="note" role="note">
      <strong>{text.withdrawn}</strong> {pickText(withdrawal.reason, locale)}{' '}
      <a href={instrumentPaths.page({ id, version })}>{text.useInstead(withdrawal.instead)}</a>
    </p>
  )
}

function Facts({ view, locale }: InstrumentPageProps) {
  const text = findInstrumentText(locale).page
  const { definition } = view
  const languages = Object.entries(definition.locales)
  return (
    <section class="card" aria-label={text.facts}>
      <dl class="facts">
        <dt>{text.source}</dt>
        <dd>{definition.source}</dd>
        <dt>{text.copyright}</dt>
        <dd>{definition.copyright}</dd>
        <dt>{text.permission}</dt>
        <dd>{definition.permission}</dd>
        <dt>{text.recall}</dt>
        <dd>{text.recallDays(definition.recallDays)}</dd>
        <dt>{text.languages}</dt>
        <dd>
          {languages.length === 0 ? '–' : null}
          {languages.map(([tag, { status, source }], at) => (
            <>
              {at > 0 ? <br /> : null}
              {tag}: {text.status[status]}, {source}
            </>
          ))}
        </dd>
        {definition.loinc === undefined ? null : (
          <>
            <dt>{text.loinc}</dt>
            <dd>{definition.loinc}</dd>
          </>
        )}
        <dt>{text.hash}</dt>
        <dd>
          <code>{view.hash}</code>
        </dd>
      </dl>
      <p class="small">
        <a href={instrumentPaths.json(definition)}>{text.json}</a>{' '}
        <a href={instrumentPaths.fhir(definition)}>{text.fhir}</a>
      </p>
    </section>
  )
}

function Versions({ view, locale }: InstrumentPageProps) {
  const text = findInstrumentText(locale).page
  return (
    <section>
      <h2>{text.versions}</h2>
      <p class="soft">{text.versionsLead}</p>
      {view.versions.map(({ version, changes }) => (
        <article class="card">
          <h3>
            {version === view.definition.version ? (
              version
            ) : (
              <a href={instrumentPaths.page({ ...view.definition, version })}>{version}</a>
            )}
          </h3>
          {changes === null ? <p>{text.first}</p> : <Changes changes={changes} locale={locale} />}
        </article>
      ))}
    </section>
  )
}

/** More than a reader would take in at once is folded away. */
const MAX_CHANGES_OPEN = 8

function Changes({ changes, locale }: { readonly changes: readonly Change[]; readonly locale: string }) {
  const text = findInstrumentText(locale).page
  const list = (
    <ul>
      {changes.map(({ part, class: grade, detail }) => (
        <li>
          <span class={grade === 'breaking' ? 'tag bad' : 'tag'}>{text.grades[grade]}</span>{' '}
          {part === null ? null : <code>{part.id}</code>} <span lang="en">{detail}</span>
        </li>
      ))}
    </ul>
  )
  if (changes.length <= MAX_CHANGES_OPEN) return list
  return (
    <details>
      <summary>
        {text.changes(changes.length)}{' '}
        <span class="tag">{text.grades[findGravest(changes) ?? 'cosmetic']}</span>
      </summary>
      {list}
    </details>
  )
}
