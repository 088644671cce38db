/** A browser's wallet: it announces itself (EIP-6963), and does what `mood` says. */
export const walletScript = (rpcUrl: string, account: string): string => `{
  const request = async ({ method, params = [] }) => {
    if (method === "eth_requestAccounts") return [mood.account ?? "${account}"];
    if (method === "eth_chainId" && mood.chain) return mood.chain;
    if (method === "wallet_switchEthereumChain") return void (mood.chain = undefined);
    if (method === "eth_signTypedData_v4") mood.text = params[1];
    if (/^eth_(sendTransaction|signTypedData_v4)$/.test(method) && mood.refuses) throw Object.assign(new Error("no"), { code: 4001 });
    const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method, params });
    const { result, error } = await (await fetch("${rpcUrl}", { method: "POST", headers: { "content-type": "application/json" }, body })).json();
    if (error) throw Object.assign(new Error(error.message), error);
    return result;
  };
  window.mood = {};
  const detail = Object.freeze({
    info: { uuid: "u", name: "A wallet <b>", icon: "https://tracker.example/x.png", rdns: "test.wallet" },
    provider: { request, on: (event, tell) => (mood[event] = tell), removeListener: () => {} },
  });
  const announce = () => dispatchEvent(new CustomEvent("eip6963:announceProvider", { detail }));
  addEventListener("eip6963:requestProvider", announce);
}`;
