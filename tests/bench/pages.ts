import { type CountingProxy, sumUnits, type Units } from './counting-proxy.ts'
import { expectStatus, type Load } from './load.ts'
import type { MeasuredServer } from './measured-server.ts'
import { STUDY } from './participants.ts'

/** What a browser fetches by itself because a page names it. */
const RESOURCE = /<(?:link|script|img|iframe|source|audio|video)\b[^>]*?\s(?:href|src)="(?!data:|#)([^"]+)"/g

/** A page on the wire, and in the database. */
export interface Page extends Units {
  /** `function` is what the function sends; the others are what a phone receives. */
  readonly bytes: { readonly function: number; readonly gzip: number; readonly brotli: number }
  readonly headerBytes: number
  /** Addresses that the browser fetches besides. */
  readonly resources: readonly string[]
}

/** @param participant of the coordinator's site */
export async function measurePages(
  server: MeasuredServer,
  load: Load,
  proxy: CountingProxy,
  link: string,
  participant: string,
): Promise<Record<string, Page>> {
  const token = await server.token('coordinator-harbor')
  const session = { cookie: `concord-session=${token}`, accept: 'text/html' }
  const bearer = { authorization: `Bearer ${token}`, accept: 'application/json' }
  const console_ = `${server.url}/console/studies/${STUDY}`
  const api = `${server.url}/api/studies/${STUDY}`
  const asked = {
    survey: { url: link, headers: { accept: 'text/html' } },
    today: { url: `${console_}/worklist`, headers: session },
    participants: { url: `${console_}/participants`, headers: session },
    participant: { url: `${console_}/participants/${participant}`, headers: session },
    worklistOfApi: { url: `${api}/worklist`, headers: bearer },
    participantsOfApi: { url: `${api}/participants`, headers: bearer },
  }
  const pages: Record<string, Page> = {}
  for (const [name, { url, headers }] of Object.entries(asked))
    pages[name] = await measurePage(load, proxy, name, url, headers)
  return pages
}

async function measurePage(
  load: Load,
  proxy: CountingProxy,
  name: string,
  url: string,
  headers: Readonly<Record<string, string>>,
): Promise<Page> {
  const get = async (encoding: string) =>
    expectStatus(await load.send(url, { headers: { ...headers, 'accept-encoding': encoding } }), 200, name)
  proxy.take()
  const plain = await get('identity')
  const units = sumUnits(proxy.take())
  const gzip = await get('gzip')
  const brotli = await get('br')
  return {
    ...units,
    bytes: { function: plain.body.length, gzip: gzip.body.length, brotli: brotli.body.length },
    headerBytes: gzip.headerBytes,
    resources: [...plain.body.toString().matchAll(RESOURCE)].map(([, address]) => address ?? ''),
  }
}
