import { findAnalysesText } from '../text/analyses-text.ts'
import { findDefinitionsText } from '../text/definitions-text.ts'
import { Changes } from './definition-changes.tsx'
import { RuleWords } from './definition-parts.tsx'
import { DefinitionPreview } from './definition-preview.tsx'
import {
  type DefinitionBuilderView,
  type DefinitionNotice,
  type DefinitionProblem,
  GOOD_NOTICES,
} from './definitions-view.ts'
import { Field } from './field.tsx'
import { createFormats } from './format.ts'
import type { ConsoleFrame } from './frame.ts'
import { ConsoleDocument } from './page.tsx'
import { consolePaths } from './paths.ts'
import { findProblemPlace } from './problem-place.ts'
import { RuleEditor } from './rule-editor.tsx'

type BuilderPageProps = {
  readonly frame: ConsoleFrame
  readonly view: DefinitionBuilderView
  readonly notice?: DefinitionNotice | undefined
}

/** A responder definition while it is written: its form, the rule in words, and what it gives on the present data. */
export function DefinitionBuilderPage({ frame, view, notice }: BuilderPageProps) {
  const text = findDefinitionsText(frame.locale)
  const { moment } = createFormats(frame.locale)
  const title = view.texts.get(`/title/${frame.locale}`) || view.texts.get('/title/en') || view.id
  const savedAt = moment(view.changedAt)
  return (
    <ConsoleDocument frame={frame} title={title} section={frame.study.isUnpublished ? 'office' : 'analyses'}>
      <p>
        <a href={consolePaths.definitions(frame.study.id)}>{text.back}</a>
      </p>
      <h1>{title}</h1>
      <p class="soft small">
        <code>{view.id}</code>. {view.isMine ? text.savedByYou(savedAt) : text.savedByOther(savedAt)}{' '}
        {view.basedOn === undefined ? null : text.basedOn(view.basedOn)}
      </p>
      <Notice {...{ locale: frame.locale, notice }} />
      <div class="beside">
        <div>
          <BuilderForm {...{ frame, view }} />
        </div>
        <div>
          <InWords {...{ frame, view }} />
          <DefinitionPreview frame={frame} id={view.id} preview={view.preview} />
        </div>
      </div>
      {view.changes === undefined ? null : <Changes locale={frame.locale} changes={view.changes} />}
      <Closing {...{ frame, view }} />
    </ConsoleDocument>
  )
}

/** What a form was answered with. */
export function Notice({
  locale,
  notice,
}: {
  readonly locale: string
  readonly notice: DefinitionNotice | undefined
}) {
  if (notice === undefined) return null
  const isGood = GOOD_NOTICES.includes(notice)
  return (
    <p class={isGood ? 'note' : 'alarm'} role={isGood ? 'status' : 'alert'}>
      {findDefinitionsText(locale).notices[notice]}
    </p>
  )
}

function BuilderForm({ frame, view }: Omit<BuilderPageProps, 'notice'>) {
  const text = findDefinitionsText(frame.locale)
  const { builder } = text
  const { console, definitionComparison } = findAnalysesText(frame.locale)
  const { timepoint, estimand, cut } = view.preview.chosen
  const missing = definitionComparison.rule.missing
  return (
    <form
      class="fields"
      method="post"
      action={consolePaths.definitionDraft(frame.study.id, view.id, { timepoint, estimand, cut })}
    >
      <input type="hidden" name="revision" value={String(view.revision)} />
      {/* What the return key presses: the first button of a form. */}
      <button class="hide" type="submit" name="step" value="save">
        {builder.update}
      </button>
      <RuleEditor frame={frame} node={view.rule} />
      <Select
        {...{ view, name: 'missing', label: builder.missing, hint: builder.missingHint }}
        options={Object.entries(missing)}
      />
      <Select
        {...{ view, name: 'lateAnswers', label: builder.late }}
        options={[
          ['counted', builder.lates.counted],
          ['left-out', builder.lates['left-out']],
        ]}
      />
      <button type="submit" name="step" value="save">
        {builder.update}
      </button>
      <h2>{builder.about}</h2>
      {(['title', 'summary'] as const).flatMap((field) =>
        (['en', 'es'] as const).map((language) => (
          <Text
            {...{ view, pointer: `/${field}/${language}` }}
            label={builder[field](builder.languages[language])}
            rows={field === 'title' ? 1 : 3}
          />
        )),
      )}
      <Text {...{ view, pointer: '/source', label: text.source, hint: builder.sourceHint, rows: 3 }} />
      <Select
        {...{ view, name: 'evidence', label: text.evidence, hint: builder.evidenceHint }}
        options={(['unconfirmed', 'unvalidated', 'established'] as const).map((one) => [
          one,
          console.evidence[one],
        ])}
      />
      <Text {...{ view, pointer: '/version', label: builder.version, rows: 1 }} />
      <button type="submit" name="step" value="save">
        {builder.update}
      </button>
    </form>
  )
}

type TextProps = {
  readonly view: DefinitionBuilderView
  readonly pointer: string
  readonly label: string
  readonly hint?: string
  readonly rows: number
}

function Text({ view, pointer, label, hint, rows }: TextProps) {
  const value = view.texts.get(pointer) ?? ''
  return (
    <Field {...{ name: pointer, label, hint, fault: joinFaults(view.problems, pointer) }}>
      {(described) =>
        rows === 1 ? (
          <input {...described} value={value} autocomplete="off" />
        ) : (
          <textarea {...described} rows={rows}>
            {value}
          </textarea>
        )
      }
    </Field>
  )
}

type SelectProps = {
  readonly view: DefinitionBuilderView
  readonly name: string
  readonly label: string
  readonly hint?: string
  readonly options: readonly (readonly [value: string, label: string])[]
}

function Select({ view, name, label, hint, options }: SelectProps) {
  const pointer = `/${name}`
  const chosen = view.texts.get(pointer)
  return (
    <Field {...{ name: pointer, label, hint, fault: joinFaults(view.problems, pointer) }}>
      {(described) => (
        <select {...described}>
          {options.map(([value, words]) => (
            <option value={value} selected={value === chosen}>
              {words}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

/** A text that is missing in every language is missing in each. */
function joinFaults(problems: readonly DefinitionProblem[], pointer: string): string | undefined {
  const [, field = ''] = pointer.split('/')
  const found = problems.filter((one) => one.pointer === pointer || one.pointer === `/${field}`)
  return found.length === 0 ? undefined : [...new Set(found.map(({ detail }) => detail))].join('; ')
}

function InWords({ frame, view }: Omit<BuilderPageProps, 'notice'>) {
  const { builder } = findDefinitionsText(frame.locale)
  return (
    <section class="card" aria-labelledby="words">
      <h2 id="words">{builder.inWords}</h2>
      <RuleWords parts={view.words} />
      <details>
        <summary>{builder.inOther}</summary>
        <div lang={view.otherLocale}>
          <RuleWords parts={view.otherWords} />
        </div>
      </details>
      <details>
        <summary>{builder.json}</summary>
        <pre class="scroll">{view.json}</pre>
      </details>
    </section>
  )
}

function Closing({ frame, view }: Omit<BuilderPageProps, 'notice'>) {
  const text = findDefinitionsText(frame.locale)
  const { builder } = text
  const action = consolePaths.definitionDraft(frame.study.id, view.id)
  return (
    <>
      <h2>{view.problems.length === 0 ? text.noProblems : text.problems}</h2>
      {view.problems.length === 0 ? null : (
        <ul class="reasons">
          {view.problems.map((problem) => {
            const place = findProblemPlace(view, text, problem.pointer)
            return (
              <li>
                {place.id === undefined ? place.title : <a href={`#${place.id}`}>{place.title}</a>}:{' '}
                {problem.detail}
              </li>
            )
          })}
        </ul>
      )}
      <form class="fields" method="post" action={action}>
        <input type="hidden" name="revision" value={String(view.revision)} />
        <p>{builder.publishHint}</p>
        <button type="submit" name="step" value="publish">
          {builder.publish}
        </button>{' '}
        <button class="outline" type="submit" name="step" value="discard">
          {builder.discard}
        </button>
      </form>
    </>
  )
}
