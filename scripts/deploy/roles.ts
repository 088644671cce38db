import type { Address } from "viem";

/** Who holds a role after the deployment, by its name. Each is another account. */
export type Roles = Readonly<Record<RoleName, Address>>;
export type RoleName = (typeof ROLE_NAMES)[number];

/** What each may do: README, "Roles". */
export const ROLE_NAMES = ["admin", "governor", "guardian"] as const;
