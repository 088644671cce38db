import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { follow, readCommands } from "./follow.ts";
import type { Followed } from "./follow.ts";

const markdown = (...lines: readonly string[]): string =>
  [
    "# Title",
    "",
    "```sh",
    "echo before",
    "```",
    "",
    "## Walk",
    "",
    ...lines,
    "",
    "## After",
    "```sh",
    "echo after",
    "```",
  ].join("\n");
const block = (...lines: readonly string[]): readonly string[] => ["```sh", ...lines, "```"];

/** Follows the section "Walk", and tells what was printed. */
const walk = (lines: readonly string[], chosen: Readonly<Record<string, string>> = {}): Promise<Followed> =>
  follow(readCommands(markdown(...lines), "Walk"), {
    cwd: tmpdir(),
    env: { PATH: process.env["PATH"] ?? "" },
    chosen,
    timeoutMs: 20_000,
  });
const printed = ({ outputs }: Followed): readonly string[] => outputs.map(({ output }) => output.trim());

describe("following a README", () => {
  it("reads the shell blocks of a section, joins lines, and tells what goes on in the background", () => {
    const text = markdown(
      ...block("# a remark", "echo one \\", "  two", "", "serve --port 1 &"),
      ...["```js", "not a command", "```", "```", "neither", "```"],
      ...block("echo `date`"),
    );
    expect(readCommands(text, "Walk").map(({ text: command, background }) => [command, background])).to.deep.equal([
      ["echo one    two", false],
      ["serve --port 1", true],
      ["echo `date`", false],
    ]);
    expect(readCommands(text).map(({ text: command }) => command)).to.include.members(["echo before", "echo after"]);
    expect(text.split("\n")[readCommands(text, "Walk")[1]!.line - 1]).to.equal("serve --port 1 &");
  });

  it("keeps what a command sets, goes where it goes, and takes from its output what only the output tells", async () => {
    const followed = await walk(
      [
        ...block("WORD=said", 'TWO="$WORD twice"', "cd /"),
        ...block("printf 'project      12, draft\\nword         lost\\n'"),
        ...block('echo "$PROJECT $TWO $PWD $OWN"', "OWN=theirs"),
        ...block('echo "$OWN"'),
      ],
      { OWN: "mine" },
    );
    expect(printed(followed).slice(-3)).to.deep.equal(["12 said twice / mine", "", "mine"]);
  });

  it("keeps what runs in the background until the end, and learns from it", async () => {
    const told = join(mkdtempSync(join(tmpdir(), "sixfold-follow-")), "stopped");
    const serving = `bash -c 'trap "touch ${told}; exit" TERM; echo "port         7"; sleep 60 & wait' &`;
    const followed = await walk(block(serving, `echo "$PORT $(ls ${told} 2>/dev/null)"`));
    expect(printed(followed)[1]).to.equal("7");
    expect(existsSync(told)).to.equal(true);
  });

  it("stops at the first command that fails, with what it printed and its exit code", async () => {
    const failures: [lines: readonly string[], expected: RegExp][] = [
      [
        block("echo fine", "echo told; exit 3", "echo never"),
        /line 11: echo told; exit 3\nended with exit code 3\ntold/,
      ],
      [block("echo $NOWHERE"), /NOWHERE: unbound variable/],
      [block("false | true"), /exit code 1/],
      [block("X=$(false)"), /exit code 1/],
      [block("true &"), /exit code 0/],
    ];
    for (const [lines, expected] of failures) {
      const error = await walk(lines).then(
        () => undefined,
        (reason: unknown) => reason as Error,
      );
      expect(error?.message, lines.join()).to.match(expected);
    }
  });
});
