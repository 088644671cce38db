import { getAddress, isAddress, isAddressEqual } from "viem";
import type { Address, Hex } from "viem";
import * as z from "zod";

import type { Chain } from "../chain/connect.ts";
import { onChain } from "../chain/errors.ts";
import { SixfoldError } from "../core/errors.ts";
import type { Failure } from "../core/errors.ts";
import { parsedBy } from "../core/schema-faults.ts";
import { toWire } from "../core/statements/table.ts";
import type { Role } from "../core/statements/table.ts";
import { endpointOf } from "../system/system-fault.ts";
import { ask, unreachable } from "./ask.ts";
import { digestOn, one, pathOf } from "./kind.ts";
import type { Kind, Lapsing, Needed } from "./kind.ts";
import { ascending, isSignatureOf } from "./signature.ts";
import type { SignerSignature } from "./signature.ts";
import type { Signed } from "./signed.ts";

const answerJson = z.object({
  signer: z.string().refine((text) => isAddress(text)),
  signature: z.string().regex(/^0x[0-9a-fA-F]+$/),
});

/** Why one signing process gave no usable signature. */
export type Refusal = {
  readonly url: string;
  readonly failure: Failure;
  readonly code: string;
  readonly field: string;
  readonly rule: string;
};

export type Collected<M extends Lapsing> = {
  readonly signed: Signed<M>;
  /** Those that did not sign; enough others did. */
  readonly refusals: readonly Refusal[];
};

/** What is to be signed, and by whom. */
export type Collection<M extends Lapsing, Basis> = {
  readonly statement: M;
  readonly basis: Basis;
  /** URLs of the processes of each role. */
  readonly urls: Readonly<Partial<Record<Role, readonly string[]>>>;
  readonly timeoutMs?: number;
};

/** How many of a role must sign, and, where the chain keeps a list, who belongs to it. */
type Quorum = { readonly least: number; readonly members: readonly Address[] | undefined };

/** Whether a verifier may speak depends on the project's pool and owner: the chain says so when it is posted. */
const membersOf = (chain: Chain, role: Role): Promise<readonly Address[] | undefined> =>
  role === "operator"
    ? onChain("operators", () => chain.contracts.operators.read.operators())
    : Promise.resolve(undefined);

const quorumOf = async (chain: Chain, needed: Needed, role: Role): Promise<Quorum> => {
  const [least, members] = await Promise.all([needed(chain), membersOf(chain, role)]);
  return { least, members };
};

const askForSignature = async <M extends Lapsing, Basis>(
  chain: Chain,
  { table }: Kind<M, Basis>,
  { statement, basis, timeoutMs = 300_000 }: Collection<M, Basis>,
  url: string,
): Promise<SignerSignature> => {
  const body = { statement: toWire(table, statement), basis };
  const answer = parsedBy(answerJson, await ask(url, pathOf(table), body, timeoutMs), () =>
    unreachable(url, "ATTEST_SIGNER_BABBLES", "the answer holds a signer and a signature"),
  );
  const signed = { signer: getAddress(answer.signer), signature: answer.signature as Hex };
  if (await isSignatureOf(chain, digestOn(chain, table, statement), signed)) return signed;
  throw new SixfoldError({
    code: "ATTEST_SIGNATURE_FOREIGN",
    failure: "check",
    field: "signature",
    value: { url, signer: signed.signer },
    rule: `the signature is the signer's over exactly this ${table.name.toLowerCase()}`,
  });
};

const requireMember = ({ members }: Quorum, signer: Address): void => {
  if (members === undefined || members.some((address) => isAddressEqual(address, signer))) return;
  throw new SixfoldError({
    code: "ATTEST_SIGNER_NOT_OPERATOR",
    failure: "check",
    field: "signer",
    value: signer,
    rule: "the signer belongs to the current operator set",
  });
};

const toRefusal = (url: string, error: unknown): Refusal =>
  error instanceof SixfoldError
    ? { url, failure: error.failure, code: error.code, field: error.field, rule: error.rule }
    : { url, failure: "infrastructure", code: "ATTEST_UNEXPECTED", field: "signer", rule: String(error) };

/** Signatures of one role, ascending by signer, and who gave none. */
export type Gathered = { readonly signatures: readonly SignerSignature[]; readonly refusals: readonly Refusal[] };

const gather = async <M extends Lapsing, Basis>(
  chain: Chain,
  kind: Kind<M, Basis>,
  collection: Collection<M, Basis>,
  role: Role,
  quorum: Quorum,
): Promise<Gathered> => {
  const urls = collection.urls[role] ?? [];
  const failures: { readonly url: string; readonly error: unknown }[] = [];
  const signatures = new Map<Address, SignerSignature>();
  await Promise.all(
    urls.map(async (url) => {
      try {
        const answer = await askForSignature(chain, kind, collection, url);
        requireMember(quorum, answer.signer);
        signatures.set(answer.signer, answer);
      } catch (error) {
        failures.push({ url, error });
      }
    }),
  );
  const refusals = failures.map(({ url, error }) => toRefusal(url, error));
  if (signatures.size >= quorum.least) return { signatures: ascending([...signatures.values()]), refusals };
  // Where one process alone was asked, its own words say best what is wrong.
  if (urls.length === 1 && failures.length === 1) throw failures[0]!.error;
  throw new SixfoldError({
    code: "ATTEST_QUORUM",
    failure: refusals.some(({ failure }) => failure === "infrastructure") ? "infrastructure" : "check",
    field: `${role}s`,
    value: { signed: signatures.size, quorum: quorum.least, refused: refusals.length },
    rule: [
      `at least ${quorum.least} ${role}s sign`,
      ...refusals.map(({ url, rule }) => `${endpointOf(url)} refused: ${rule}`),
    ].join("; "),
  });
};

/**
 * Collects the signatures that a statement's roles ask for, from every process in parallel. Each signature is checked
 * here before it is believed; one from outside the current operator set, or a second of one key, counts for nothing.
 * @throws SixfoldError `ATTEST_QUORUM` with each refusal when fewer signed than the role needs, or a process's own error
 *   when it alone was asked.
 */
export const collect = async <M extends Lapsing, Basis>(
  chain: Chain,
  kind: Kind<M, Basis>,
  collection: Collection<M, Basis>,
): Promise<Collected<M>> => {
  const asking = kind.table.roles.map((role) => ({
    role,
    gathering: quorumOf(chain, kind.needed[role]!, role).then((quorum) =>
      gather(chain, kind, collection, role, quorum),
    ),
  }));
  // They are awaited one after the other: until its turn comes, a failure must not count as unhandled.
  for (const { gathering } of asking) gathering.catch(() => undefined);
  const signatures: Record<Role, readonly SignerSignature[]> = { operator: [], verifier: [] };
  const refusals: Refusal[] = [];
  for (const { role, gathering } of asking) {
    const gathered = await gathering;
    signatures[role] = gathered.signatures;
    refusals.push(...gathered.refusals);
  }
  return { signed: { statement: collection.statement, signatures }, refusals };
};

/**
 * Collects signatures of operators over a statement that a quorum signed already: of as many as will.
 * @throws SixfoldError as `collect`, when none of them signs.
 */
export const collectMore = async <M extends Lapsing, Basis>(
  chain: Chain,
  kind: Kind<M, Basis>,
  collection: Collection<M, Basis>,
): Promise<Gathered> => gather(chain, kind, collection, "operator", await quorumOf(chain, one, "operator"));
