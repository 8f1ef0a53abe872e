import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, test } from 'vitest'
import { problemCatalogue } from '../../../functions/public-pages/problem-catalogue.ts'
import { createReferenceRoutes } from '../../../functions/public-pages/reference.routes.tsx'
import { contracts } from '../../../web/api/contracts.ts'
import { catalogue, documents, listTexts } from '../../../web/docs/index.ts'
import { RESOURCE } from '../../support/protected-resource.ts'

const app = createReferenceRoutes({
  resource: RESOURCE,
  log: { info: () => undefined, error: () => undefined },
})
const pages = ['/docs', ...catalogue.map(({ path }) => path)]
const read = async (path: string) =>
  (await (await app.request(path)).text()).replace(/<script>.*?<\/script>/s, '')

const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  encoding: 'utf8',
}).split('\n')
const written = files.filter((path) => /^(README|CHANGELOG|\.github\/.*)\.?\w*\.md$|\.md$/.test(path))

describe('every page of the documentation', () => {
  test.each(pages)('%s is there, with a heading, and says nothing of undefined', async (path) => {
    const response = await app.request(path)
    expect(response.status).toBe(200)
    const page = await response.text()
    expect(page).toMatch(/<h1>[^<]+<\/h1>/)
    expect(page).not.toMatch(/undefined<|\[object/)
    for (const [, id] of page.matchAll(/ id="([^"]+)"/g))
      expect(page.split(` id="${id}"`).length, `${id} stands once`).toBe(2)
  })

  test.each(pages)('%s links only to pages and headings that exist', async (path) => {
    const page = await read(path)
    const links = new Set([...page.matchAll(/href="([^"]+)"/g)].map(([, href]) => href as string))
    for (const href of links) {
      if (href.startsWith('#')) expect(page, href).toContain(`id="${href.slice(1)}"`)
      else expect(await isServed(href), `${path} links to ${href}`).toBe(true)
    }
  })

  test.each(documents)('$title names only files, commands and routes that exist', (document) => {
    for (const text of listTexts(document)) expectToExist(text)
  })

  test('a page that does not exist is a 404', async () => {
    for (const path of ['/docs/none', '/docs/__proto__', '/problems/none'])
      expect((await app.request(path)).status).toBe(404)
  })

  test('each problem of a route is in the catalogue', () => {
    for (const { path, problems } of contracts)
      for (const { code } of problems) expect(problemCatalogue.has(code), `${path}: ${code}`).toBe(true)
  })

  test('each problem has a page that leads back to the reference', async () => {
    for (const code of problemCatalogue.keys()) {
      const page = await read(`/problems/${code}`)
      expect(page).toContain(`<code>${code}</code>`)
      expect(page).toContain('href="/docs/api"')
    }
  })
})

describe('files in Markdown', () => {
  test.each(written)('%s links only to files and pages that exist', async (path) => {
    const text = readFileSync(path, 'utf8')
    for (const [, target = ''] of text.matchAll(/\]\(([^)\s]+)\)|src="([^"]+)"/g)) {
      if (/^(https?:|mailto:)/.test(target)) continue
      if (target.startsWith('/')) expect(await isServed(target), `${path} links to ${target}`).toBe(true)
      else if (target !== '') {
        const [file = ''] = target.split('#')
        if (file !== '') expect(existsSync(normalize(join(dirname(path), file))), target).toBe(true)
      }
    }
  })

  test.each(written.filter((path) => path !== 'CHANGELOG.md'))(
    '%s names only files, commands and routes that exist',
    (path) => {
      expectToExist(readFileSync(path, 'utf8'))
    },
  )

  test('the README has each of the two commands on one line of its own', () => {
    const readme = readFileSync('README.md', 'utf8')
    for (const command of ['npm ci && npm start', 'npm ci && npm test'])
      expect(readme.split('\n').filter((line) => line === command)).toHaveLength(1)
    expect(readme.trimEnd().split('\n').length).toBeLessThanOrEqual(150)
  })
})

/** Whether some function answers at an address of the site. */
async function isServed(href: string): Promise<boolean> {
  const [path = ''] = href.split('#')
  if (/^\/(console|instruments|local)(\/|$)|^data:/.test(path)) return true
  return (await app.request(path)).status === 200
}

const scripts = Object.keys(JSON.parse(readFileSync('package.json', 'utf8')).scripts)
const ROOTS = /^(surveys|web|functions|infra|tests|\.github)\//
const SHOWN_ROUTES = contracts.map(({ path }) => path)

/** Names of files and folders, `npm run` scripts and API routes in a text. */
function expectToExist(text: string): void {
  for (const [, quoted = ''] of text.matchAll(/`([^`\n]+)`/g)) {
    if (ROOTS.test(quoted) && !/[<*…\s]/.test(quoted)) {
      const [path = '', name] = quoted.split(/:(?=\w)/)
      expect(existsSync(path), `${quoted} exists`).toBe(true)
      if (name !== undefined) expect(readFileSync(path, 'utf8'), quoted).toMatch(new RegExp(`\\b${name}\\b`))
    }
  }
  for (const [, script = ''] of text.matchAll(/npm run ([a-z-]+)/g)) expect(scripts).toContain(script)
  for (const [, route = ''] of text.matchAll(/(?:GET|PUT|POST|DELETE) …(\/[a-z/{}-]+)/g))
    expect(
      SHOWN_ROUTES.some((path) => path.includes(route)),
      `${route} is a route`,
    ).toBe(true)
}
