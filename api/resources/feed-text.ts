/** XML 1.0, section 2.2: what no document may hold, written however. */
const NOT_XML = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

/** Text as the content of an element or attribute. */
export const xml = (text: string): string =>
  text.replaceAll(NOT_XML, "\u{fffd}").replaceAll(/[&<>"']/g, (character) => `&#${character.codePointAt(0)!};`);

export type Entry = {
  /** A URN: the same wherever it is read. */
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  /** RFC 3339. */
  readonly at: string;
  readonly href: string;
  readonly category: string;
};

/** Entries, newest first, as an Atom feed (RFC 4287). */
export const atomOf = (
  {
    id,
    title,
    self,
    updated,
  }: { readonly id: string; readonly title: string; readonly self: string; readonly updated: string },
  entries: readonly Entry[],
): string =>
  `<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom"><id>${xml(id)}</id>` +
  `<title>${xml(title)}</title><updated>${updated}</updated><author><name>Sixfold</name></author>` +
  `<link rel="self" type="application/atom+xml" href="${xml(self)}"/>` +
  entries
    .map(
      (entry) =>
        `<entry><id>${xml(entry.id)}</id><title>${xml(entry.title)}</title><updated>${entry.at}</updated>` +
        `<category term="${xml(entry.category)}"/><link rel="alternate" href="${xml(entry.href)}"/>` +
        `<summary>${xml(entry.summary)}</summary></entry>`,
    )
    .join("\n") +
  "</feed>\n";
