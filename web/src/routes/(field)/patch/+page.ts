// One page of HTML, the same for everybody, that the service worker keeps and opens every address with.
export const prerender = true
