import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import { toFunctionSelector } from "viem";

/** AccessManager role ids. 0 is OpenZeppelin's ADMIN_ROLE. */
const ADMIN = 0n;
const GOVERNOR = 1n;
const GUARDIAN = 2n;

/** 48 hours: a change of rules is public for two days before it can take effect. */
const DEFAULT_DELAY_SECONDS = 172_800;
/** What only takes away need not be foreseen. */
const AT_ONCE = 0;
/** 0.001 ether for each block of a draft: a block splits others' ground, and costs them as much in storage. */
const DEFAULT_BOND_WEI_PER_BLOCK = 1_000_000_000_000_000n;
/** 100 gwei for each level-20 cell of a draft, about 77 m2: 0.013 ether for 1,000 ha, 13 ether for 1,000,000 ha. */
const DEFAULT_BOND_WEI_PER_CELL = 100_000_000_000n;
const DEFAULT_DRAFT_LIFETIME_SECONDS = 30 * 86_400;
/** 1 ether each: what a signer of a false report loses, and what a challenge of a true one costs at first. */
const DEFAULT_STAKE_WEI = 1_000_000_000_000_000_000n;
const DEFAULT_CHALLENGE_WEI = 1_000_000_000_000_000_000n;

const METHODOLOGY =
  "(uint8,uint8,uint8,bool,uint8,uint8,uint32,uint32,uint32,uint32,uint16,uint32,uint32,uint32,uint32,uint32,uint32,uint8,bytes32,bytes32,string,string)";

const selectors = (...signatures: readonly string[]) => signatures.map((signature) => toFunctionSelector(signature));

/**
 * The whole registry. Parameters: `admin`, `governor`, `guardian` and `firstNonce` (the deployer's next) are required; `delaySeconds`,
 * `bondWeiPerBlock`, `bondWeiPerCell`, `draftLifetimeSeconds`, `stakeWei` and `challengeWei` are not. Parts are made strictly one after the other, in the order of
 * `Part` in the contracts, since their addresses follow from the nonce.
 * When it is done, what the admin and the governor may do waits for the delay in public; the guardian acts at once, and
 * can only take away: it suspends, holds a report for a while, and cancels what the governor announced. The deployer holds no role. Nothing that a
 * holder needs to retire is governed (L8).
 */
export default buildModule("Sixfold", (m) => {
  const deployer = m.getAccount(0);
  const admin = m.getParameter<string>("admin");
  const governor = m.getParameter<string>("governor");
  const guardian = m.getParameter<string>("guardian");
  const firstNonce = m.getParameter<number>("firstNonce");
  const delay = m.getParameter("delaySeconds", DEFAULT_DELAY_SECONDS);
  const bond = m.getParameter("bondWeiPerBlock", DEFAULT_BOND_WEI_PER_BLOCK);
  const bondPerCell = m.getParameter("bondWeiPerCell", DEFAULT_BOND_WEI_PER_CELL);
  const draftLifetime = m.getParameter("draftLifetimeSeconds", DEFAULT_DRAFT_LIFETIME_SECONDS);
  const stake = m.getParameter("stakeWei", DEFAULT_STAKE_WEI);
  const challengeBond = m.getParameter("challengeWei", DEFAULT_CHALLENGE_WEI);

  const directory = m.contract("Directory", [firstNonce]);
  const manager = m.contract("AccessManager", [deployer], { after: [directory] });
  const methodologies = m.contract("MethodologyRegistry", [directory], { after: [manager] });
  const operators = m.contract("OperatorRegistry", [directory], { after: [methodologies] });
  const verifiers = m.contract("VerifierRegistry", [directory], { after: [operators] });
  const developers = m.contract("DeveloperRegistry", [directory], { after: [verifiers] });
  const programmes = m.contract("ProgrammeRegistry", [directory], { after: [developers] });
  const projects = m.contract("ProjectRegistry", [directory, draftLifetime], { after: [programmes] });
  const ground = m.contract("GroundRegistry", [directory, bond, bondPerCell], { after: [projects] });
  const oracle = m.contract("VerificationOracle", [directory], { after: [ground] });
  const credit = m.contract("CarbonCredit", [directory], { after: [oracle] });
  const certificates = m.contract("RetirementCertificate", [directory], { after: [credit] });
  const batchRenderer = m.contract("BatchRenderer", [], { after: [certificates] });
  const certificateRenderer = m.contract("CertificateRenderer", [directory], { after: [batchRenderer] });
  const picture = m.contract("CertificatePicture", [], { after: [certificateRenderer] });
  const monitor = m.contract("PermanenceMonitor", [directory], { after: [picture] });
  const bufferPool = m.contract("BufferPool", [directory], { after: [monitor] });
  const stakes = m.contract("Stakes", [directory, stake], { after: [bufferPool] });
  const disputes = m.contract("Disputes", [directory, challengeBond], { after: [stakes] });

  // A lens that no other contract knows of.
  const scorecards = m.contract("Scorecards", [directory], { after: [disputes] });

  const ruleOn = (id: string, functionName: string, args: Parameters<typeof m.call>[2]) =>
    m.call(manager, functionName, args, { id, after: [scorecards] });
  const wiring = [
    ruleOn("labelGovernor", "labelRole", [GOVERNOR, "GOVERNOR"]),
    ruleOn("labelGuardian", "labelRole", [GUARDIAN, "GUARDIAN"]),
    ruleOn("guardGovernor", "setRoleGuardian", [GOVERNOR, GUARDIAN]),
    ruleOn("governMethodologies", "setTargetFunctionRole", [
      methodologies,
      selectors(`propose(${METHODOLOGY})`, "activate(uint32)", "close(uint32)"),
      GOVERNOR,
    ]),
    ruleOn("governOperators", "setTargetFunctionRole", [operators, selectors("announce(address[],uint8)"), GOVERNOR]),
    ruleOn("guardOperators", "setTargetFunctionRole", [operators, selectors("cancel()"), GUARDIAN]),
    ruleOn("governVerifiers", "setTargetFunctionRole", [
      verifiers,
      selectors("accredit(address,uint8,uint40)"),
      GOVERNOR,
    ]),
    ruleOn("guardVerifiers", "setTargetFunctionRole", [verifiers, selectors("suspend(address)"), GUARDIAN]),
    ruleOn("governDevelopers", "setTargetFunctionRole", [
      developers,
      selectors(
        "admit(string)",
        "assign(uint24,address)",
        "dismiss(address)",
        "declareTie(address,uint24)",
        "withdrawTie(address,uint24)",
      ),
      GOVERNOR,
    ]),
    ruleOn("governProgrammes", "setTargetFunctionRole", [programmes, selectors("admit(string,bytes32)"), GOVERNOR]),
    ruleOn("guardReports", "setTargetFunctionRole", [oracle, selectors("hold(bytes32)"), GUARDIAN]),
    ruleOn("governProjects", "setTargetFunctionRole", [projects, selectors("revoke(uint64)"), GOVERNOR]),
    ruleOn("grantGovernor", "grantRole", [GOVERNOR, governor, delay]),
    ruleOn("grantGuardian", "grantRole", [GUARDIAN, guardian, AT_ONCE]),
  ];
  const handedOver = m.call(manager, "grantRole", [ADMIN, admin, delay], { id: "grantAdmin", after: wiring });
  m.call(manager, "renounceRole", [ADMIN, deployer], { id: "renounceAdmin", after: [handedOver] });

  return {
    directory,
    manager,
    methodologies,
    operators,
    verifiers,
    developers,
    programmes,
    projects,
    ground,
    oracle,
    credit,
    certificates,
    monitor,
    bufferPool,
    stakes,
    disputes,
    scorecards,
  };
});
