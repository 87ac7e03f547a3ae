/**
 * Requests and answers without the streams that the real ones are made of: a history has a hundred of
 * them. The worker reads a body as text and answers with text, and sees no difference.
 */
export class PlainRequest {
  readonly url: string
  readonly method = 'POST'
  readonly headers: Headers
  readonly body = {}
  readonly #text: string

  constructor(url: string, text: string, headers: Record<string, string>) {
    this.url = url
    this.headers = new Headers(headers)
    this.#text = text
  }
  text = () => Promise.resolve(this.#text)
  json = () => Promise.resolve(JSON.parse(this.#text))
}

export class PlainResponse {
  readonly status: number
  readonly headers: Headers
  readonly body: unknown

  constructor(body?: unknown, init: { status?: number; headers?: HeadersInit } = {}) {
    this.body = body
    this.status = init.status ?? 200
    this.headers = new Headers(init.headers)
  }
  get ok() {
    return this.status < 300
  }
  text = () => Promise.resolve(String(this.body ?? ''))
}
