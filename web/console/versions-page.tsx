import type { SiteRollout } from '../api/studies/rollouts.ts'
import { findVersionsText } from '../text/versions-text.ts'
import { Field } from './field.tsx'
import { createFormats } from './format.ts'
import { type ConsoleFrame, findTitle } from './frame.ts'
import { ConsoleDocument } from './page.tsx'
import { consolePaths } from './paths.ts'
import { VersionCountsTable } from './version-counts-table.tsx'
import type { VersionNotice, VersionsView } from './versions-view.ts'

type VersionsPageProps = {
  readonly frame: ConsoleFrame
  readonly view: VersionsView
  readonly notice?: VersionNotice | undefined
}

const GOOD_NEWS: readonly VersionNotice[] = ['published', 'stopped', 'continued', 'moved']

/** Which version each clinic follows, how far its participants are, and the forms that stop, continue and move. */
export function VersionsPage({ frame, view, notice }: VersionsPageProps) {
  const text = findVersionsText(frame.locale)
  const isGood = notice !== undefined && GOOD_NEWS.includes(notice)
  return (
    <ConsoleDocument frame={frame} title={text.rolloutsHeading} section="office">
      <h1>{text.rolloutsHeading}</h1>
      <p class="soft">{text.rolloutsLead}</p>
      {notice === undefined ? null : (
        <p class={isGood ? 'note' : 'alarm'} role={isGood ? 'status' : 'alert'}>
          {text.notices[notice]}
        </p>
      )}
      {view.rollouts.length === 0 ? <p class="note">{text.noClinics}</p> : null}
      {view.rollouts.map((site) => (
        <SiteCard {...{ frame, view, site }} />
      ))}
      <p>
        <a href={consolePaths.office(frame.study.id)}>{text.toOffice}</a>
      </p>
    </ConsoleDocument>
  )
}

type SitePart = {
  readonly frame: ConsoleFrame
  readonly view: VersionsView
  readonly site: SiteRollout
}

function SiteCard({ frame, view, site }: SitePart) {
  const text = findVersionsText(frame.locale)
  const name = findTitle(view.sites, site.site)
  const { rollout } = site
  return (
    <section class="card" aria-label={name}>
      <h2>{name}</h2>
      <p>
        <strong>{text.inForce(site.inForce)}.</strong>{' '}
        {rollout === undefined
          ? site.inForce === view.firstVersion
            ? text.first
            : text.notBegun
          : text.states[rollout.state]}
      </p>
      {rollout === undefined ? null : <Progress {...{ frame, view, site, rollout }} />}
      {site.later === undefined ? null : <Later {...{ frame, view, site, later: site.later }} />}
    </section>
  )
}

function Progress({
  frame,
  view,
  site,
  rollout,
}: SitePart & { readonly rollout: NonNullable<SiteRollout['rollout']> }) {
  const text = findVersionsText(frame.locale)
  const { moment } = createFormats(frame.locale)
  const name = findTitle(view.sites, site.site)
  const step = rollout.state === 'running' ? 'stop' : rollout.state === 'stopped' ? 'continue' : undefined
  return (
    <>
      <p>
        {rollout.moved === 0 ? null : text.progress(rollout.moved, rollout.touched)}{' '}
        {rollout.left === undefined ? null : text.left(rollout.left)}{' '}
        <span class="soft">{text.since(moment(rollout.changedAt))}</span>
      </p>
      {rollout.timepoints.length === 0 ? null : (
        <details>
          <summary>{text.done}</summary>
          <VersionCountsTable
            locale={frame.locale}
            label={text.table(name)}
            timepoints={view.timepoints}
            rows={rollout.timepoints}
          />
        </details>
      )}
      {step !== undefined && !rollout.isChangeable ? <p class="note">{text.stoppedByItsLead}</p> : null}
      {step === undefined || !rollout.isChangeable ? null : (
        <form method="post" action={consolePaths.versionStep(frame.study.id, step)}>
          <input type="hidden" name="site" value={site.site} />
          <input type="hidden" name="version" value={rollout.version} />
          <button class="outline" type="submit">
            {text[step](name)}
          </button>
        </form>
      )}
    </>
  )
}

function Later({
  frame,
  view,
  site,
  later,
}: SitePart & { readonly later: NonNullable<SiteRollout['later']> }) {
  const text = findVersionsText(frame.locale)
  const { moment } = createFormats(frame.locale)
  const { id } = frame.study
  const from = later.from === undefined ? undefined : moment(later.from)
  return (
    <>
      <p>{text.laterVersion(later.version, from)}</p>
      <p>
        <a href={consolePaths.versionPreview(id, { version: later.version, site: site.site })}>
          {text.previewFor(later.version)}
        </a>
      </p>
      {later.isHeld && !later.isMovable ? <p class="note">{text.heldByItsLead}</p> : null}
      {later.isMovable ? (
        <form class="fields" method="post" action={consolePaths.versionStep(id, 'move')}>
          <input type="hidden" name="site" value={site.site} />
          <input type="hidden" name="version" value={later.version} />
          <Field name={`from-${site.site}`} label={text.moveOn} hint={text.moveOnHint}>
            {(described) => <input {...described} name="from" type="date" />}
          </Field>
          <button type="submit">{text.move(findTitle(view.sites, site.site))}</button>
        </form>
      ) : null}
    </>
  )
}
