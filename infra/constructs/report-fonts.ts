import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const FOLDER = fileURLToPath(new URL('../../node_modules/@expo-google-fonts/ibm-plex-sans/', import.meta.url))

const FILES = {
  REPORT_FONT_REGULAR: '400Regular/IBMPlexSans_400Regular.ttf',
  REPORT_FONT_BOLD: '600SemiBold/IBMPlexSans_600SemiBold.ttf',
}

/** The fonts of PDF reports as an esbuild or Vite `define`, in Base64: beside its code a function has no files. */
export function readReportFonts(): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(FILES).map(([name, file]) => [
      name,
      JSON.stringify(readFileSync(FOLDER + file).toString('base64')),
    ]),
  )
}
