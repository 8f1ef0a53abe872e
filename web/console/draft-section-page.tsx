import { findDraftFormText } from '../text/draft-form-text.ts'
import { formatDraftProblem } from '../text/draft-problems.ts'
import { findStudyOfficeText } from '../text/study-office-text.ts'
import { DraftAside } from './draft-aside.tsx'
import { DraftGroupFields } from './draft-group.tsx'
import { DraftStatus, draftScript } from './draft-script.tsx'
import { formatLanguage } from './draft-words.ts'
import { Field } from './field.tsx'
import type { ConsoleFrame } from './frame.ts'
import { ConsoleDocument } from './page.tsx'
import { consolePaths } from './paths.ts'
import {
  DRAFT_SECTIONS,
  type DraftField,
  type DraftGroup,
  type DraftSectionView,
} from './study-office-view.ts'

type DraftSectionPageProps = { readonly frame: ConsoleFrame; readonly view: DraftSectionView }

/**
 * One part of a draft as a form, with what is wrong at each field, and beside it what the draft comes to. The button saves;
 * where scripts run, the form is saved as one types.
 */
export function DraftSectionPage({ frame, view }: DraftSectionPageProps) {
  const office = findStudyOfficeText(frame.locale)
  const text = findDraftFormText(frame.locale)
  const { section, notice } = view
  const here = view.problems.filter(({ place }) => place.section === section)
  const title = text.sections[section]
  const next = DRAFT_SECTIONS[DRAFT_SECTIONS.indexOf(section) + 1]
  const path = consolePaths.draftSection(frame.study.id, section, view.query)
  const context = {
    ...{ text, locale: frame.locale, view },
    faults: (field: DraftField) => here.filter(({ place }) => place.field?.pointer === field.pointer),
    faultsAt: (pointer: string) =>
      here.filter(({ place }) => place.field === undefined && place.target === pointer),
    explain: (detail: string) => formatDraftProblem(frame.locale, detail),
  }
  return (
    <ConsoleDocument frame={frame} title={title} section="office" script={draftScript}>
      <p>
        <a href={consolePaths.office(frame.study.id)}>{office.back}</a>
      </p>
      <h1>{title}</h1>
      {notice === undefined ? null : (
        <p
          class={notice === 'saved' ? 'note' : 'alarm'}
          role={notice === 'saved' ? 'status' : 'alert'}
          data-notice
        >
          {notice === 'saved' ? office.saved : office.notices[notice]}
        </p>
      )}
      <p id="count">
        {here.length === 0 ? (
          <span class="soft">{text.noProblems}</span>
        ) : (
          <a href="#problems">{text.problemSummary(here.length)}</a>
        )}
      </p>
      <div class="draft">
        <form class="fields" method="post" action={path} autocomplete="off" data-draft>
          <button class="hide" type="submit" tabindex={-1}>
            {office.save}
          </button>
          <input type="hidden" name="revision" value={String(view.revision)} />
          {view.whole === undefined ? null : (
            <div data-field="whole" data-key="whole">
              <Field name="whole" label={office.whole} hint={office.wholeHint}>
                {(described) => (
                  <textarea {...described} rows={30} spellcheck={false} class="id whole">
                    {`\n${view.whole}`}
                  </textarea>
                )}
              </Field>
            </div>
          )}
          {view.groups.map((group) => (
            <section class="part" id={findId(view.groups, group)} tabindex={-1}>
              {isHeaded(view.groups, group) ? <h2>{nameGroup(group, text.groups, frame.locale)}</h2> : null}
              <DraftGroupFields group={group} level={isHeaded(view.groups, group) ? 3 : 2} {...context} />
            </section>
          ))}
          <DraftStatus frame={frame} view={view} />
          <button type="submit">{office.save}</button>
        </form>
        <DraftAside frame={frame} view={view} />
      </div>
      {next === undefined ? null : (
        <p>
          <a href={consolePaths.draftSection(frame.study.id, next)}>{text.sections[next]} →</a>
        </p>
      )}
      <datalist id="zones">
        {view.zones.map((zone) => (
          <option value={zone} />
        ))}
      </datalist>
    </ConsoleDocument>
  )
}

/** A page of one list needs no second heading. */
function isHeaded(groups: readonly DraftGroup[], group: DraftGroup): boolean {
  return groups.length > 1 || group.title !== ''
}

/** Of a group that shares its place with none: what a link can jump to. */
function findId(groups: readonly DraftGroup[], { pointer }: DraftGroup): string | undefined {
  const isAlone = groups.filter((one) => one.pointer === pointer).length === 1
  return pointer !== '' && isAlone ? pointer : undefined
}

function nameGroup(
  { name, title }: DraftGroup,
  words: Readonly<Record<string, string>>,
  locale: string,
): string {
  const heading = words[name] ?? name
  if (title === '') return heading
  return `${heading}: ${name === 'texts' ? formatLanguage(title, locale) : title}`
}
