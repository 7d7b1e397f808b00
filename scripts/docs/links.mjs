import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { parseHTML } from 'linkedom';

/**
 * The links and images of a site that lead nowhere, as `page → link`. Addresses of other sites are not requested, and
 * rustdoc checks the links between its own pages, in `rust/`.
 * @param {string} site its folder
 */
export function brokenLinks(site) {
  const pages = readdirSync(site, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.html'))
    .map((path) => join(site, path));
  /** @type {Map<string, { links: Set<string>, ids: Set<string> }>} */
  const parsed = new Map();
  for (const page of pages) parsed.set(page, contentsOf(readFileSync(page, 'utf8')));

  /** @type {string[]} */
  const broken = [];
  for (const [page, { links }] of parsed) {
    if (relative(site, page).startsWith('rust')) continue;
    for (const link of links) {
      const [path = '', fragment = ''] = link.split('#');
      const [file = ''] = path.split('?');
      const named = file === '' ? page : resolve(dirname(page), decodeURIComponent(file));
      const target =
        existsSync(named) && statSync(named).isDirectory() ? join(named, 'index.html') : named;
      const ids = parsed.get(target)?.ids;
      const isThere =
        existsSync(target) && (!fragment || !ids || ids.has(decodeURIComponent(fragment)));
      if (!isThere) broken.push(`${relative(site, page)} → ${link}`);
    }
  }
  return broken;
}

/** @param {string} html */
function contentsOf(html) {
  const { document } = parseHTML(html);
  const links = new Set();
  for (const element of document.querySelectorAll('a[href], img[src], link[href], script[src]')) {
    const link = element.getAttribute('href') ?? element.getAttribute('src') ?? '';
    if (!/^(https?|mailto|data|javascript):/.test(link)) links.add(link);
  }
  const ids = new Set([...document.querySelectorAll('[id]')].map(({ id }) => id));
  return { links, ids };
}
