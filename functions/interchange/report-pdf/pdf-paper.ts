import PdfDocument from 'pdfkit'
import { escapeText } from '../tidy/xlsx/cell-xml.ts'
import { readFonts } from './pdf-fonts.ts'

/* A tagged PDF of US letter paper, landscape, as wide as the charts and the widest tables need. Lengths are points. */

export const MARGIN = 54
export const WIDTH = 792 - 2 * MARGIN
export const INK = '#000000'
export const SOFT = '#404040'
export const HAIR = '#c4c4c4'
/** Size of the letters of running text; nothing is smaller. */
export const TEXT_SIZE = 11
export const LINE = 15

const PAGE_HEIGHT = 612
/** Room for three lines at the foot. */
const FOOT = 3 * LINE + 12
export const BOTTOM = PAGE_HEIGHT - MARGIN / 2 - FOOT

export type Paper = PDFKit.PDFDocument

type Metadata = {
  readonly title: string
  readonly language: string
  /** What it is made of, in a line. */
  readonly subject: string
  /** ISO instant that it says it was made at. */
  readonly asOf: string
}

type MetadataWriter = new (
  options: PDFKit.PDFDocumentOptions,
) => Paper & {
  info: PDFKit.DocumentInfo
  endMetadata(): void
}

/** The document of pdfkit, whose XMP metadata has titles as they are: XML wants them escaped. */
class EscapedDocument extends (PdfDocument as unknown as MetadataWriter) {
  override endMetadata(): void {
    const { Title, Subject, ...rest } = this.info
    this.info = { ...rest, Title: escapeText(Title ?? ''), Subject: escapeText(Subject ?? '') }
    super.endMetadata()
  }
}

/**
 * An empty document. Its bytes follow from what is put in: no time but `asOf` stands in it, its ID is made of its metadata,
 * and nothing is compressed, since each version of Node compresses otherwise.
 */
export function openPaper({ title, language, subject, asOf }: Metadata): Paper {
  const fonts = readFonts()
  const paper = new EscapedDocument({
    ...{ size: 'LETTER', layout: 'landscape', pdfVersion: '1.7', compress: false },
    // A line is placed by us: pdfkit begins no page of its own.
    margins: { top: MARGIN, left: MARGIN, right: MARGIN, bottom: 0 },
    ...{ tagged: true, lang: language, displayTitle: true, bufferPages: true },
    info: {
      ...{ Title: title, Subject: subject, Creator: 'Concord', Producer: 'Concord, PDFKit' },
      CreationDate: new Date(asOf),
    },
    // No font of the library's own, which would be read from its folder.
    font: '',
  } as PDFKit.PDFDocumentOptions)
  paper.registerFont('regular', fonts.regular)
  paper.registerFont('bold', fonts.bold)
  return paper
}

/** All bytes of a document that is done. */
export function closePaper(paper: Paper): Promise<Buffer> {
  const chunks: Buffer[] = []
  return new Promise((resolve, reject) => {
    paper.on('data', (chunk: Buffer) => chunks.push(chunk))
    paper.on('end', () => resolve(Buffer.concat(chunks)))
    paper.on('error', reject)
    paper.end()
  })
}
