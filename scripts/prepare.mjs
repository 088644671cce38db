// Makes a checkout ready to run: a Node that Hardhat supports, and the dependencies of the lock file.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const cache = join(root, ".sixfold");

/** Hardhat 3 needs 22.13; running TypeScript without a flag needs 22.18 (Node 22 changelog). */
const OLDEST_NODE = [22, 18];
/** Fetched from the npm registry, one package a platform, when the Node at hand is older. */
const FETCHED_NODE = "24.21.0";

const npm = (node, args) => {
  // npm sets npm_execpath for the scripts it runs; without it (a direct call) `npm` on the PATH is used.
  const npmScript = process.env.npm_execpath;
  const env = { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH}` };
  const { status, error } = npmScript
    ? spawnSync(node, [npmScript, ...args], { stdio: ["ignore", 2, 2], cwd: root, env })
    : spawnSync("npm", args, { stdio: ["ignore", 2, 2], cwd: root, env });
  if (status === 0) return;
  console.error(`sixfold: npm ${args.join(" ")} failed${error ? `: ${error.message}` : ""}`);
  process.exit(3);
};

const isRecent = (version) => {
  const [major, minor] = version.split(".").map(Number);
  return major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
};

const findNode = () => {
  if (isRecent(process.versions.node)) return process.execPath;
  const platform = process.platform === "win32" ? "win" : process.platform;
  const name = `node-${platform}-${process.arch}`;
  const folder = join(cache, "node");
  const node = join(folder, "node_modules", name, "bin", process.platform === "win32" ? "node.exe" : "node");
  if (!existsSync(node)) {
    console.error(
      `sixfold: Node ${process.versions.node} is older than ${OLDEST_NODE.join(".")}; fetching ${FETCHED_NODE}`,
    );
    mkdirSync(folder, { recursive: true });
    npm(process.execPath, ["install", "--prefix", folder, "--no-save", "--no-package-lock", `${name}@${FETCHED_NODE}`]);
  }
  return node;
};

/** Packages with a binary per platform are only complete when installed by the Node that runs them. */
const install = (node) => {
  const stamp = join(cache, "installed");
  const wanted = createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .update(node)
    .digest("hex");
  const edr = join(root, "node_modules", "@nomicfoundation", `edr-${process.platform}-${process.arch}`);
  const complete =
    existsSync(`${edr}-gnu`) || existsSync(`${edr}-musl`) || existsSync(`${edr}-msvc`) || existsSync(edr);
  if (complete && existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  console.error("sixfold: installing dependencies");
  npm(node, ["install", "--no-save"]);
  mkdirSync(cache, { recursive: true });
  writeFileSync(stamp, wanted);
};

/**
 * @returns {{ node: string, env: NodeJS.ProcessEnv }} the Node to run with, and an environment whose PATH starts with it
 *   and in which Node keeps what it compiled: a command starts a third sooner.
 */
export const prepare = () => {
  const node = findNode();
  install(node);
  const path = `${dirname(node)}${delimiter}${process.env.PATH}`;
  return { node, env: { NODE_COMPILE_CACHE: join(cache, "compiled"), ...process.env, PATH: path } };
};
