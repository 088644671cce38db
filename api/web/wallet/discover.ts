import type { EIP1193Provider } from "viem";

/** A wallet that the page can ask. Its name and icon are its own word. */
export type Offered = { readonly name: string; readonly icon: string | undefined; readonly provider: EIP1193Provider };

/** What a wallet announces (EIP-6963, "Provider Detail"). */
type Announced = CustomEvent<{
  readonly info: { readonly uuid: string; readonly name: string; readonly icon: string };
  readonly provider: EIP1193Provider;
}>;

/** Only pictures that load nothing. */
const iconOf = (icon: unknown): string | undefined =>
  typeof icon === "string" && icon.startsWith("data:image/") ? icon : undefined;

/**
 * Tells of each wallet that announces itself (EIP-6963), and of the one at `window.ethereum` where none does.
 * @param offer called again whenever there is one more, with all of them.
 * @param signal ends it.
 */
export const discoverWallets = (offer: (wallets: readonly Offered[]) => void, signal: AbortSignal): void => {
  const found = new Map<string, Offered>();
  const { ethereum } = globalThis as { ethereum?: EIP1193Provider };
  const tell = (): void => {
    const alone = ethereum === undefined ? [] : [{ name: "window.ethereum", icon: undefined, provider: ethereum }];
    offer(found.size > 0 ? [...found.values()] : alone);
  };
  const heard = (event: Event): void => {
    const { info, provider } = (event as Announced).detail;
    found.set(info.uuid, { name: info.name, icon: iconOf(info.icon), provider });
    tell();
  };
  addEventListener("eip6963:announceProvider", heard, { signal });
  tell();
  dispatchEvent(new Event("eip6963:requestProvider"));
};
