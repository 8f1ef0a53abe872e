declare const REPORT_FONT_REGULAR: string
declare const REPORT_FONT_BOLD: string

/**
 * IBM Plex Sans (SIL Open Font License 1.1), of which a PDF embeds the letters that it uses. The build puts the files in
 * place of these names, as Base64: a function has no files beside its code.
 */
export function readFonts(): { readonly regular: Buffer; readonly bold: Buffer } {
  return {
    regular: Buffer.from(REPORT_FONT_REGULAR, 'base64'),
    bold: Buffer.from(REPORT_FONT_BOLD, 'base64'),
  }
}
