const NAME = /^[A-Za-z_][A-Za-z0-9_.:-]*/;
const ATTRIBUTE = /^\s+([A-Za-z_][A-Za-z0-9_.:-]*)="([^"<]*)"/;
// Characters of XML 1.0, production 2, as UTF-16 units: no controls but tab and line ends, no lone surrogates, no U+FFFE/F.
const FORBIDDEN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;
const STRAY_AMPERSAND = /&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[0-9a-fA-F]+);)/;

export type Element = { readonly name: string; readonly attributes: Readonly<Record<string, string>> };

/**
 * The elements of an XML 1.0 text in order, from a strict reader of elements, attributes and text (no prologue, comments,
 * CDATA or processing instructions). Throws a SyntaxError on anything that is not well-formed.
 */
export const wellFormed = (xml: string): readonly Element[] => {
  const fail = (rule: string, at: number): never => {
    throw new SyntaxError(`${rule} at ${at}: ${xml.slice(at, at + 40)}`);
  };
  const forbidden = FORBIDDEN.exec(xml);
  if (forbidden) fail("character not allowed", forbidden.index);
  const open: string[] = [];
  const elements: Element[] = [];
  let at = 0;
  while (at < xml.length) {
    if (xml[at] !== "<") {
      const end = xml.indexOf("<", at) < 0 ? xml.length : xml.indexOf("<", at);
      const text = xml.slice(at, end);
      if (open.length === 0) fail("text outside the root", at);
      if (STRAY_AMPERSAND.test(text)) fail("ampersand not escaped", at);
      if (text.includes("]]>")) fail("]]> in text", at);
      at = end;
      continue;
    }
    const closing = xml[at + 1] === "/";
    let position = at + (closing ? 2 : 1);
    const name = NAME.exec(xml.slice(position))?.[0] ?? fail("no element name", at);
    position += name.length;
    if (closing) {
      if (xml[position] !== ">") fail("closing tag not ended", at);
      if (open.pop() !== name) fail("closing tag without its element", at);
      at = position + 1;
      continue;
    }
    if (open.length === 0 && elements.length > 0) fail("second root", at);
    const attributes: Record<string, string> = {};
    for (let match; (match = ATTRIBUTE.exec(xml.slice(position))); position += match[0].length) {
      const [, key, value] = match as unknown as readonly [string, string, string];
      if (key in attributes) fail(`attribute ${key} twice`, position);
      if (STRAY_AMPERSAND.test(value)) fail("ampersand not escaped", position);
      attributes[key] = value;
    }
    elements.push({ name, attributes });
    const end = /^\s*(\/?)>/.exec(xml.slice(position)) ?? fail("tag not ended", at);
    if (end[1] === "") open.push(name);
    at = position + end[0].length;
  }
  if (open.length > 0 || elements.length === 0) fail("element not closed", at);
  return elements;
};
