import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import { toFunctionSelector } from "viem";

/** AccessManager role ids. 0 is OpenZeppelin's ADMIN_ROLE. */
const ADMIN = 0n;
const GOVERNOR = 1n;
const VERIFICATION_ORACLE = 2n;

/** 48 hours: a change of rules is public for two days before it can take effect. */
const DEFAULT_DELAY_SECONDS = 172_800;
/** 0.001 ether for each block of a draft; returned on activation. */
const DEFAULT_BOND_WEI_PER_BLOCK = 1_000_000_000_000_000n;
const DEFAULT_DRAFT_LIFETIME_SECONDS = 30 * 86_400;

const METHODOLOGY =
  "(uint8,uint8,bool,uint8,uint8,uint32,uint32,uint32,uint32,uint16,uint32,uint32,uint32,uint8,bytes32,string,string)";

const selectors = (...signatures: readonly string[]) => signatures.map((signature) => toFunctionSelector(signature));

/**
 * The whole registry. Parameters: `governor` (required), `delaySeconds`, `bondWeiPerBlock`, `draftLifetimeSeconds`.
 * When it is done the governor is the only administrator, every governed call waits for the delay in public, and the
 * deployer holds no role. Nothing that a holder needs to retire is governed (L8).
 */
export default buildModule("Sixfold", (m) => {
  const deployer = m.getAccount(0);
  const governor = m.getParameter<string>("governor");
  const delay = m.getParameter("delaySeconds", DEFAULT_DELAY_SECONDS);
  const bond = m.getParameter("bondWeiPerBlock", DEFAULT_BOND_WEI_PER_BLOCK);
  const draftLifetime = m.getParameter("draftLifetimeSeconds", DEFAULT_DRAFT_LIFETIME_SECONDS);

  const manager = m.contract("AccessManager", [deployer]);
  const methodologies = m.contract("MethodologyRegistry", [manager]);
  const verifiers = m.contract("VerifierRegistry", [manager]);
  const projects = m.contract("ProjectRegistry", [manager, methodologies, verifiers, bond, draftLifetime]);
  const ground = m.contractAt("GroundRegistry", m.staticCall(projects, "ground"));
  const oracle = m.contract("VerificationOracle", [manager, projects, methodologies, verifiers]);
  const batchRenderer = m.contract("BatchRenderer");
  const certificateRenderer = m.contract("CertificateRenderer");
  const credit = m.contract("CarbonCredit", [projects, methodologies, oracle, batchRenderer, certificateRenderer]);
  const certificates = m.contractAt("RetirementCertificate", m.staticCall(credit, "certificates"));

  const wiring = [
    m.call(manager, "labelRole", [GOVERNOR, "GOVERNOR"], { id: "labelGovernor" }),
    m.call(manager, "labelRole", [VERIFICATION_ORACLE, "VERIFICATION_ORACLE"], { id: "labelOracle" }),
    m.call(
      manager,
      "setTargetFunctionRole",
      [methodologies, selectors(`propose(${METHODOLOGY})`, "activate(uint32)"), GOVERNOR],
      { id: "governMethodologies" },
    ),
    m.call(
      manager,
      "setTargetFunctionRole",
      [
        verifiers,
        selectors(
          "accredit(address,uint8,uint40)",
          "suspend(address)",
          "declareConflict(address,address)",
          "withdrawConflict(address,address)",
        ),
        GOVERNOR,
      ],
      { id: "governVerifiers" },
    ),
    m.call(manager, "setTargetFunctionRole", [oracle, selectors("setOperators(address[],uint8)"), GOVERNOR], {
      id: "governOperators",
    }),
    m.call(
      manager,
      "setTargetFunctionRole",
      [projects, selectors("recordPeriod(uint64,uint40,uint40)"), VERIFICATION_ORACLE],
      { id: "letOracleRecordPeriods" },
    ),
    m.call(manager, "grantRole", [VERIFICATION_ORACLE, oracle, 0], { id: "grantOracle" }),
    m.call(manager, "grantRole", [GOVERNOR, governor, delay], { id: "grantGovernor" }),
  ];
  const admin = m.call(manager, "grantRole", [ADMIN, governor, delay], { id: "grantAdmin", after: wiring });
  m.call(manager, "renounceRole", [ADMIN, deployer], { id: "renounceAdmin", after: [admin] });

  return { manager, methodologies, verifiers, projects, ground, oracle, credit, certificates };
});
