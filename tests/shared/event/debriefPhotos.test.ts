import { describe, expect, test } from 'vitest'
import { Event } from '../../../shared/event/event.ts'
import * as v from 'valibot'
import type { PictureShown } from '../../../shared/governance/minutesOf.ts'
import type { ShownPhoto } from '../../../shared/photo/shown.ts'
import { chosenPhotos, tickedPhoto } from '../../../shared/event/debriefPhotos.ts'
import { docxOf } from '../../../web/src/lib/governance/docx.ts'
import { openZip } from '../../../web/src/lib/load/zip.ts'
import { debriefOf } from '../../../shared/event/debrief.ts'
import { tallyOf } from '../../../shared/event/tally.ts'
import { DAY } from './day.ts'

const photo = (nth: number): ShownPhoto => ({
  ...{ id: `p${nth}`, ofKind: 'event', ofId: 'event', byId: 'pcso' },
  recordedAt: `2026-06-18T10:${String(nth).padStart(2, '0')}:00.000Z`,
  picture: {
    hash: `${nth}`.padStart(64, '0'),
    type: 'image/jpeg',
    bytes: 9,
    widthPx: 16,
    heightPx: 16,
  },
})
const photos = Array.from({ length: 15 }, (_, nth) => photo(nth + 1))
const ids = (all: readonly ShownPhoto[]) => all.map(({ id }) => id).join(' ')

describe('the photos of a debrief', () => {
  test.each<[string, string[] | null | undefined, string]>([
    [
      'nobody has chosen: the latest twelve',
      undefined,
      'p4 p5 p6 p7 p8 p9 p10 p11 p12 p13 p14 p15',
    ],
    ['taken back to nobody’s choice', null, 'p4 p5 p6 p7 p8 p9 p10 p11 p12 p13 p14 p15'],
    ['chosen, in the order they were taken', ['p9', 'p2'], 'p2 p9'],
    ['one of them was taken out since', ['gone', 'p2'], 'p2'],
    ['none is a choice too', [], ''],
  ])('%s', (_name, debriefPhotoIds, shown) => {
    expect(ids(chosenPhotos({ debriefPhotoIds }, photos))).toBe(shown)
  })

  test('a tick takes one in or leaves it out of what was shown', () => {
    const off = tickedPhoto({}, photos, 'p15', false)
    expect(off.debriefPhotoIds.join(' ')).toBe('p4 p5 p6 p7 p8 p9 p10 p11 p12 p13 p14')
    const on = tickedPhoto(off, photos, 'p1', true)
    expect(on.debriefPhotoIds.join(' ')).toBe('p1 p4 p5 p6 p7 p8 p9 p10 p11 p12 p13 p14')
    expect(tickedPhoto({ debriefPhotoIds: [] }, photos, 'p3', false).debriefPhotoIds).toEqual([])
  })

  test('thirteen are one too many at the door', () => {
    const { debriefPhotoIds } = Event.entries
    expect(
      v.is(
        debriefPhotoIds,
        photos.slice(0, 12).map(({ id }) => id),
      ),
    ).toBe(true)
    expect(
      v.is(
        debriefPhotoIds,
        photos.slice(0, 13).map(({ id }) => id),
      ),
    ).toBe(false)
  })

  const said = (shown: number, missing: number, all: number) =>
    debriefOf({
      event: v.parse(Event, {
        ...{ title: 'Day', kind: 'Cleansweep', onDate: DAY, wardIds: [], agencyIds: [] },
      }),
      ...{ marking: 'OFFICIAL', where: '', tally: tallyOf({ id: 'event', onDate: DAY }, []) },
      ...{ coverage: [], kit: [], findings: [], counted: [], people: 0, photos: all, missing },
      agencyName: () => '',
      pictures: Array.from({ length: shown }, (_, nth) => picture(nth)),
    }).flatMap((block) =>
      block.is === 'text' && /photo/.test(block.text)
        ? [block.text]
        : block.is === 'pictures'
          ? [`${block.pictures.length} pictures`]
          : [],
    )

  test.each([
    [0, 0, 0, []],
    [1, 0, 1, ['• 1 photo', '1 pictures']],
    [12, 0, 31, ['• 31 photos', '12 pictures', '12 of the day’s 31 photos.']],
    [
      2,
      1,
      3,
      [
        '• 3 photos',
        '2 pictures',
        '1 photo is missing here: this device does not have it and could not fetch it.',
      ],
    ],
    [
      0,
      12,
      14,
      [
        '• 14 photos',
        '12 of the day’s 14 photos. 12 photos are missing here: this device does not have them and could not fetch them.',
      ],
    ],
  ])('%d shown, %d missing, %d in all: what is not there is said', (shown, missing, all, words) => {
    expect(said(shown, missing, all)).toEqual(words)
  })
})

function picture(nth: number, widthPx = 1600, heightPx = 1200): PictureShown {
  return { id: `p${nth}`, hash: `h${nth}`, widthPx, heightPx, of: `Graffiti & "tags", road ${nth}` }
}

describe('a document with pictures', () => {
  const jpeg = (nth: number) => Uint8Array.of(0xff, 0xd8, nth, 0xff, 0xd9)
  async function partsIn(pictures: PictureShown[], bytes: Map<string, Uint8Array>) {
    const parts = new Map<string, Uint8Array>()
    const blob = await docxOf(
      [
        { is: 'title', text: 'Debrief' },
        { is: 'pictures', pictures },
      ],
      bytes,
    )
    for (const { name, open } of await openZip(blob))
      parts.set(name, new Uint8Array(await new Response(open()).arrayBuffer()))
    return parts
  }
  const textOf = (parts: Map<string, Uint8Array>, name: string) =>
    new TextDecoder().decode(parts.get(name))

  test('each is a part as it is, a relation by its own id, and a drawing with its words', async () => {
    const pictures = [picture(0), picture(1, 900, 1200), picture(2)]
    const bytes = new Map([0, 1, 2].map((nth) => [`h${nth}`, jpeg(nth)]))
    const parts = await partsIn(pictures, bytes)
    const body = textOf(parts, 'word/document.xml')
    const relations = textOf(parts, 'word/_rels/document.xml.rels')
    expect(textOf(parts, '[Content_Types].xml')).toContain(
      'Extension="jpeg" ContentType="image/jpeg"',
    )
    for (const [nth, cx, cy] of [
      [0, 2952000, 2214000],
      [1, 2214000, 2952000],
      [2, 2952000, 2214000],
    ]) {
      const name = `photo${(nth ?? 0) + 1}`
      expect(parts.get(`word/media/${name}.jpeg`), name).toEqual(jpeg(nth ?? 0))
      expect(relations).toContain(`Id="${name}"`)
      expect(relations).toContain(`Target="media/${name}.jpeg"`)
      const [drawing = ''] =
        body.match(
          new RegExp(`<w:drawing>(?:(?!</w:drawing>).)*r:embed="${name}".*?</w:drawing>`),
        ) ?? []
      expect(drawing).toContain(`<wp:extent cx="${cx}" cy="${cy}"/>`)
      expect(drawing).toContain(`descr="Graffiti &amp; &quot;tags&quot;, road ${nth}"`)
    }
    expect(body.match(/<w:tr>/g)).toHaveLength(2)
    expect([...relations.matchAll(/ Id="(\w+)"/g)].map(([, id]) => id)).toEqual([
      'r1',
      'photo1',
      'photo2',
      'photo3',
    ])
  })

  test('one whose bytes are not there leaves no hole, and no relation to nothing', async () => {
    const parts = await partsIn([picture(0), picture(1)], new Map([['h1', jpeg(1)]]))
    const body = textOf(parts, 'word/document.xml')
    expect([...parts.keys()].filter((it) => it.includes('media'))).toEqual([
      'word/media/photo1.jpeg',
    ])
    expect(body).toContain('road 1')
    expect(body).not.toContain('road 0')
    expect(body.match(/<w:drawing>/g)).toHaveLength(1)
    expect((await partsIn([picture(0)], new Map())).size).toBe(5)
  })

  test('every cell ends in a paragraph, and what opens closes', async () => {
    const parts = await partsIn([picture(0)], new Map([['h0', jpeg(0)]]))
    const body = textOf(parts, 'word/document.xml')
    const path: string[] = []
    for (const [, closes, tag = '', ends] of body.matchAll(/<(\/?)([\w:]+)[^<>]*?(\/?)>/g)) {
      if (closes) expect(path.pop()).toBe(tag)
      else if (!ends) path.push(tag)
    }
    expect(path).toEqual([])
    for (const [, before] of body.matchAll(/(<[^<>]+>)<\/w:tc>/g)) expect(before).toBe('</w:p>')
    for (const [space] of body.matchAll(/(?<=<)(\w+)(?=:)/g))
      expect(body).toContain(`xmlns:${space}=`)
  })
})
