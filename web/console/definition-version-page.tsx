import { findDefinitionsText } from '../text/definitions-text.ts'
import { Notice } from './definition-builder-page.tsx'
import { Changes } from './definition-changes.tsx'
import { RuleWords } from './definition-parts.tsx'
import { DefinitionTags, describeOwner, describeUses } from './definitions-page.tsx'
import type { DefinitionNotice, DefinitionVersionView } from './definitions-view.ts'
import { Choice, Field } from './field.tsx'
import { createFormats } from './format.ts'
import type { ConsoleFrame } from './frame.ts'
import { ConsoleDocument } from './page.tsx'
import { consolePaths } from './paths.ts'

type VersionPageProps = {
  readonly frame: ConsoleFrame
  readonly view: DefinitionVersionView
  readonly notice?: DefinitionNotice | undefined
}

/** One published version, and what leads can do with it. */
export function DefinitionVersionPage({ frame, view, notice }: VersionPageProps) {
  const { locale } = frame
  const text = findDefinitionsText(locale)
  const { date } = createFormats(locale)
  const { row } = view
  return (
    <ConsoleDocument
      frame={frame}
      title={`${row.title} ${row.version}`}
      section={frame.study.isUnpublished ? 'office' : 'analyses'}
    >
      <p>
        <a href={consolePaths.definitions(frame.study.id)}>{text.back}</a>
      </p>
      <h1>
        {row.title} {row.version} <DefinitionTags {...{ locale, row }} />
      </h1>
      <p class="soft">{row.summary}</p>
      <Notice {...{ locale, notice }} />
      {row.retired === undefined ? null : (
        <p class="alarm">{text.retiredBecause(date(row.retired.at), row.retired.reason)}</p>
      )}
      <section class="card" aria-labelledby="rule">
        <h2 id="rule">{text.says}</h2>
        <RuleWords parts={row.rule} />
        <p class="small">
          {text.source}: {row.source}
        </p>
        <p class="small">
          {text.usedBy}: {describeUses(text, row)}
        </p>
        <p class="small soft">
          <code>
            {row.id}@{row.version}
          </code>
          , {describeOwner(text, row)}, {date(view.publishedAt)}. SHA-256{' '}
          <span class="account">{view.hash}</span>
        </p>
      </section>
      {row.faults.length === 0 ? null : (
        <>
          <h2>{text.fitProblems}</h2>
          <ul class="reasons">
            {row.faults.map(({ detail }) => (
              <li>{detail}</li>
            ))}
          </ul>
        </>
      )}
      {view.changes === undefined ? null : <Changes locale={locale} changes={view.changes} />}
      {view.lead === undefined ? null : <LeadForms {...{ frame, view, lead: view.lead }} />}
    </ConsoleDocument>
  )
}

type LeadProps = {
  readonly frame: ConsoleFrame
  readonly view: DefinitionVersionView
  readonly lead: NonNullable<DefinitionVersionView['lead']>
}

function LeadForms({ frame, view, lead }: LeadProps) {
  const text = findDefinitionsText(frame.locale)
  const { row } = view
  const action = consolePaths.definition(frame.study.id, row)
  return (
    <>
      {row.retired === undefined ? <UseForm {...{ frame, view, lead }} /> : null}
      <h2>{text.begin.heading}</h2>
      <form class="fields" method="post" action={action}>
        <p class="soft">{text.begin.hint}</p>
        {row.belongsTo === 'this-study' ? (
          <button type="submit" name="step" value="next" formnovalidate>
            {text.begin.newVersion}
          </button>
        ) : null}
        <Field name="id" label={text.begin.id} hint={text.begin.idHint}>
          {(described) => <input {...described} required maxlength={64} autocomplete="off" />}
        </Field>
        <button class="outline" type="submit" name="step" value="copy">
          {text.begin.copy}
        </button>
      </form>
      {row.belongsTo === 'this-study' && row.retired === undefined ? (
        <form class="fields" method="post" action={action}>
          <h2>{text.retire.heading}</h2>
          <p class="soft">{text.retire.hint}</p>
          <Field name="reason" label={text.retire.reason} hint={text.retire.reasonHint}>
            {(described) => <input {...described} required maxlength={300} autocomplete="off" />}
          </Field>
          <button class="outline" type="submit" name="step" value="retire">
            {text.retire.submit}
          </button>
        </form>
      ) : null}
    </>
  )
}

function UseForm({ frame, view, lead }: LeadProps) {
  const text = findDefinitionsText(frame.locale)
  const toOptions = (named: typeof lead.timepoints) =>
    named.map(({ id, title }) => ({ value: id, label: title }))
  return (
    <form class="fields" method="post" action={consolePaths.definition(frame.study.id, view.row)}>
      <h2>{text.useIt.heading}</h2>
      <p class="soft">{text.useIt.hint}</p>
      <input type="hidden" name="revision" value={String(lead.revision)} />
      <Choice
        {...{ name: 'timepoint', label: text.useIt.timepoint, chosen: undefined }}
        options={toOptions(lead.timepoints)}
      />
      <Choice
        {...{ name: 'estimand', label: text.useIt.estimand, chosen: undefined }}
        options={toOptions(lead.estimands)}
      />
      <Choice
        {...{ name: 'role', label: text.useIt.role, chosen: undefined, isRequired: true }}
        options={(['primary', 'secondary', 'exploratory'] as const).map((role) => ({
          ...{ value: role, label: text.roles[role] },
        }))}
      />
      <button type="submit" name="step" value="use">
        {text.useIt.submit}
      </button>
    </form>
  )
}
