import { type DefinitionsText, findDefinitionsText } from '../text/definitions-text.ts'
import { Notice } from './definition-builder-page.tsx'
import { EvidenceTag, RuleWords } from './definition-parts.tsx'
import type { DefinitionNotice, DefinitionRow, DefinitionsView } from './definitions-view.ts'
import { Field } from './field.tsx'
import { createFormats, stripFullStop } from './format.ts'
import type { ConsoleFrame } from './frame.ts'
import { ConsoleDocument } from './page.tsx'
import { consolePaths } from './paths.ts'

type DefinitionsPageProps = {
  readonly frame: ConsoleFrame
  readonly view: DefinitionsView
  readonly notice?: DefinitionNotice | undefined
}

/** Every published definition, the drafts of the study, and the form that begins one. */
export function DefinitionsPage({ frame, view, notice }: DefinitionsPageProps) {
  const text = findDefinitionsText(frame.locale)
  return (
    <ConsoleDocument
      frame={frame}
      title={text.heading}
      section={frame.study.isUnpublished ? 'office' : 'analyses'}
    >
      <h1>{text.heading}</h1>
      <p class="soft">{text.lead}</p>
      <Notice {...{ locale: frame.locale, notice }} />
      {view.drafts === undefined ? null : <Drafts {...{ frame, drafts: view.drafts, view }} />}
      <h2>{text.published}</h2>
      <p class="soft small">{text.usedByHint}</p>
      {view.definitions.map((row) => (
        <section class="card" aria-label={`${row.title} ${row.version}`}>
          <h3>
            <a href={consolePaths.definition(frame.study.id, row)}>
              {row.title} {row.version}
            </a>{' '}
            <DefinitionTags {...{ locale: frame.locale, row }} />
          </h3>
          <p class="small soft">
            <code>
              {row.id}@{row.version}
            </code>
            , {describeOwner(text, row)}
          </p>
          <RuleWords parts={row.rule} />
          <p class="small">
            {text.source}: {stripFullStop(row.source)}.
          </p>
          <p class="small">
            {text.usedBy}: {describeUses(text, row)}
          </p>
        </section>
      ))}
    </ConsoleDocument>
  )
}

function Drafts({
  frame,
  drafts,
  view,
}: {
  readonly frame: ConsoleFrame
  readonly drafts: NonNullable<DefinitionsView['drafts']>
  readonly view: DefinitionsView
}) {
  const text = findDefinitionsText(frame.locale)
  const { moment } = createFormats(frame.locale)
  return (
    <>
      <h2>{text.drafts}</h2>
      {drafts.length === 0 ? <p class="soft">{text.noDrafts}</p> : null}
      <ul class="reasons">
        {drafts.map(({ id, changedAt, isMine }) => (
          <li>
            <a href={consolePaths.definitionDraft(frame.study.id, id)}>{id}</a>{' '}
            <span class="soft small">
              {isMine ? text.savedByYou(moment(changedAt)) : text.savedByOther(moment(changedAt))}
            </span>
          </li>
        ))}
      </ul>
      <form class="fields" method="post" action={consolePaths.definitions(frame.study.id)}>
        <h3>{text.begin.heading}</h3>
        <p class="soft">{text.begin.hint}</p>
        <Field name="id" label={text.begin.id} hint={text.begin.idHint}>
          {(described) => (
            <input
              {...described}
              required
              maxlength={64}
              pattern="[a-z0-9]+(-[a-z0-9]+)*"
              title={text.begin.idHint}
              autocomplete="off"
            />
          )}
        </Field>
        <Field name="from" label={text.begin.from}>
          {(described) => (
            <select {...described}>
              <option value="">{text.begin.empty}</option>
              {view.definitions.map(({ id, version, title }) => (
                <option value={`${id}@${version}`}>
                  {title} {version}
                </option>
              ))}
            </select>
          )}
        </Field>
        <button type="submit" name="step" value="begin">
          {text.begin.submit}
        </button>
      </form>
    </>
  )
}

/** That numbers are unconfirmed, that it is retired, that it does not fit: what is seen before anything else. */
export function DefinitionTags({ locale, row }: { readonly locale: string; readonly row: DefinitionRow }) {
  const text = findDefinitionsText(locale)
  return (
    <>
      <EvidenceTag locale={locale} evidence={row.evidence} />{' '}
      {row.retired === undefined ? null : <span class="tag bad">{text.retired}</span>}{' '}
      {row.faults.length === 0 ? null : <span class="tag">{text.doesNotFit}</span>}
    </>
  )
}

export function describeOwner(text: DefinitionsText, { belongsTo }: DefinitionRow): string {
  return { nobody: text.builtIn, 'this-study': text.own, 'another-study': text.ofOthers }[belongsTo]
}

export function describeUses(text: DefinitionsText, { usedBy }: DefinitionRow): string {
  if (usedBy.length === 0) return text.nobodyUses
  return usedBy.map(({ title, version, role }) => text.use(title, version, text.roles[role])).join('; ')
}
