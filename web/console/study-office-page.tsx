import { findDefinitionsText } from '../text/definitions-text.ts'
import { findDraftFormText } from '../text/draft-form-text.ts'
import { findMembersText } from '../text/members-text.ts'
import { findOnCallText } from '../text/on-call-text.ts'
import { findStudyOfficeText } from '../text/study-office-text.ts'
import { findVersionsText } from '../text/versions-text.ts'
import { DataTable } from './data-table.tsx'
import { DraftProblems } from './draft-aside.tsx'
import { DraftChanges } from './draft-changes.tsx'
import { DraftUnasked } from './draft-unasked.tsx'
import { Field } from './field.tsx'
import { createFormats } from './format.ts'
import type { ConsoleFrame } from './frame.ts'
import { LedStudies, NewStudy } from './led-studies.tsx'
import { ConsoleDocument } from './page.tsx'
import { consolePaths, memberPaths } from './paths.ts'
import {
  DRAFT_SECTIONS,
  type DraftOverview,
  type OfficeNotice,
  type StudyOfficeView,
} from './study-office-view.ts'

type StudyOfficePageProps = {
  readonly frame: ConsoleFrame
  readonly view: StudyOfficeView
  readonly notice?: OfficeNotice | undefined
}

const GOOD_NEWS: readonly OfficeNotice[] = ['published', 'discarded', 'unasked-removed']

/** What is published of a study, the draft of its next version, and the form that publishes it. */
export function StudyOfficePage({ frame, view, notice }: StudyOfficePageProps) {
  const text = findStudyOfficeText(frame.locale)
  const { moment } = createFormats(frame.locale)
  return (
    <ConsoleDocument frame={frame} title={text.heading} section="office">
      <h1>{text.heading}</h1>
      <p class="soft">{text.lead}</p>
      {notice === undefined ? null : (
        <p
          class={GOOD_NEWS.includes(notice) ? 'note' : 'alarm'}
          role={GOOD_NEWS.includes(notice) ? 'status' : 'alert'}
        >
          {text.notices[notice]}
        </p>
      )}
      {notice === 'published' ? <NextSteps frame={frame} /> : null}
      <h2>{text.draft}</h2>
      {view.draft === undefined ? (
        <form class="card" method="post" action={consolePaths.office(frame.study.id)}>
          <p>{text.noDraft}</p>
          <input type="hidden" name="revision" value={String(view.revision)} />
          <button type="submit" name="step" value="begin">
            {text.begin}
          </button>
        </form>
      ) : (
        <Draft {...{ frame, draft: view.draft }} />
      )}
      <p>
        <a href={consolePaths.importInstrument(frame.study.id)}>{text.instruments.link}</a>
        {frame.study.isUnpublished && view.draft === undefined ? null : (
          <>
            {' · '}
            <a href={consolePaths.definitions(frame.study.id)}>{findDefinitionsText(frame.locale).heading}</a>
          </>
        )}
        {frame.study.isUnpublished ? null : (
          <>
            {' · '}
            <a href={consolePaths.onCall(frame.study.id)}>{findOnCallText(frame.locale).leadsLink}</a>
          </>
        )}
      </p>
      {view.versions.length === 0 ? null : (
        <>
          <h2>{text.versions}</h2>
          <DataTable
            label={text.versions}
            columns={[text.version, text.state, text.hash].map((title) => ({ title }))}
            rows={[...view.versions]
              .reverse()
              .map(({ version, hash, from }) => [
                version,
                [
                  ...(version === view.inForce ? [text.inForce] : []),
                  ...(from === undefined ? [] : [text.fromThen(moment(from))]),
                ].join(', ') || text.published,
                <span class="id">{hash.slice(0, 16)}…</span>,
              ])}
          />
          <p>
            <a href={consolePaths.versions(frame.study.id)}>{findVersionsText(frame.locale).toVersions}</a>
          </p>
        </>
      )}
      <LedStudies {...{ frame, studies: view.studies }} />
      {view.canBeginStudy ? <NewStudy {...{ frame, view }} /> : null}
    </ConsoleDocument>
  )
}

/** What is left to do before the first participant can be enrolled. */
function NextSteps({ frame }: Pick<StudyOfficePageProps, 'frame'>) {
  const { nextSteps: text } = findStudyOfficeText(frame.locale)
  return (
    <section class="card" aria-label={text.heading}>
      <h2>{text.heading}</h2>
      <ul>
        <li>
          <a href={consolePaths.onCall(frame.study.id)}>{findOnCallText(frame.locale).leadsLink}</a>:{' '}
          {text.leads}
        </li>
        <li>
          {frame.member.administers ? (
            <a href={memberPaths.members(frame.study.id)}>{findMembersText(frame.locale).heading}</a>
          ) : (
            findMembersText(frame.locale).heading
          )}
          : {text.members}
        </li>
        <li>{text.onCall}</li>
      </ul>
      <p class="soft">{text.when}</p>
    </section>
  )
}

function Draft({ frame, draft }: { readonly frame: ConsoleFrame; readonly draft: DraftOverview }) {
  const text = findStudyOfficeText(frame.locale)
  const { moment } = createFormats(frame.locale)
  const { id } = frame.study
  const form = findDraftFormText(frame.locale)
  const savedAt = moment(draft.saved.at)
  return (
    <>
      <div class="card">
        <p>
          {text.version} {draft.version || '–'}.{' '}
          {draft.basedOn === undefined ? text.newStudy : text.basedOn(draft.basedOn)}{' '}
          {draft.saved.isMine ? text.savedByYou(savedAt) : text.savedByOther(draft.saved.name, savedAt)}
        </p>
        <ul class="reasons">
          {DRAFT_SECTIONS.map((section) => {
            const count = draft.problems.filter(({ place }) => place.section === section).length
            return (
              <li>
                <a href={consolePaths.draftSection(id, section)}>{form.sections[section]}</a>{' '}
                {count === 0 ? null : <span class="tag bad">{text.problemCount(count)}</span>}
              </li>
            )
          })}
        </ul>
      </div>
      <h3>{draft.problems.length === 0 ? text.noProblems : text.problems}</h3>
      {draft.problems.length === 0 ? null : <DraftProblems frame={frame} problems={draft.problems} />}
      <DraftUnasked frame={frame} draft={draft} />
      {draft.changes === undefined ? null : <DraftChanges {...{ frame, changes: draft.changes }} />}
      {frame.study.isUnpublished || draft.problems.length > 0 ? null : (
        <p>
          <a href={consolePaths.versionPreview(id)}>{findVersionsText(frame.locale).previewLink}</a>
        </p>
      )}
      <form class="fields" method="post" action={consolePaths.office(id)}>
        <input type="hidden" name="revision" value={String(draft.revision)} />
        <p>{text.publishHint}</p>
        {draft.needsSecondPerson ? <p class="note">{text.secondPerson}</p> : null}
        <Field name="from" label={text.fromDate} hint={text.fromHint}>
          {(described) => <input {...described} type="date" />}
        </Field>
        <button type="submit" name="step" value="publish">
          {text.publish}
        </button>
      </form>
      <form class="fields" method="post" action={consolePaths.office(id)}>
        <input type="hidden" name="revision" value={String(draft.revision)} />
        <p class="soft">{text.discardHint}</p>
        <button class="outline" type="submit" name="step" value="discard">
          {text.discard}
        </button>
      </form>
    </>
  )
}
