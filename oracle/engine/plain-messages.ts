import { refused } from "../core/errors.ts";

// Taken before a program can bend the language: what a copy is made with is nobody's to change.
const { apply, getOwnPropertyDescriptor } = Reflect;
const { isArray } = Array;
const { isView } = ArrayBuffer;
const { keys } = Object;
const { get, set, forEach } = Map.prototype;
const { add, forEach: forEachOf } = Set.prototype;
const Message = Map<object, unknown>;
const Members = Set<unknown>;

type Test = (value: object) => unknown;

/** Whether these work on a value: each works on one built-in class alone, whatever the value says it is. */
const passes =
  (...tests: readonly Test[]) =>
  (value: object): boolean => {
    for (let i = 0; i < tests.length; i += 1) {
      try {
        apply(tests[i]!, value, []);
        return true;
      } catch {
        // Of another class.
      }
    }
    return false;
  };
const getter = (of: object, name: string): Test => getOwnPropertyDescriptor(of, name)!.get as Test;

const isBuffer = passes(getter(ArrayBuffer.prototype, "byteLength"), getter(SharedArrayBuffer.prototype, "byteLength"));
const isPort = passes((MessagePort.prototype as unknown as { readonly hasRef: Test }).hasRef);
const isMap = passes(getter(Map.prototype, "size"));
const isSet = passes(getter(Set.prototype, "size"));

const copyOf = (value: unknown, seen: Map<object, unknown>): unknown => {
  if (typeof value === "function" || typeof value === "symbol")
    throw refused("ENGINE_MESSAGE", "message", typeof value, "is plain data");
  if (typeof value !== "object" || value === null) return value;
  if (isView(value) || isBuffer(value) || isPort(value)) return value;
  const known = apply(get, seen, [value]) as object | undefined;
  if (known !== undefined) return known;
  const remember = <T extends object>(copy: T): T => (apply(set, seen, [value, copy]), copy);
  if (isMap(value)) {
    const copy = remember(new Message());
    const put = (member: unknown, key: unknown): unknown => apply(set, copy, [copyOf(key, seen), copyOf(member, seen)]);
    apply(forEach, value, [put]);
    return copy;
  }
  if (isSet(value)) {
    const copy = remember(new Members());
    apply(forEachOf, value, [(member: unknown): unknown => apply(add, copy, [copyOf(member, seen)])]);
    return copy;
  }
  const from = value as Readonly<Record<string, unknown>>;
  const copy = remember((isArray(value) ? [] : { __proto__: null }) as Record<string, unknown>);
  const names = keys(from);
  for (let i = 0; i < names.length; i += 1) copy[names[i]!] = copyOf(from[names[i]!], seen);
  if (isArray(value)) copy["length"] = value.length;
  return copy;
};

const handedOf = (handed: unknown): readonly unknown[] => {
  const from = (
    isArray(handed) ? handed : ((handed as { transfer?: unknown } | undefined)?.transfer ?? [])
  ) as unknown[];
  const copy: unknown[] = [];
  for (let i = 0; i < from.length; i += 1) {
    const each = from[i] as object;
    if (!isBuffer(each) && !isPort(each))
      throw refused("ENGINE_MESSAGE", "transfer", typeof each, "buffers and ports are handed over");
    copy[i] = each;
  }
  return copy;
};

/**
 * Lets ports of this thread say plain data alone: primitives, arrays, objects, maps, sets, bytes and ports. Of anything
 * else Node asks, by a method of the value's own, which of its internal classes shall be made of it where it arrives: so a
 * program could have itself made a socket or an open file.
 */
export const sayPlainly = (): void => {
  const { postMessage } = MessagePort.prototype;
  const say = function (this: MessagePort, message: unknown, handed?: unknown): void {
    apply(postMessage, this, [copyOf(message, new Message()), handedOf(handed)]);
  };
  Object.defineProperty(MessagePort.prototype, "postMessage", { value: say, writable: false, configurable: false });
};
