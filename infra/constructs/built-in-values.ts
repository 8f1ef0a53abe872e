import { buildBrowserScripts } from './browser-scripts.ts'
import { readReportFonts } from './report-fonts.ts'

/** What a build puts in place of names, as an esbuild or Vite `define`: the browser’s scripts, and fonts. */
export function buildBuiltInValues(): Readonly<Record<string, string>> {
  return { ...buildBrowserScripts(), ...readReportFonts() }
}
