import { path } from '#kit/path.ts'

export const paths = {
  home: path('/'),
  search: path('/search'),
  suggestions: path('/search/suggestions'),
  help: path('/help'),
  accessibility: path('/accessibility'),
  privacy: path('/privacy'),
  imprint: path('/imprint'),
  textEdit: path('/desk/texts/:name'),
  report: path('/report'),
  desk: path('/desk'),
  abuseReports: path('/desk/reports'),
  abuseReport: path('/desk/reports/:id'),
  audit: path('/desk/audit'),
  texts: path('/desk/texts'),
  mailbox: path('/dev/mail'),
  letter: path('/dev/mail/:id'),
  reload: path('/dev/reload'),
  reloadScript: path('/dev/reload.js'),
  gallery: path('/ui'),
  galleryHome: path('/ui/home'),
  galleryDirectory: path('/ui/directory'),
  galleryProfile: path('/ui/profile'),
  file: path('/files/:id/:part'),
  sitemap: path('/sitemap.xml'),
  sitemapPart: path('/sitemaps/:part'),
  robots: path('/robots.txt'),
  manifest: path('/site.webmanifest'),
  changePassword: path('/.well-known/change-password'),
  favicon: path('/favicon.svg'),
}

/** The icons that browsers and phones ask for, by the name of their file. */
export const iconPaths = {
  'favicon-32.png': path('/favicon-32.png'),
  'apple-touch-icon.png': path('/apple-touch-icon.png'),
  'icon-192.png': path('/icon-192.png'),
  'icon-512.png': path('/icon-512.png'),
}
