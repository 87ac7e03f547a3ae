import {
  BlobWriter,
  TextReader,
  Uint8ArrayReader,
  ZipWriter,
} from '@zip.js/zip.js/lib/zip-core-native.js'
import type { Block, PictureShown } from '../../../../shared/governance/minutesOf.ts'
import { drawing, partOf, pictureSpaces, relationOf } from './docxPictures.ts'
import { escape } from './escape.ts'

/**
 * A document as a file that word processors open (Office Open XML, ECMA-376): a zip of small texts, and of JPEGs as
 * they are. Written by hand, for a library that does it weighs more than this whole app. `bytes` holds pictures by
 * hash; one that is not there is left out.
 */
export async function docxOf(
  blocks: readonly Block[],
  bytes: ReadonlyMap<string, Uint8Array> = new Map(),
): Promise<Blob> {
  const zip = new ZipWriter(new BlobWriter(TYPE), { useWebWorkers: false })
  const pictures = picturesIn(blocks).filter(({ hash }) => bytes.has(hash))
  for (const [name, text] of Object.entries(partsOf(blocks, pictures))) {
    await zip.add(name, new TextReader(HEAD + text))
  }
  for (const [nth, { hash }] of pictures.entries()) {
    const picture = bytes.get(hash) ?? new Uint8Array()
    await zip.add(`word/${partOf(nth)}`, new Uint8ArrayReader(picture), { level: 0 })
  }
  return zip.close()
}

const picturesIn = (blocks: readonly Block[]) =>
  blocks.flatMap((block) => (block.is === 'pictures' ? block.pictures : []))

const TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

const partsOf = (blocks: readonly Block[], pictures: readonly PictureShown[]) => ({
  '[Content_Types].xml': `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="jpeg" ContentType="image/jpeg"/><Override PartName="/word/document.xml" ContentType="${TYPE}.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>`,
  '_rels/.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="r1" Type="${OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>`,
  'word/_rels/document.xml.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="r1" Type="${OFFICE}/styles" Target="styles.xml"/>${pictures.map((_, nth) => `<Relationship Id="${relationOf(nth)}" Type="${OFFICE}/image" Target="${partOf(nth)}"/>`).join('')}</Relationships>`,
  'word/styles.xml': `<w:styles xmlns:w="${W}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/><w:sz w:val="23"/><w:lang w:val="en-GB"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="120"/></w:pPr></w:pPrDefault></w:docDefaults>${style('Title', 'Title', 36)}${style('Heading1', 'heading 1', 26, '<w:outlineLvl w:val="0"/>')}</w:styles>`,
  'word/document.xml': `<w:document xmlns:w="${W}" ${pictureSpaces}><w:body>${blocks.map((block) => xmlOf(block, pictures)).join('')}<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr></w:body></w:document>`,
})

function style(id: string, name: string, size: number, more = '') {
  return `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/><w:pPr><w:keepNext/><w:spacing w:before="240" w:after="80"/>${more}</w:pPr><w:rPr><w:b/><w:sz w:val="${size}"/></w:rPr></w:style>`
}

function xmlOf(block: Block, pictures: readonly PictureShown[]): string {
  switch (block.is) {
    case 'title':
      return paragraph(run(block.text), 'Title')
    case 'heading':
      return paragraph(run(block.text), 'Heading1')
    case 'text':
      return block.text
        .split('\n')
        .map((line) => paragraph(run(line)))
        .join('')
    case 'labelled':
      return paragraph(run(`${block.label}: `, true) + run(block.text))
    case 'table':
      return table([block.head, ...block.rows])
    case 'pictures':
      return gallery(block.pictures, pictures)
  }
}

const paragraph = (runs: string, name = '') =>
  `<w:p>${name && `<w:pPr><w:pStyle w:val="${name}"/></w:pPr>`}${runs}</w:p>`

const run = (text: string, isBold = false) =>
  `<w:r>${isBold ? '<w:rPr><w:b/></w:rPr>' : ''}${text
    .split('\n')
    .map((line) => `<w:t xml:space="preserve">${escape(line)}</w:t>`)
    .join('<w:br/>')}</w:r>`

const edges = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV']
  .map((side) => `<w:${side} w:val="single" w:sz="4" w:color="888888"/>`)
  .join('')

function table(rows: readonly (readonly string[])[]): string {
  const columns = rows[0]?.length ?? 0
  const cell = (text: string, isHead: boolean) =>
    `<w:tc><w:tcPr><w:tcW w:w="0" w:type="auto"/></w:tcPr>${paragraph(run(text, isHead))}</w:tc>`
  const line = (cells: readonly string[], at: number) =>
    `<w:tr><w:trPr><w:cantSplit/>${at === 0 ? '<w:tblHeader/>' : ''}</w:trPr>${cells.map((text) => cell(text, at === 0)).join('')}</w:tr>`
  return `<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>${edges}</w:tblBorders></w:tblPr><w:tblGrid>${'<w:gridCol/>'.repeat(columns)}</w:tblGrid>${rows.map(line).join('')}</w:tbl>${paragraph('')}`
}

/** Two beside each other, each over its caption. */
function gallery(shown: readonly PictureShown[], all: readonly PictureShown[]): string {
  const cells = shown
    .filter((it) => all.includes(it))
    .map((it) => paragraph(drawing(it, all.indexOf(it))) + paragraph(run(it.of)))
  const line = (at: number) =>
    [cells[at], cells[at + 1] ?? paragraph('')]
      .map((cell) => `<w:tc><w:tcPr><w:tcW w:w="2500" w:type="pct"/></w:tcPr>${cell}</w:tc>`)
      .join('')
  const rows = cells.map((_, at) =>
    at % 2 === 0 ? `<w:tr><w:trPr><w:cantSplit/></w:trPr>${line(at)}</w:tr>` : '',
  )
  if (cells.length === 0) return ''
  return `<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/></w:tblPr><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>${rows.join('')}</w:tbl>${paragraph('')}`
}
