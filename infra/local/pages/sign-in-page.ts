import { html } from 'hono/html'
import { type DemoUser, groupByStudy, ORGANISATION_USER } from '../runtime/demo-users.ts'
import type { LocalAccount } from '../runtime/local-accounts.ts'
import { type Html, renderLayout } from './layout.ts'

/**
 * Stands where Cognito's page stands in AWS. Posts back to the address that it is shown at.
 *
 * @param accounts of people who were invited by mail
 */
export function renderSignInPage(users: readonly DemoUser[], accounts: readonly LocalAccount[]): Html {
  return renderLayout({
    title: 'Sign in',
    narrow: true,
    content: html`
      <h1>Choose a demo user</h1>
      <p class="quiet">Demo users exist only on this computer, so they have no password. In AWS, your organization’s sign-in page appears here.</p>
      <form method="post">
        ${
          accounts.length === 0
            ? ''
            : html`<h2>Invited by mail</h2><div class="buttons">${accounts.map(
                ({ sub, email }) => html`<button class="second" name="user" value="${sub}">${email}</button>`,
              )}</div>`
        }
        <h2>Organization</h2>
        <div class="buttons"><button class="second" name="user" value="${ORGANISATION_USER.sub}">${ORGANISATION_USER.name}<br>
            <span class="quiet">begins studies, sees no participant</span></button></div>
        ${groupByStudy(users).map(
          ([title, own]) =>
            html`<h2>${title}</h2><div class="buttons">${own.map(
              (user) => html`<button class="second" name="user" value="${user.sub}">${user.name}<br>
            <span class="quiet">${describeAccess(user)}</span></button>`,
            )}</div>`,
        )}
      </form>`,
  })
}

function describeAccess({ role, sites, blinded }: DemoUser): string {
  const reach =
    sites.length === 0 ? 'pooled results only' : sites.length === 1 ? 'this clinic only' : 'every clinic'
  return `${role.replace('-', ' ')}: ${reach}${blinded ? ', arms hidden' : ''}`
}
