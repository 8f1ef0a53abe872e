import type { MiddlewareHandler } from 'hono'
import { setCookie } from 'hono/cookie'
import { type LanguageVariables, languageDetector } from 'hono/language'
import { PAGE_LANGUAGES } from '../../../surveys/study/page-languages.ts'

const PARAMETER = 'lang'
const COOKIE = 'language'
const ONE_YEAR_SECONDS = 31_536_000

/**
 * The language that a page is wanted in, as `c.get('language')`: the one chosen with `?lang=`, else the one chosen
 * before, else the one that the browser asks for, else English. A choice is remembered, and its page shown without it.
 */
export const detectLanguage: MiddlewareHandler<{ Variables: LanguageVariables }> = async (c, next) => {
  const chosen = PAGE_LANGUAGES.find((language) => language === c.req.query(PARAMETER))
  if (chosen !== undefined && c.req.method === 'GET') {
    const url = new URL(c.req.url)
    setCookie(c, COOKIE, chosen, {
      path: '/',
      maxAge: ONE_YEAR_SECONDS,
      httpOnly: true,
      sameSite: 'Lax',
      secure: url.protocol === 'https:',
    })
    url.searchParams.delete(PARAMETER)
    c.header('cache-control', 'no-store')
    // Two slashes would lead to another host.
    return c.redirect(url.pathname.replace(/^[/\\]+/, '/') + url.search, 303)
  }
  return detect(c, async () => {
    await next()
    c.header('vary', 'Accept-Language, Cookie', { append: true })
  })
}

const LANGUAGE_OPTIONS = {
  caches: false as const,
  supportedLanguages: [...PAGE_LANGUAGES],
  fallbackLanguage: PAGE_LANGUAGES[0],
}

const detect = languageDetector({ ...LANGUAGE_OPTIONS, order: ['cookie', 'header'], lookupCookie: COOKIE })

/** The language that the browser asks for, as `c.get('language')`, else English. Sets and reads no cookie. */
export const languageOfBrowser = languageDetector({ ...LANGUAGE_OPTIONS, order: ['header'] })
