declare global {
  namespace App {
    interface PageState {
      /** The entry that a form has just saved. */
      savedId?: string
      /** What a filter has put into the address since the page was come to, from the "?" on. */
      asked?: string
    }
  }
}

export {}
