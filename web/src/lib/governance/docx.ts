import { BlobWriter, TextReader, ZipWriter } from '@zip.js/zip.js/lib/zip-core-native.js'
import type { Block } from '../../../../shared/governance/minutesOf.ts'

/**
 * Minutes as a file that word processors open (Office Open XML, ECMA-376): a zip of three small texts.
 * Written by hand, for a library that does it weighs more than this whole app.
 */
export async function docxOf(blocks: readonly Block[]): Promise<Blob> {
  const zip = new ZipWriter(new BlobWriter(TYPE), { useWebWorkers: false })
  for (const [name, text] of Object.entries({ ...fixed, ...bodyOf(blocks) })) {
    await zip.add(name, new TextReader(HEAD + text))
  }
  return zip.close()
}

const TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

const fixed = {
  '[Content_Types].xml': `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="${TYPE}.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>`,
  '_rels/.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="r1" Type="${OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>`,
  'word/_rels/document.xml.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="r1" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
  'word/styles.xml': `<w:styles xmlns:w="${W}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/><w:sz w:val="23"/><w:lang w:val="en-GB"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="120"/></w:pPr></w:pPrDefault></w:docDefaults>${style('Title', 'Title', 36)}${style('Heading1', 'heading 1', 26, '<w:outlineLvl w:val="0"/>')}</w:styles>`,
}

function style(id: string, name: string, size: number, more = '') {
  return `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/><w:pPr><w:keepNext/><w:spacing w:before="240" w:after="80"/>${more}</w:pPr><w:rPr><w:b/><w:sz w:val="${size}"/></w:rPr></w:style>`
}

const bodyOf = (blocks: readonly Block[]) => ({
  'word/document.xml': `<w:document xmlns:w="${W}"><w:body>${blocks.map(xmlOf).join('')}<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr></w:body></w:document>`,
})

function xmlOf(block: Block): string {
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

/** What XML cannot hold at all is left out: a control character makes the whole file unreadable. */
export const escape = (text: string) =>
  text

    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
