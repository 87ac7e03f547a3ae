declare global {
  namespace App {
    interface PageState {
      /** The entry that a form has just saved. */
      savedId?: string
    }
  }
}

export {}
