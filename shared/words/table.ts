/** Rows as they go into a file: what each column is called, and the cells line by line. */
export interface Table {
  fields: string[]
  data: string[][]
}
