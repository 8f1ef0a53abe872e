import { hasPower } from '../api/members/member-roles.ts'
import type { ReleaseHeader } from '../api/releases/release.ts'
import { findAnalysesText } from '../text/analyses-text.ts'
import { AnalysisLinks } from './analysis-links.tsx'
import { DataTable } from './data-table.tsx'
import { Field } from './field.tsx'
import { createFormats } from './format.ts'
import type { ConsoleFrame } from './frame.ts'
import { ConsoleDocument } from './page.tsx'
import { consolePaths } from './paths.ts'
import { Pick, PickForm } from './picker.tsx'

export type ReleaseFault = 'name-taken' | 'invalid'

type ReleasesPageProps = {
  readonly frame: ConsoleFrame
  /** The newest first. */
  readonly releases: readonly ReleaseHeader[]
  /** What was typed into the form that was refused, and why. */
  readonly refused?:
    | { readonly fault: ReleaseFault; readonly name: string; readonly note: string }
    | undefined
}

/** Every release of the study; for leads the form that makes one. */
export function ReleasesPage({ frame, releases, refused }: ReleasesPageProps) {
  const { locale } = frame
  const text = findAnalysesText(locale).releases
  const { moment } = createFormats(locale)
  return (
    <ConsoleDocument frame={frame} title={text.heading} section="analyses">
      <AnalysisLinks frame={frame} current="releases" />
      <h1>{text.heading}</h1>
      <p class="soft">{text.lead}</p>
      {frame.member.blinded ? <p class="note">{text.blinded}</p> : null}
      {refused === undefined ? null : (
        <p class="alarm" role="alert">
          {text.faults[refused.fault]}
        </p>
      )}
      {releases.length === 0 ? (
        <div class="card empty">
          <h2>{text.none}</h2>
          <p class="soft">{text.noneHint}</p>
        </div>
      ) : (
        <DataTable
          label={text.heading}
          columns={[text.first, text.data, text.madeAt, text.note].map((title) => ({ title }))}
          rows={releases.map(({ number, name, asOf, madeAt, note }) => [
            frame.member.blinded ? (
              text.open(number, name)
            ) : (
              <a href={consolePaths.release(frame.study.id, number)}>{text.open(number, name)}</a>
            ),
            ...[`${moment(asOf)} UTC`, `${moment(madeAt)} UTC`, note],
          ])}
        />
      )}
      {releases.length < 2 || frame.member.blinded ? null : <CompareForm {...{ frame, releases }} />}
      {hasPower(frame.member.role, 'direct') && !frame.member.blinded ? (
        <MakeForm {...{ frame, refused }} />
      ) : null}
    </ConsoleDocument>
  )
}

function CompareForm({ frame, releases }: Part<ReleasesPageProps, 'frame' | 'releases'>) {
  const text = findAnalysesText(frame.locale).releases
  const choices = releases.map(({ number, name }) => ({ id: String(number), title: text.open(number, name) }))
  return (
    <>
      <h2>{text.compare}</h2>
      <PickForm locale={frame.locale} action={consolePaths.compareReleases(frame.study.id)}>
        <Pick name="of" label={text.first} choices={choices} chosen={choices[1]?.id ?? ''} />
        <Pick name="with" label={text.compareWith} choices={choices} chosen={choices[0]?.id ?? ''} />
      </PickForm>
    </>
  )
}

function MakeForm({ frame, refused }: Part<ReleasesPageProps, 'frame' | 'refused'>) {
  const text = findAnalysesText(frame.locale).releases
  return (
    <>
      <h2>{text.make}</h2>
      <p>{text.makeHint}</p>
      <form class="fields" method="post" action={consolePaths.releases(frame.study.id)}>
        <Field name="name" label={text.name} fault={refused && text.faults[refused.fault]}>
          {(described) => (
            <input
              {...described}
              type="text"
              required
              maxlength={80}
              value={refused?.name ?? ''}
              autocomplete="off"
            />
          )}
        </Field>
        <Field name="note" label={text.note} hint={text.noteHint}>
          {(described) => (
            <textarea {...described} rows={3} maxlength={500}>
              {refused?.note ?? ''}
            </textarea>
          )}
        </Field>
        <button type="submit">{text.submit}</button>
      </form>
    </>
  )
}

/** Some members of props. */
type Part<Of, Name extends keyof Of> = { readonly [Member in Name]: Of[Member] }
