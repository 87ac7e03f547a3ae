/** The screen's answer when what was typed cannot be kept. The form still holds it. */
export class InvalidEntry extends Error {
  readonly issues: readonly { path: string; message: string }[]
  constructor(issues: readonly { path: string; message: string }[]) {
    super(issues.map(({ path, message }) => `${path} ${message}`).join('; '))
    this.issues = issues
  }
}
