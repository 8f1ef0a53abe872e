import { createHash } from 'node:crypto'
import { build, transform } from 'esbuild'
import { describe, expect, it } from 'vitest'
import { createInstrumentPages } from '../../../functions/public-pages/instrument-pages.routes.tsx'
import { holdLibrary } from '../../../functions/records/library/study-library.ts'
import { buildBrowserScripts } from '../../../infra/constructs/browser-scripts.ts'
import { openShippedLibrary } from '../../../surveys/library/library.ts'
import { IntroductionPage, participantContentSecurityPolicy } from '../../../web/participant/index.ts'
import { buildSurvey } from '../../support/survey-server.tsx'

/** JavaScript and DOM newer than Chrome 66 or Safari 13, as far as a script may be tempted to use it. */
const NEWER =
  /\.(?:at|flat|flatMap|findLast|findLastIndex|replaceAll|matchAll|allSettled|any|toSorted|toReversed|toSpliced|hasOwn|fromEntries|replaceChildren|toggleAttribute|requestSubmit|randomUUID|checkVisibility)\(|\.submitter|structuredClone|queueMicrotask|AbortSignal|globalThis|requestIdleCallback|ResizeObserver|IntersectionObserver/

type Page = { readonly html: string; readonly policy: string | null }

async function participantPage(): Promise<Page> {
  const html = String(<IntroductionPage survey={buildSurvey('week-4')} />)
  return { html, policy: participantContentSecurityPolicy }
}

async function instrumentPage(): Promise<Page> {
  const log = { info: () => undefined, error: () => undefined }
  const app = createInstrumentPages({ catalogue: holdLibrary(openShippedLibrary()), log })
  const reply = await app.request('/instruments/peg/1.0.0')
  return { html: await reply.text(), policy: reply.headers.get('content-security-policy') }
}

function scriptsIn(html: string): string[] {
  return [...html.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map(([, text]) => text ?? '')
}

describe.each([
  ['PARTICIPANT_SCRIPT', 'web/participant/browser/start.ts', participantPage],
  ['TRY_FORM_SCRIPT', 'web/instrument/browser/try-form.ts', instrumentPage],
])('%s', (name, entry, readPage) => {
  it('is the only script of its page, whole, and the policy allows exactly its text', async () => {
    const { html, policy } = await readPage()
    const scripts = scriptsIn(html)
    expect(scripts.map((script) => JSON.stringify(script))).toEqual([buildBrowserScripts()[name]])
    const hash = createHash('sha256')
      .update(scripts[0] ?? '')
      .digest('base64')
    expect(policy).toContain(`script-src 'sha256-${hash}';`)
  })

  it('carries no comment, no source map and no line that is not needed', async () => {
    const [script = ''] = scriptsIn((await readPage()).html)
    expect(script).not.toMatch(/\/\/|\/\*|<!--|sourceMapping|\n/)
    const { code } = await transform(script, { target: 'es2018', minifyWhitespace: true, charset: 'utf8' })
    expect(script.length).toBeLessThanOrEqual(code.length)
  })

  it('runs on Safari 13 and Chrome 66: no newer syntax, no newer method', async () => {
    const [script = ''] = scriptsIn((await readPage()).html)
    const [old, newest] = await Promise.all(
      ['es2018', 'esnext'].map((target) => transform(script, { target, minifyWhitespace: true })),
    )
    expect(old?.code).toBe(newest?.code)
    expect(script).not.toMatch(NEWER)
    // Safari 13 takes a rest in an array pattern wrongly.
    expect(script).not.toMatch(/\[[^\]]*\.\.\.[^\]]*\]\s*=[^=]/)
  })

  it('holds our own modules only: neither zod nor any other package', async () => {
    const { metafile } = await build({
      entryPoints: [entry],
      bundle: true,
      write: false,
      metafile: true,
      logLevel: 'error',
    })
    for (const input of Object.keys(metafile.inputs))
      expect(input).toMatch(
        /^(?:web\/\w+\/browser\/[\w-]+|web\/participant\/paths|surveys\/(?:battery|instrument|values)\/[\w-]+)\.ts$/,
      )
  })
})
