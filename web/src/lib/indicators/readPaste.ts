import Papa from 'papaparse'

/** A pasted table as cells: commas, semicolons or the tabs of a spreadsheet. Fetched when somebody pastes. */
export function cellsOf(text: string): string[][] {
  return Papa.parse<string[]>(text.trim(), {
    delimitersToGuess: ['\t', ',', ';', '|'],
    skipEmptyLines: 'greedy',
  }).data
}
