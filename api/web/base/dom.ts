/** What an element may hold. `null` is nothing, so that a part can be left out where it is written. */
export type Child = Node | string | null | readonly Child[];
type Attribute = string | number | boolean | ((event: Event) => void);
export type Attributes = Readonly<Record<string, Attribute>>;

const nodesOf = (child: Child): readonly (Node | string)[] =>
  child === null
    ? []
    : typeof child === "string" || child instanceof Node
      ? [child]
      : (child as readonly Child[]).flatMap(nodesOf);

const fill = <E extends Element>(element: E, attributes: Attributes, children: readonly Child[]): E => {
  for (const [name, value] of Object.entries(attributes))
    if (typeof value === "function") element.addEventListener(name, value);
    else if (typeof value !== "boolean") element.setAttribute(name, String(value));
    else if (value) element.setAttribute(name, "");
  element.append(...children.flatMap(nodesOf));
  return element;
};

/**
 * An HTML element. Text becomes text, never markup: what the chain says is shown, and nothing of it runs.
 * @param attributes a function listens to the event of its name; `true` sets an attribute without a value.
 */
export const h = <T extends keyof HTMLElementTagNameMap>(
  tag: T,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[T] => fill(document.createElement(tag), attributes, children);

/** The same of a drawing. */
export const s = <T extends keyof SVGElementTagNameMap>(
  tag: T,
  attributes: Attributes = {},
  ...children: readonly Child[]
): SVGElementTagNameMap[T] => fill(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);

/** Puts other content in an element's place. */
export const replace = (element: Element, ...children: readonly Child[]): void =>
  element.replaceChildren(...children.flatMap(nodesOf));
