import { raw } from 'hono/html'
import type { Child } from 'hono/jsx'
import { findDirection } from '../text/index.ts'

export type DocumentProps = {
  readonly locale: string
  readonly title: string
  readonly style: string
  readonly script?: string | undefined
  /** `data-` attributes of the body. */
  readonly data?: Readonly<Record<`data-${string}`, string | undefined>> | undefined
  readonly children?: Child
}

/** A whole HTML document that needs nothing but itself: style and script inline, no request for an icon. */
export function Document({ locale, title, style, script, data = {}, children }: DocumentProps) {
  return (
    <>
      {raw('<!doctype html>')}
      <html lang={locale} dir={findDirection(locale)}>
        <head>
          <meta charset="utf-8" />
          <title>{title}</title>
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <meta name="referrer" content="no-referrer" />
          <meta name="robots" content="noindex" />
          <meta name="format-detection" content="telephone=no" />
          <link rel="icon" href="data:," />
          <style>{raw(style)}</style>
        </head>
        <body {...data}>
          {children}
          {script === undefined ? null : <script>{raw(script)}</script>}
        </body>
      </html>
    </>
  )
}
