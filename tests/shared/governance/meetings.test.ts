import { expect, test } from 'vitest'
import { docxOf } from '../../../web/src/lib/governance/docx.ts'
import { nextRef } from '../../../web/src/lib/governance/meetings.ts'
import { openZip } from '../../../web/src/lib/load/zip.ts'
import type { Block } from '../../../shared/governance/minutesOf.ts'

/** The texts in a document file, each found to be well formed. */
async function textsIn(blocks: readonly Block[]): Promise<Map<string, string>> {
  const texts = new Map<string, string>()
  for (const { name, open } of await openZip(await docxOf(blocks))) {
    const text = await new Response(open()).text()
    const path: string[] = []
    for (const [, closes, tag = '', ends] of text.matchAll(/<(\/?)([\w:]+)[^<>]*?(\/?)>/g)) {
      if (closes) expect(path.pop(), name).toBe(tag)
      else if (!ends) path.push(tag)
    }
    expect(path, name).toEqual([])
    // What is no tag holds no bare bracket and no ampersand that stands for itself.
    const between = text.replace(/<[?/\w][^<>]*>/g, '')
    expect(between, name).not.toMatch(/[<>]|&(?!(amp|lt|gt|quot);)/)
    texts.set(name, text)
  }
  return texts
}

test('minutes become a file with the parts that a word processor asks for', async () => {
  const texts = await textsIn([
    { is: 'title', text: 'Board' },
    { is: 'labelled', label: 'Decision', text: 'Go on.\nAnd tell the ward.' },
    { is: 'table', head: ['Item', 'Action'], rows: [['1', 'Find a hall']] },
  ])
  expect([...texts.keys()].sort()).toEqual([
    ...['[Content_Types].xml', '_rels/.rels', 'word/_rels/document.xml.rels'],
    ...['word/document.xml', 'word/styles.xml'],
  ])
  const body = texts.get('word/document.xml') ?? ''
  expect(body).toContain('<w:pStyle w:val="Title"/>')
  expect(body).toContain('<w:t xml:space="preserve">Go on.</w:t><w:br/>')
  expect(body.match(/<w:tr>/g)).toHaveLength(2)
})

test('what somebody writes cannot break the file', async () => {
  const hostile = '<w:p>&amp; "quoted" \u0001\u000b\ufffe ]]> </w:t> 😀'
  const texts = await textsIn([
    { is: 'text', text: hostile },
    { is: 'heading', text: hostile },
    { is: 'table', head: [hostile], rows: [[hostile]] },
  ])
  const body = texts.get('word/document.xml') ?? ''
  expect(body).toContain('&lt;w:p&gt;&amp;amp; &quot;quoted&quot;  ]]&gt; &lt;/w:t&gt; 😀')
})

test.each([
  [[], '1'],
  [['1.4', '1.10', '1.9'], '1.11'],
  [['ASB 2.3'], 'ASB 2.4'],
  [['V.1', 'TBC'], 'V.2'],
])('after %j comes %s', (refs, next) => {
  expect(nextRef(refs)).toBe(next)
})
