import { MEMBER_ROLES } from '../api/members/member-roles.ts'
import { findMembersText } from '../text/members-text.ts'
import { Choice, Field } from './field.tsx'
import type { ConsoleFrame } from './frame.ts'
import { MEMBER_FIELDS, type MemberField, type MemberFormView } from './members-view.ts'
import { ConsoleDocument } from './page.tsx'
import { memberPaths } from './paths.ts'

type MemberFormPageProps = { readonly frame: ConsoleFrame; readonly view: MemberFormView }

/** The form that invites somebody, gives an account access, or changes what a member may do. */
export function MemberFormPage({ frame, view }: MemberFormPageProps) {
  const text = findMembersText(frame.locale)
  const { kind, typed, faults, refusal } = view
  const { id } = frame.study
  const { heading, action, submit } = {
    grant: { heading: text.grant, action: memberPaths.grant(id), submit: text.form.grant },
    invite: { heading: text.invite, action: memberPaths.invite(id), submit: text.form.invite },
    change: {
      heading: text.changeOf(typed.name),
      action: memberPaths.member(id, typed.account),
      submit: text.form.save,
    },
  }[kind]
  const buildField = (name: Exclude<MemberField, 'sites'>, hint?: string) => ({
    ...{ name, hint, label: text.form[name], fault: faults.includes(name) ? text.faults[name] : undefined },
  })
  return (
    <ConsoleDocument frame={frame} title={heading} section="members">
      <p>
        <a href={memberPaths.members(id)}>{text.form.back}</a>
      </p>
      <h1>{heading}</h1>
      {kind === 'change' ? <p class="soft">{text.accountOf(typed.account)}</p> : null}
      {refusal === null && faults.length === 0 ? null : (
        <p class="alarm" role="alert">
          {refusal === null
            ? text.faults.summary(
                MEMBER_FIELDS.filter((name) => faults.includes(name))
                  .map((name) => text.form[name])
                  .join(', '),
              )
            : text.faults[refusal]}
        </p>
      )}
      <form class="fields" method="post" action={action}>
        {kind === 'change' ? <input type="hidden" name="revision" value={String(view.revision)} /> : null}
        {kind === 'grant' ? (
          <Field {...buildField('account', text.form.accountHint)}>
            {(described) => (
              <input {...described} value={typed.account} required maxlength={128} autocomplete="off" />
            )}
          </Field>
        ) : null}
        <Field {...buildField('name', text.form.nameHint)}>
          {(described) => (
            <input {...described} value={typed.name} required maxlength={120} autocomplete="off" />
          )}
        </Field>
        {kind === 'invite' ? (
          <Field {...buildField('email', text.form.emailHint)}>
            {(described) => (
              <input
                {...described}
                type="email"
                value={typed.email}
                required
                maxlength={254}
                autocomplete="off"
              />
            )}
          </Field>
        ) : null}
        <Choice
          {...buildField('role', text.form.roleHint)}
          chosen={typed.role}
          isRequired
          options={MEMBER_ROLES.map((role) => ({
            value: role,
            label: text.roles[role],
          }))}
        />
        <Sites {...{ frame, view }} />
        <Checkbox name="administers" label={text.form.administers} isChecked={typed.administers} />
        {view.hasArms ? (
          <Checkbox name="blinded" label={text.form.blinded} isChecked={typed.blinded} />
        ) : typed.blinded ? (
          <input type="hidden" name="blinded" value="yes" />
        ) : null}
        <p>
          <button type="submit">{submit}</button>
        </p>
      </form>
      {kind === 'change' ? (
        <p>
          <a href={memberPaths.revoke(id, typed.account)}>{text.form.revoke}</a>
        </p>
      ) : null}
    </ConsoleDocument>
  )
}

function Sites({ frame, view }: MemberFormPageProps) {
  const text = findMembersText(frame.locale)
  const fault = view.faults.includes('sites') ? text.faults.sites : undefined
  return (
    <fieldset class="checks" aria-describedby={fault === undefined ? undefined : 'sites-fault'}>
      <legend>{text.form.sites}</legend>
      {fault === undefined ? null : (
        <div class="fault" id="sites-fault">
          {fault}
        </div>
      )}
      {view.sites.map(({ id, name }) => (
        <label>
          <input type="checkbox" name="sites" value={id} checked={view.typed.sites.includes(id)} /> {name}
        </label>
      ))}
    </fieldset>
  )
}

type CheckboxProps = { readonly name: string; readonly label: string; readonly isChecked: boolean }

function Checkbox({ name, label, isChecked }: CheckboxProps) {
  return (
    <p class="checks">
      <label>
        <input type="checkbox" name={name} value="yes" checked={isChecked} /> {label}
      </label>
    </p>
  )
}
