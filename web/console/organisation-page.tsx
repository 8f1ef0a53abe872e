import { STUDY_TEMPLATES } from '../api/studies/study-templates.ts'
import { findMembersText } from '../text/members-text.ts'
import { findOrganisationsText } from '../text/organisations-text.ts'
import { findStudyOfficeText } from '../text/study-office-text.ts'
import { Choice, Field } from './field.tsx'
import { createFormats } from './format.ts'
import { PersonDocument } from './page.tsx'
import { consolePaths, organisationPaths } from './paths.ts'
import { StudyNameFields } from './study-name-fields.tsx'

export const ORGANISATION_NOTICES = [
  ...(['appointed', 'dismissed', 'invalid', 'last', 'study-exists', 'study-invalid'] as const),
] as const
export type OrganisationNotice = (typeof ORGANISATION_NOTICES)[number]

type StudyRow = {
  readonly id: string
  readonly title: string
  readonly isUnpublished: boolean
  readonly sites: number
  readonly members: number
  /** Names of those who administer it. */
  readonly administrators: readonly string[]
  readonly isMine: boolean
}

export type OrganisationView = {
  readonly id: string
  readonly name: string
  readonly studies: readonly StudyRow[]
  readonly administrators: readonly {
    readonly sub: string
    readonly name: string
    readonly appointedAt: string
    readonly isViewer: boolean
  }[]
  readonly notice: OrganisationNotice | undefined
  /** Into the form that begins a study, where it was refused. */
  readonly typed?: TypedStudy | undefined
}

/** What was typed to begin a study, and what from. */
export type TypedStudy = { readonly id: string; readonly title: string; readonly from: string }

type OrganisationPageProps = {
  readonly locale: string
  readonly address: string
  readonly view: OrganisationView
}

/** An organisation as who administers it sees it. */
export function OrganisationPage({ locale, address, view }: OrganisationPageProps) {
  const text = findOrganisationsText(locale)
  const { notice } = view
  const isDone = notice === 'appointed' || notice === 'dismissed'
  return (
    <PersonDocument {...{ locale, address }} title={view.name}>
      <p>
        <a href={consolePaths.home}>{findMembersText(locale).myStudies.heading}</a>
      </p>
      <h1>{view.name}</h1>
      <p class="soft">{text.lead}</p>
      {notice === undefined ? null : (
        <p class={isDone ? 'note' : 'alarm'} role={isDone ? 'status' : 'alert'}>
          {text.notices[notice]}
        </p>
      )}
      <h2>{text.studies.heading}</h2>
      {view.studies.length === 0 ? (
        <div class="card empty">
          <h3>{text.studies.none}</h3>
          <p class="soft">{text.studies.noneHint}</p>
        </div>
      ) : (
        <Studies {...{ locale, view }} />
      )}
      <BeginForm {...{ locale, view }} />
      <h2>{text.administrators.heading}</h2>
      <Administrators {...{ locale, view }} />
    </PersonDocument>
  )
}

type PartProps = Pick<OrganisationPageProps, 'locale' | 'view'>

function Studies({ locale, view }: PartProps) {
  const text = findOrganisationsText(locale).studies
  const { columns } = text
  return (
    <>
      <section class="scroll" aria-label={text.heading} tabindex={0}>
        <table class="cards">
          <thead>
            <tr>
              {Object.values(columns).map((title) => (
                <th scope="col">{title}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {view.studies.map((study) => (
              <tr>
                <th scope="row">{study.title}</th>
                <td data-label={columns.state}>{study.isUnpublished ? text.draft : text.published}</td>
                <td data-label={columns.sites}>{study.sites}</td>
                <td data-label={columns.members}>{study.members}</td>
                <td data-label={columns.administrators}>{study.administrators.join(', ') || text.nobody}</td>
                <td data-label={columns.act}>
                  {study.isMine ? (
                    text.member
                  ) : (
                    <form method="post" action={organisationPaths.administer(view.id, study.id)}>
                      <button class="outline" type="submit">
                        {text.administer}
                      </button>
                    </form>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {view.studies.every(({ isMine }) => isMine) ? null : <p class="soft small">{text.administerHint}</p>}
    </>
  )
}

/** A study from a template, or as the copy of one of theirs. */
function BeginForm({ locale, view }: PartProps) {
  const text = findOrganisationsText(locale).studies
  const office = findStudyOfficeText(locale)
  const copies = view.studies.filter(({ isMine, isUnpublished }) => isMine && !isUnpublished)
  return (
    <details open={view.studies.length === 0 || view.notice?.startsWith('study-')}>
      <summary>{text.begin}</summary>
      <form class="fields" method="post" action={organisationPaths.begin(view.id)}>
        <p class="soft">{text.beginHint}</p>
        <Choice
          name="from"
          label={office.newFrom}
          chosen={view.typed?.from}
          options={[
            ...STUDY_TEMPLATES.map((template) => ({ value: template, label: office.templates[template] })),
            ...copies.map(({ id, title }) => ({ value: `copy:${id}`, label: text.copyOf(title) })),
          ]}
        />
        <StudyNameFields locale={locale} typed={view.typed} />
        <button type="submit">{office.newSubmit}</button>
      </form>
    </details>
  )
}

function Administrators({ locale, view }: PartProps) {
  const text = findOrganisationsText(locale).administrators
  const { date } = createFormats(locale)
  return (
    <>
      <ul>
        {view.administrators.map(({ sub, name, appointedAt, isViewer }) => (
          <li>
            {`${name}${isViewer ? ` (${text.you})` : ''}, ${text.since(date(appointedAt))}`}{' '}
            <span class="soft account">{sub}</span>
            {view.administrators.length === 1 ? null : (
              <form method="post" action={organisationPaths.dismiss(view.id, sub)}>
                <button class="plain" type="submit" aria-label={`${text.dismiss}: ${name}`}>
                  {text.dismiss}
                </button>
              </form>
            )}
          </li>
        ))}
      </ul>
      <details>
        <summary>{text.appoint}</summary>
        <p class="soft">{text.appointHint}</p>
        <form method="post" action={organisationPaths.organisation(view.id)}>
          <Field name="name" label={text.name}>
            {(described) => <input {...described} required maxlength={120} autocomplete="off" />}
          </Field>
          <Field name="account" label={text.account}>
            {(described) => <input {...described} required maxlength={128} autocomplete="off" />}
          </Field>
          <p>
            <button type="submit">{text.submit}</button>
          </p>
        </form>
      </details>
    </>
  )
}
