export type Facts = Readonly<Record<string, string | number | bigint | boolean>>;

/** Tells one step of the main job. */
export type Say = (title: string, facts?: Facts) => void;

/** Width of the names of facts; a step with longer ones is wider. */
const NAME_WIDTH = 18;

const seconds = (since: number): string => `${((performance.now() - since) / 1000).toFixed(1).padStart(5)} s`;

/** Steps as indented text for people. */
export const sayText = (): Say => {
  const start = performance.now();
  return (title, facts = {}) => {
    console.log(`${seconds(start)}  ${title}`);
    const width = Math.max(NAME_WIDTH, ...Object.keys(facts).map(({ length }) => length));
    for (const [name, value] of Object.entries(facts)) console.log(`           ${name.padEnd(width)} ${value}`);
  };
};

/** Steps as lines of JSON for programs. */
export const sayJson =
  (): Say =>
  (title, facts = {}) => {
    console.log(
      JSON.stringify({ title, ...facts }, (_, value: unknown) => (typeof value === "bigint" ? `${value}` : value)),
    );
  };
