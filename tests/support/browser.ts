/** What of an app a browser needs. */
type Pages = { request(path: string, init?: RequestInit): Response | Promise<Response> }

/** A participant's browser: it keeps the cookies of each path and sends them there again. */
export function openBrowser(pages: Pages) {
  const jar = new Map<string, { readonly path: string; readonly pair: string }>()
  async function request(path: string, init: RequestInit = {}): Promise<Response> {
    const cookies = [...jar.values()].filter((one) => path.startsWith(one.path)).map(({ pair }) => pair)
    const headers = new Headers(init.headers)
    if (cookies.length > 0) headers.set('cookie', cookies.join('; '))
    const reply = await pages.request(path, { ...init, headers })
    for (const set of reply.headers.getSetCookie()) {
      const [pair = '', ...attributes] = set.split('; ')
      const at = attributes.find((one) => one.startsWith('Path='))?.slice('Path='.length) ?? '/'
      jar.set(`${at} ${pair.split('=')[0]}`, { path: at, pair })
    }
    return reply
  }
  return {
    page: (path: string) => request(path),
    postForm: (path: string, fields: Record<string, string>) =>
      request(path, { method: 'POST', body: new URLSearchParams(fields) }),
    postJson: (path: string, body: unknown) =>
      request(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        body: JSON.stringify(body),
      }),
  }
}
