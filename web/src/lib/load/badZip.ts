/** A zip that is not what it says, or says too much. The message is for a person. */
export class BadZip extends Error {
  readonly sort: 'bomb' | 'damaged'
  constructor(sort: 'bomb' | 'damaged', message: string) {
    super(message)
    this.sort = sort
  }
}
