import type { Clinic } from './clinic.ts'

/** A page as the participant's browser keeps it: its cookie, and what the server sealed into it. */
export type OpenPage = { readonly link: string; readonly cookie: string; state: string }

export async function openPage(clinic: Clinic, link: string): Promise<OpenPage> {
  const reply = await clinic.pages.request(`${link}/1`)
  const state = /name="state" value="([^"]+)"/.exec(await reply.text())?.[1]
  const cookie = reply.headers.get('set-cookie')?.split(';')[0]
  if (!state || !cookie) throw new Error('the page brings no state')
  return { link, state, cookie }
}

/** Sends an answer as the page's script does, and keeps the state that comes back. */
export async function answerOnPage(
  clinic: Clinic,
  page: OpenPage,
  position: number,
  answer: string,
): Promise<Response> {
  const reply = await clinic.pages.request(`${page.link}/${position}`, {
    method: 'POST',
    headers: {
      ...{ 'content-type': 'application/json', accept: 'application/json' },
      cookie: page.cookie,
    },
    body: JSON.stringify({ answer, state: page.state }),
  })
  const { state } = (await reply.clone().json()) as { state?: string }
  if (state !== undefined) page.state = state
  return reply
}

/** Reads the review of what was saved and submits it, as a person does. */
export async function submitReviewed(clinic: Clinic, link: string): Promise<Response> {
  const { revision } = await readReview(clinic, link)
  return clinic.postJson(`${link}/submit`, { revision: Number(revision) })
}

/** What the review's form sends: the revision of the survey that it shows. */
export async function readReview(clinic: Clinic, link: string): Promise<{ readonly revision: string }> {
  const html = await (await clinic.page(`${link}/review`)).text()
  const main = /<main[^>]*>(.*?)<\/main>/s.exec(html)?.[1] ?? ''
  const revision = /name="revision" value="(\d+)"/.exec(main)?.[1]
  if (revision === undefined) throw new Error('the review does not say which it is')
  return { revision }
}
