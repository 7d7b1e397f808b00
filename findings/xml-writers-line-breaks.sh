#!/usr/bin/env bash
# Most writers of XML for Node lose the line breaks of a message in an attribute.
#
# Guess:   body="…" with two lines is written as &#10;, so that a parser gives two lines again; & and < are escaped.
# Reality: xmlbuilder2, fast-xml-parser's XMLBuilder, js2xmlparser and xml-js write the line break itself. XML makes
#          a blank of it: a reader gets one line. xml-js leaves & and < as they are in attributes, also those that it
#          read as &amp; and &lt;: the file is no XML any more. xml2js writes &#xA;.
# Matters: Android's SMS backups keep each message in body="…". A backup that is filtered or merged with one of these
#          has all its messages on one line, and the first "Q&A" makes it unreadable after xml-js.
# Read:    XML 1.0, section 3.3.3, tells what becomes of line breaks in attributes; none of the packages names it.
# Seen in: xmlbuilder2 4.0.3, fast-xml-parser 5.12.1, js2xmlparser 5.0.0, xml-js 1.6.11; right in xml2js 0.6.2
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund xmlbuilder2@4.0.3 fast-xml-parser@5.12.1 js2xmlparser@5.0.0 xml-js@1.6.11 \
  xml2js@0.6.2
cat > write.mjs <<'JS'
import { readFileSync, writeFileSync } from 'node:fs';
import { XMLBuilder } from 'fast-xml-parser';
import { parse } from 'js2xmlparser';
import xmljs from 'xml-js';
import xml2js from 'xml2js';
import { create } from 'xmlbuilder2';

const body = 'one\ntwo';
const sms = (attributes) => ({ elements: [{ type: 'element', name: 'sms', attributes }] });
const written = {
  xmlbuilder2: create().ele('sms', { body }).end(),
  'fast-xml-parser': new XMLBuilder({ ignoreAttributes: false }).build({ sms: { '@_body': body } }),
  js2xmlparser: parse('sms', { '@': { body } }),
  'xml-js': xmljs.js2xml(sms({ body })),
  xml2js: new xml2js.Builder().buildObject({ sms: { $: { body } } }),
  'xml-js, & read and written': xmljs.js2xml(xmljs.xml2js('<sms body="Q&amp;A"/>')),
};
for (const name of Object.keys(written).slice(0, 5)) {
  console.log(name, JSON.parse(readFileSync(`node_modules/${name}/package.json`)).version);
}
writeFileSync('written.json', JSON.stringify(written));
JS
node write.mjs
python3 - <<'PY'
import json
import sys
from pathlib import Path
from xml.etree import ElementTree


def same(what, got, expected):
    print(f"{what}: {got!r}")
    if got != expected:
        sys.exit(f"CHANGED: {what}: expected {expected!r}")


def read(text):
    try:
        return ElementTree.fromstring(text).get("body")
    except ElementTree.ParseError:
        return "not well-formed"


got = {name: read(text) for name, text in json.loads(Path("written.json").read_text(encoding="utf-8")).items()}
for name in ("xmlbuilder2", "fast-xml-parser", "js2xmlparser", "xml-js"):
    same(name, got[name], "one two")
same("xml2js", got["xml2js"], "one\ntwo")
same("xml-js, & read and written", got["xml-js, & read and written"], "not well-formed")
PY
