import type { Figure } from '../../../shared/figures/figure.ts'
import { tableOf } from '../../../shared/figures/table.ts'
import { saveCsv } from './csvFile.ts'
import { standOn } from './figures.ts'

/** Hands the person the rows behind a figure as a file, under the name the screen has for it. */
export const exportFigure = (
  shell: Parameters<typeof standOn>[0],
  figure: Figure,
  title: string,
  asAt: string,
): Promise<void> =>
  saveCsv(tableOf(figure, standOn(shell, asAt)), `patchwork ${nameOf(title)} ${asAt}.csv`)

/** What a file may be called everywhere. */
const nameOf = (title: string) =>
  title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
