/** The chain of development nodes, whose keys are public. */
export const DEMO_CHAIN = 31_337;
/** Which of the node's development accounts the demo wallet is. */
export const DEMO_ACCOUNT = 9;
