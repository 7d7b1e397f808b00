/**
 * A plugin for TypeDoc: guides are named by their first heading, and entries as they are imported.
 *
 * @module
 */
import { Converter } from 'typedoc';

/** @type {Record<string, string>} */
const ENTRIES = { index: 'zoom-phone-sms', proxy: 'zoom-phone-sms/proxy' };

/** @param {import('typedoc').Application} app */
export function load(app) {
  app.converter.on(Converter.EVENT_CREATE_DOCUMENT, (_, document) => {
    const [, title] = /^# (.+)$/m.exec(document.content[0]?.text ?? '') ?? [];
    if (title) document.name = title;
  });
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    for (const entry of project.children ?? []) entry.name = ENTRIES[entry.name] ?? entry.name;
  });
}
