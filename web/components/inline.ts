import { createHash } from 'node:crypto'

/**
 * A style is written as readable text with comment lines and indentation; this drops both, so that what is sent stays
 * small. A comment has a line to itself. (Scripts are bundled: infra/constructs/browser-scripts.ts.)
 */
export function compact(source: string): string {
  return source
    .split('\n')
    .map((line) => line.trim())
    .filter(
      (line) => line !== '' && !line.startsWith('//') && !(line.startsWith('/*') && line.endsWith('*/')),
    )
    .join('\n')
}

/** A style without the spaces that a browser does not need either. No string in it may hold braces, semicolons or `: `. */
export function compactStyle(source: string): string {
  return compact(source)
    .replaceAll(/\s*([{};])\s*/g, '$1')
    .replaceAll(';}', '}')
    .replaceAll(': ', ':')
}

/** A Content-Security-Policy that allows exactly these inline texts and nothing from anywhere else. */
export function buildContentSecurityPolicy(inline: { style: string; script?: string }): string {
  return [
    "default-src 'none'",
    `style-src ${computeHash(inline.style)}`,
    ...(inline.script === undefined
      ? []
      : [`script-src ${computeHash(inline.script)}`, "connect-src 'self'"]),
    'img-src data:',
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

function computeHash(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`
}
