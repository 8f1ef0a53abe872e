import { describe, expect, test } from 'vitest'
import { createInstrumentPages } from '../../../functions/public-pages/instrument-pages.routes.tsx'
import { holdLibrary } from '../../../functions/records/library/study-library.ts'
import { openShippedLibrary } from '../../../surveys/library/library.ts'

const silent = { error: () => undefined, info: () => undefined, warn: () => undefined }
const app = createInstrumentPages({ catalogue: holdLibrary(openShippedLibrary()), log: silent as never })
const ask = (path: string, headers: Record<string, string> = {}) => app.request(path, { headers })
const readPageLanguage = async (response: Response) => /<html lang="(\w+)"/.exec(await response.text())?.[1]

describe('the language of a page', () => {
  test.each([
    ['nothing asked for', {}, 'en'],
    ['a language that there is', { 'accept-language': 'es' }, 'es'],
    ['its region', { 'accept-language': 'es-MX,es;q=0.9,en;q=0.8' }, 'es'],
    ['the one liked best of those that there are', { 'accept-language': 'fr,en;q=0.3,es;q=0.7' }, 'es'],
    ['one that is refused', { 'accept-language': 'es;q=0, en' }, 'en'],
    ['none that there is', { 'accept-language': 'fr, de' }, 'en'],
    ['nonsense', { 'accept-language': ';;q=,*;q=x' }, 'en'],
    ['a choice before, against the browser', { cookie: 'language=en', 'accept-language': 'es' }, 'en'],
    ['a choice that there is not', { cookie: 'language=__proto__', 'accept-language': 'es' }, 'es'],
  ])('%s', async (_, headers, language) => {
    const response = await ask('/instruments', headers as Record<string, string>)
    expect(await readPageLanguage(response)).toBe(language)
    expect(response.headers.get('vary')).toContain('Accept-Language')
    expect(response.headers.get('set-cookie')).toBeNull()
  })

  test('is chosen by a link, remembered, and led back to the page', async () => {
    const response = await ask('/instruments/peg/1.0.0?lang=es&x=1')
    expect(response.status).toBe(303)
    expect(response.headers.get('location')).toBe('/instruments/peg/1.0.0?x=1')
    expect(response.headers.get('set-cookie')).toMatch(/^language=es; Max-Age=31536000; Path=\/; HttpOnly/)
    expect(response.headers.get('cache-control')).toBe('no-store')
  })

  test('leads nowhere else, and is not set to what there is not', async () => {
    expect((await ask('//evil.example/instruments?lang=es')).headers.get('location') ?? '').not.toMatch(
      /^\/\//,
    )
    expect((await ask('/instruments?lang=xx')).status).toBe(200)
  })

  test('is that of a page that is not there, too', async () => {
    const response = await ask('/instruments/none/1.0.0', { 'accept-language': 'es' })
    expect(response.status).toBe(404)
    expect(await readPageLanguage(response)).toBe('es')
  })
})
