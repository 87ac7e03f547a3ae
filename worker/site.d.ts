declare module '*/_worker.js' {
  const site: Required<Pick<ExportedHandler<{ ASSETS: Fetcher }>, 'fetch'>>
  export default site
}
