import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, chownSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Requirement } from "./skip-without.ts";

/** Where Debian's packages put the server's programs, newest first, and where others do. */
const FOLDERS = [18, 17, 16, 15, 14, 13]
  .map((version) => `/usr/lib/postgresql/${version}/bin`)
  .concat("/usr/local/bin", "/usr/bin");
const folder = FOLDERS.find((each) => ["initdb", "pg_ctl"].every((name) => existsSync(join(each, name))));

/** A PostgreSQL server that a test may start. */
export const postgresServer: Requirement = {
  name: "A PostgreSQL server",
  isMet: () => folder !== undefined,
  hint: "apt-get install postgresql",
};

/** Root may not run the server: Debian's package makes this user for it. */
const USER = "postgres";

const run = (program: string, args: readonly string[]): void => {
  const path = join(folder!, program);
  const isRoot = process.getuid?.() === 0;
  const [command, ...rest] = isRoot ? ["setpriv", "--reuid", USER, "--regid", USER, "--clear-groups", path] : [path];
  execFileSync(command!, [...rest, ...args], { stdio: ["ignore", "ignore", "pipe"], cwd: tmpdir() });
};

/** A server of its own in a new folder, that listens on a socket there only. */
export const startPostgres = () => {
  const data = mkdtempSync(join(tmpdir(), "sixfold-pg-"));
  if (process.getuid?.() === 0) {
    const [uid, gid] = ["-u", "-g"].map((flag) => Number(execFileSync("id", [flag, USER], { encoding: "utf8" })));
    chownSync(data, uid!, gid!);
  }
  const cluster = join(data, "cluster");
  run("initdb", ["-D", cluster, "-U", "sixfold", "-A", "trust", "--no-sync"]);
  const settings = `-c listen_addresses='' -c fsync=off -k ${data}`;
  run("pg_ctl", ["start", "-D", cluster, "-w", "-l", join(data, "log"), "-o", settings]);
  return {
    url: `postgresql://sixfold@localhost/postgres?host=${data}`,
    stop: (): void => {
      run("pg_ctl", ["stop", "-D", cluster, "-m", "immediate"]);
      rmSync(data, { recursive: true, force: true });
    },
  };
};
