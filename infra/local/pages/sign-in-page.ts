import { html } from 'hono/html'
import type { DemoUser } from '../runtime/demo-users.ts'
import { type Html, layout } from './layout.ts'

/** Stands where Cognito's page stands in AWS. Posts back to the address that it is shown at. */
export function signInPage(users: readonly DemoUser[]): Html {
  return layout({
    title: 'Sign in',
    narrow: true,
    content: html`
      <h1>Who do you want to be?</h1>
      <p class="quiet">These demo users exist on this machine only, so there is no password. Deployed, this is the page of your organisation's sign-in.</p>
      <form method="post" class="buttons">
        ${users.map(
          ({ sub, name, role, sites }) => html`<button class="second" name="user" value="${sub}">${name}<br>
          <span class="quiet">${role}${sites.length === 0 ? ': pooled outcomes, no single clinic' : ': this clinic only'}</span></button>`,
        )}
      </form>`,
  })
}
