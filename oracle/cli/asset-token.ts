import { InvalidArgumentError, Option } from "commander";

import { isAssetToken } from "../transport/sign-href.ts";
import type { AssetToken } from "../transport/sign-href.ts";

/** `<host>=env:<NAME>`. The token itself never stands on a command line, nor in what is said of it. */
const parse = (text: string, before: readonly AssetToken[]): readonly AssetToken[] => {
  const [, host, name] = /^([^=/:]+)=env:([A-Za-z_][A-Za-z0-9_]*)$/.exec(text) ?? [];
  if (host === undefined || name === undefined)
    throw new InvalidArgumentError("A host and the variable that holds its token: <host>=env:<NAME>.");
  const token = (process.env[name] ?? "").trim().replace(/^\?/, "");
  if (!isAssetToken(token))
    throw new InvalidArgumentError(`${name} holds a SAS token or a pre-signed query, such as sv=...&sig=...`);
  return [...before, { host: host.toLowerCase(), token }];
};

/** Tokens for archives that serve their files signed. */
export const assetTokenOption = (): Option =>
  new Option("--asset-token <host=env:NAME>", "sign files of this host with the token in a variable; may be repeated")
    .argParser(parse)
    .default([]);
