/** Exit code of a command that was asked in a way it can not be answered. */
const USAGE = 2;

const refuse = (text: string): never => {
  process.stderr.write(`${text}\n`);
  process.exit(USAGE);
};

/** What was named on the command line, or all there is where nothing was. Ends the process when a name is unknown. */
export const namedOrAll = <Name extends string>(what: string, known: readonly Name[]): readonly Name[] => {
  const given = process.argv.slice(2);
  const unknown = given.filter((name) => !(known as readonly string[]).includes(name));
  if (unknown.length > 0) refuse(`no ${what} ${unknown.join(", ")}; there are ${known.join(", ")}`);
  return given.length === 0 ? known : known.filter((name) => given.includes(name));
};

/** How many rounds the text asks for. Ends the process when it is no whole number from 1 on. */
export const roundsOf = (text: string): number =>
  /^[1-9][0-9]{0,5}$/.test(text) ? Number(text) : refuse(`rounds are a whole number from 1 on, not ${text}`);
