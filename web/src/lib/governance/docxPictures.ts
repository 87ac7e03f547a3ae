import type { PictureShown } from '../../../../shared/governance/minutesOf.ts'
import { escape } from './escape.ts'

/** Pictures in a document of a word processor: a part each, a line that says where it is, and a drawing that shows it. */

/** Half of the page's width, less the gap between two; English Metric Units, 360,000 to a centimetre. */
const MOST_EMU = 8.2 * 360_000

export const pictureSpaces =
  'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'

export const partOf = (nth: number) => `media/photo${nth + 1}.jpeg`
export const relationOf = (nth: number) => `photo${nth + 1}`

/** A picture as the run of a paragraph. `nth` numbers it in the whole document, from 0. */
export function drawing({ widthPx, heightPx, of }: PictureShown, nth: number): string {
  const scale = MOST_EMU / Math.max(widthPx, heightPx)
  const [cx, cy] = [Math.round(widthPx * scale), Math.round(heightPx * scale)]
  const named = `id="${nth + 1}" name="Photo ${nth + 1}" descr="${escape(of)}"`
  return `<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="${cx}" cy="${cy}"/><wp:docPr ${named}/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr ${named}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="${relationOf(nth)}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="${cx}" cy="${cy}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`
}
