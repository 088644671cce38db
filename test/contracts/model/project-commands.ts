import { keccak256, toHex } from "viem";

import { domainAt, typedData } from "../../../oracle/core/statements/hash.ts";
import { validationTable } from "../../../oracle/core/statements/validation.ts";
import { activate, areaOf } from "./ground.ts";
import { accept, announceEnding, commitDesign, end, lapse, lapsesAt, offer, register, revoke } from "./projects.ts";
import { GOVERNED } from "./real.ts";
import type { Real } from "./real.ts";
import { pick, prefer } from "./step.ts";
import type { Choice, Command } from "./step.ts";
import { DAY } from "./terms.ts";
import type { MethodologyId } from "./terms.ts";
import { HOLDERS, OWNERS, STATUS } from "./world.ts";
import type { Holder, Project, Status, World } from "./world.ts";

export const inStatus = (world: World, status: Status, at: number): Project | undefined =>
  prefer(world.projects, (project) => project.status === status, at);

/** Mostly its owner. */
export const ownerOr = ({ owner }: Project, at: number): Holder => (at % 9 === 0 ? pick(HOLDERS, at >> 4) : owner);

/** A draft's validation by the verifier, or signed by a stranger in its name. */
const sendValidation = async (real: Real, id: number, areaM2: bigint, isSigned: boolean): Promise<unknown> => {
  const { registry, contracts, call, walletOf } = real;
  const validation = { ...(await registry.validationFor(BigInt(id))), areaM2 };
  const domain = domainAt(validationTable, await registry.client.getChainId(), contracts.projects.address);
  const data = typedData(validationTable, domain, validation) as never;
  const signature = await walletOf(isSigned ? "verifier" : "stranger").signTypedData(data);
  const { address: verifier } = walletOf("verifier").account;
  const given = { areaM2, verifier, expiry: validation.expiry, signature };
  return call("stranger", "projects", "activate", [BigInt(id), given, []]);
};

const ending =
  (into: typeof STATUS.completed | typeof STATUS.withdrawn): Command =>
  (world, { a, b }) => {
    const project = prefer(
      world.projects,
      (one) => one.ending?.into === into || (into === STATUS.withdrawn && one.status === STATUS.draft),
      a,
    );
    if (project === undefined) return undefined;
    const by = ownerOr(project, b);
    return {
      apply: (w) => end(w, by, project.id, into),
      send: ({ call }) =>
        call(by, "projects", into === STATUS.completed ? "complete" : "withdraw", [BigInt(project.id)]),
    };
  };

const areaFor = (project: Project, { b }: Choice): bigint => areaOf(project) * (b % 13 === 0 ? 2n : 1n);

export const projectCommands = {
  register: (world, { a, b, c }) => {
    const by = prefer(OWNERS, (owner) => world.developers.has(owner), a)!;
    const creditingStart = world.now - ((b % 3650) + 1) * DAY;
    // Some have a short crediting period, so that it is over while the model still runs.
    const length = c % 17 === 0 ? 0 : c % 7 === 0 ? 4000 * DAY : 10_000 * DAY;
    const asked = {
      method: pick<MethodologyId>([1, 2, 2, 2, 3, 2, 1, 4], c),
      edgeLevel: pick<16 | 20>([16, 20], a >> 2),
      creditingStart,
      creditingEnd: creditingStart + length,
    };
    const { method, ...rest } = asked;
    const boundary = keccak256(toHex(world.projects.length));
    const none = { programme: 0, programmeReference: 0n };
    const request = { methodologyId: method, ...rest, hostCountry: "0x4a50", boundary, ...none };
    return {
      apply: (w) => register(w, by, asked),
      send: ({ call }) => call(by, "projects", "register", [request]),
    };
  },
  commitDesign: (world, { a, b, c }) => {
    const isBare = ({ status, designs }: Project): boolean => status === STATUS.draft && designs.length === 0;
    const project = c % 4 === 0 ? inStatus(world, STATUS.active, a) : prefer(world.projects, isBare, a);
    if (project === undefined) return undefined;
    const by = ownerOr(project, b);
    return {
      apply: (w) => commitDesign(w, by, project.id, c),
      send: ({ call, designOf }) => {
        const { digest } = designOf({ design: c, committedAt: 0 });
        return call(by, "projects", "commitDesign", [BigInt(project.id), digest]);
      },
    };
  },
  activate: (world, choice) => {
    const isReady = ({ status, designs, segments }: Project): boolean =>
      status === STATUS.draft && designs.length > 0 && segments.length > 0;
    const project = prefer(world.projects, isReady, choice.a);
    if (project === undefined) return undefined;
    const [areaM2, isSigned] = [areaFor(project, choice), choice.c % 13 !== 0];
    return {
      apply: (w) => activate(w, project.id, { areaM2, isSigned }),
      send: (real) => sendValidation(real, project.id, areaM2, isSigned),
    };
  },
  offer: (world, { a, b, c }) => {
    const project = inStatus(world, STATUS.active, a);
    if (project === undefined) return undefined;
    const [by, to] = [ownerOr(project, b), pick(OWNERS, c)];
    return {
      apply: (w) => offer(w, by, project.id, to),
      send: ({ call, addressOf }) => call(by, "projects", "offer", [BigInt(project.id), addressOf(to)]),
    };
  },
  accept: (world, { a, b }) => {
    const project = prefer(world.projects, ({ offeredTo }) => offeredTo !== undefined, a);
    if (project === undefined) return undefined;
    const by = b % 9 === 0 ? pick(HOLDERS, b >> 4) : (project.offeredTo ?? "stranger");
    return {
      apply: (w) => accept(w, by, project.id),
      send: ({ call }) => call(by, "projects", "accept", [BigInt(project.id)]),
    };
  },
  announceEnding: (world, { a, b, c }) => {
    const project = inStatus(world, STATUS.active, a);
    if (project === undefined) return undefined;
    const by = ownerOr(project, b);
    const into = pick([STATUS.completed, STATUS.withdrawn], c);
    return {
      apply: (w) => announceEnding(w, by, project.id, into),
      send: ({ call }) => call(by, "projects", "announceEnding", [BigInt(project.id), into]),
    };
  },
  complete: ending(STATUS.completed),
  withdraw: ending(STATUS.withdrawn),
  lapse: (world, { a }) => {
    const project = prefer(world.projects, (one) => one.status <= STATUS.active && world.now >= lapsesAt(one), a);
    if (project === undefined) return undefined;
    return {
      apply: (w) => lapse(w, project.id),
      send: ({ call }) => call("stranger", "projects", "lapse", [BigInt(project.id)]),
    };
  },
  revoke: (world, { a }) => {
    const isFresh = ({ status, creditedUntil }: Project): boolean => status === STATUS.active && creditedUntil === 0;
    const project = prefer(world.projects, isFresh, a);
    if (project === undefined) return undefined;
    return {
      seconds: GOVERNED,
      apply: (w) => revoke(w, project.id),
      send: ({ govern }) => govern("projects", "revoke", [BigInt(project.id)]),
    };
  },
} as const satisfies Readonly<Record<string, Command>>;
