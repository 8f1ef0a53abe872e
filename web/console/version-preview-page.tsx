import type { SiteEffects, VersionEffects } from '../api/studies/version-effects.ts'
import { findStudyOfficeText } from '../text/study-office-text.ts'
import { findVersionsText } from '../text/versions-text.ts'
import { Field } from './field.tsx'
import { createFormats } from './format.ts'
import { type ConsoleFrame, findTitle } from './frame.ts'
import { ConsoleDocument } from './page.tsx'
import { consolePaths } from './paths.ts'
import { VersionCountsTable } from './version-counts-table.tsx'
import type { VersionNotice, VersionPreviewView } from './versions-view.ts'

type VersionPreviewPageProps = {
  readonly frame: ConsoleFrame
  readonly version: string
  readonly view: VersionPreviewView
  readonly notice?: VersionNotice | undefined
}

/** What a version would do to participants; of a draft with the form that publishes it. */
export function VersionPreviewPage({ frame, version, view, notice }: VersionPreviewPageProps) {
  const text = findVersionsText(frame.locale)
  const { effects, publishable } = view
  return (
    <ConsoleDocument frame={frame} title={text.previewHeading(version)} section="office">
      <h1>{text.previewHeading(version)}</h1>
      {notice === undefined ? null : (
        <p class="alarm" role="alert">
          {text.notices[notice]}
        </p>
      )}
      {typeof effects === 'string' ? (
        <p class="note">{text[effects]}</p>
      ) : (
        <Effects {...{ frame, view, effects }} />
      )}
      {publishable && typeof effects !== 'string' ? (
        <PublishForm {...{ frame, view, publishable, sites: effects.sites }} />
      ) : null}
      <p>
        <a href={consolePaths.office(frame.study.id)}>{text.toOffice}</a>
      </p>
      <p>
        <a href={consolePaths.versions(frame.study.id)}>{text.toVersions}</a>
      </p>
    </ConsoleDocument>
  )
}

function Effects({
  frame,
  view,
  effects,
}: {
  readonly frame: ConsoleFrame
  readonly view: VersionPreviewView
  readonly effects: VersionEffects
}) {
  const text = findVersionsText(frame.locale)
  const { moment } = createFormats(frame.locale)
  return (
    <>
      <p class="soft">{text.previewLead}</p>
      <p class="soft">{text.asOf(moment(effects.asOf))}</p>
      {effects.sites.length === 0 ? <p class="note">{text.noClinics}</p> : null}
      {effects.sites.map((site) => (
        <SiteSection {...{ frame, view, site }} />
      ))}
    </>
  )
}

function SiteSection({
  frame,
  view,
  site,
}: {
  readonly frame: ConsoleFrame
  readonly view: VersionPreviewView
  readonly site: SiteEffects
}) {
  const text = findVersionsText(frame.locale)
  const { moment } = createFormats(frame.locale)
  const name = findTitle(view.sites, site.site)
  const moves = site.timepoints.flatMap(({ timepoint, opened }) => (opened ? [{ timepoint, opened }] : []))
  return (
    <>
      <h2>{name}</h2>
      <p>
        {text.follows(site.inForce)}{' '}
        {site.touched === 0 ? text.nothing : text.touched(site.touched, site.participants)}
      </p>
      {site.timepoints.length === 0 ? null : (
        <VersionCountsTable
          locale={frame.locale}
          label={text.table(name)}
          timepoints={view.timepoints}
          rows={site.timepoints}
        />
      )}
      {moves.length === 0 ? null : (
        <ul class="soft small">
          {moves.map(({ timepoint, opened }) => (
            <li>
              {findTitle(view.timepoints, timepoint)}:{' '}
              {text.firstOpens(moment(opened.before.first), moment(opened.after.first))}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function PublishForm({
  frame,
  view,
  publishable,
  sites,
}: {
  readonly frame: ConsoleFrame
  readonly view: VersionPreviewView
  readonly publishable: NonNullable<VersionPreviewView['publishable']>
  readonly sites: readonly SiteEffects[]
}) {
  const text = findVersionsText(frame.locale)
  const office = findStudyOfficeText(frame.locale)
  return (
    <>
      <h2>{text.publishHeading}</h2>
      <form class="fields" method="post" action={consolePaths.versionPreview(frame.study.id)}>
        <input type="hidden" name="revision" value={String(publishable.revision)} />
        <p>{text.publishHint}</p>
        {publishable.needsSecondPerson ? <p class="note">{office.secondPerson}</p> : null}
        <Field name="from" label={office.fromDate} hint={office.fromHint}>
          {(described) => <input {...described} type="date" />}
        </Field>
        {sites.length === 0 ? null : <h3>{text.clinics}</h3>}
        {sites.map(({ site }) =>
          publishable.held.includes(site) ? (
            <p class="note">{text.staysHeld(findTitle(view.sites, site))}</p>
          ) : (
            <fieldset class="checks">
              <legend>{findTitle(view.sites, site)}</legend>
              <label>
                <input type="radio" name={`follow-${site}`} value="at-once" checked />
                <span>{text.atOnce}</span>
              </label>
              <label>
                <input type="radio" name={`follow-${site}`} value="later" />
                <span>{text.later}</span>
              </label>
            </fieldset>
          ),
        )}
        <button type="submit">{text.publish}</button>
      </form>
    </>
  )
}
