import { readFileSync } from "node:fs";

import { Command } from "commander";

import { withoutSecrets } from "../system/system-fault.ts";
import { addAlertConfirm } from "./alert-confirm.ts";
import { addAlertConfirmSilent } from "./alert-confirm-silent.ts";
import { addAlertDismiss } from "./alert-dismiss.ts";
import { addAlertOpen } from "./alert-open.ts";
import { addAnalyse } from "./analyse.ts";
import { addAnnouncementCancel } from "./announcement-cancel.ts";
import { NO_WORDS, wordsOf } from "./as-typed.ts";
import { addBufferMakeGood } from "./buffer-make-good.ts";
import { addBufferSettle } from "./buffer-settle.ts";
import { addBufferShow } from "./buffer-show.ts";
import { addCertificateShow } from "./certificate-show.ts";
import { addCreditApprove } from "./credit-approve.ts";
import { addCreditIssue } from "./credit-issue.ts";
import { addCreditNameRecipient } from "./credit-name-recipient.ts";
import { addCreditRetire } from "./credit-retire.ts";
import { addCreditScorecard } from "./credit-scorecard.ts";
import { addCreditShow } from "./credit-show.ts";
import { addCreditSignRetirement } from "./credit-sign-retirement.ts";
import { addCreditSubmitRetirement } from "./credit-submit-retirement.ts";
import { addCreditTransfer } from "./credit-transfer.ts";
import { addCreditVoidRetirement } from "./credit-void-retirement.ts";
import { addEvidenceDraw } from "./evidence-draw.ts";
import { addEvidenceExport } from "./evidence-export.ts";
import { addEvidenceImport } from "./evidence-import.ts";
import { addEvidencePin } from "./evidence-pin.ts";
import { fail } from "./fail.ts";
import { addGatewayServe } from "./gateway-serve.ts";
import { addGovernorList } from "./governor-list.ts";
import { addGovernorMethodology } from "./governor-methodology.ts";
import { addGovernorMethodologyTerms } from "./governor-methodology-terms.ts";
import { addGovernorOperators } from "./governor-operators.ts";
import { addGovernorRevokeProject } from "./governor-revoke-project.ts";
import { addGovernorVerifiers } from "./governor-verifiers.ts";
import { addGovernorDevelopers } from "./governor-developers.ts";
import { addGovernorProgrammes } from "./governor-programmes.ts";
import { addGroundCover } from "./ground-cover.ts";
import { addGuardianCancelOperators } from "./guardian-cancel-operators.ts";
import { addGuardianHold } from "./guardian-hold.ts";
import { addGuardianSuspend } from "./guardian-suspend.ts";
import { addKeyAddress } from "./key-address.ts";
import { addKeyCreate } from "./key-create.ts";
import { requiredMarked } from "./help.ts";
import { addObservationPost } from "./observation-post.ts";
import { addOperatorServe } from "./operator-serve.ts";
import { addOperatorSets } from "./operator-sets.ts";
import { keepOutputErrors } from "./output-errors.ts";
import { addProgram } from "./program.ts";
import { addProjectActivate } from "./project-activate.ts";
import { addProjectAnnounceEnding } from "./project-announce-ending.ts";
import { addProjectCheck } from "./project-check.ts";
import { addProjectClaim } from "./project-claim.ts";
import { addProjectStateSerials } from "./project-state-serials.ts";
import { addProjectHandOver } from "./project-hand-over.ts";
import { addProjectDesign } from "./project-design.ts";
import { addProjectEnd } from "./project-end.ts";
import { addProjectGround } from "./project-ground.ts";
import { addProjectInit } from "./project-init.ts";
import { addProjectProlong } from "./project-prolong.ts";
import { addProjectRegister } from "./project-register.ts";
import { addProjectRelease } from "./project-release.ts";
import { addProjectShow } from "./project-show.ts";
import { addProjectWithdrawBond } from "./project-withdraw-bond.ts";
import { addReportAddSignatures } from "./report-add-signatures.ts";
import { addReportCollect } from "./report-collect.ts";
import { addReportCarryLoss } from "./report-carry-loss.ts";
import { addReportChallenge } from "./report-challenge.ts";
import { addReportPost } from "./report-post.ts";
import { addReportResolve } from "./report-resolve.ts";
import { addReportShow } from "./report-show.ts";
import { addReportStrike } from "./report-strike.ts";
import { addStakeDeposit } from "./stake-deposit.ts";
import { addStakeShow } from "./stake-show.ts";
import { addStakeWithdraw } from "./stake-withdraw.ts";
import { addVerifierServe } from "./verifier-serve.ts";
import { addVerify } from "./verify.ts";
import { addWatchRun } from "./watch-run.ts";

const packageFile = new URL("../../package.json", import.meta.url);
const { version } = JSON.parse(readFileSync(packageFile, "utf8")) as { readonly version: string };

const program = new Command("sixfold")
  .description("Carbon credits whose every tonne can be re-run from its evidence")
  .version(version)
  .configureHelp(requiredMarked)
  .configureOutput({ outputError: (text, write) => write(withoutSecrets(text)) })
  .exitOverride()
  .showHelpAfterError("(run the command with --help)")
  .addHelpText("after", "\nExit codes: 0 ok, 1 a check failed, 2 usage, 3 infrastructure.");

const ground = program.command("ground").description("cells on the Earth");
addGroundCover(ground);
addAnalyse(program);
addVerify(program);
addProgram(program);
addWatchRun(program.command("watch").description("losses: fire, clearing, flood"));

const project = program.command("project").description("projects, their files and their ground on chain");
addProjectInit(project);
addProjectCheck(project);
addProjectRegister(project);
addProjectClaim(project);
addProjectGround(project);
addProjectProlong(project);
addProjectStateSerials(project);
addProjectHandOver(project);
addProjectDesign(project);
addProjectActivate(project);
addProjectAnnounceEnding(project);
addProjectEnd(project);
addProjectRelease(project);
addProjectWithdrawBond(project);
addProjectShow(project);

const report = program.command("report").description("signed measurements");
addReportCollect(report);
addReportPost(report);
addReportAddSignatures(report);
addReportChallenge(report);
addReportResolve(report);
addReportStrike(report);
addReportCarryLoss(report);
addReportShow(report);

const stake = program.command("stake").description("what operators and verifiers lose if they sign what is false");
addStakeDeposit(stake);
addStakeWithdraw(stake);
addStakeShow(stake);

const alert = program.command("alert").description("losses: found by one, confirmed by a quorum or by silence");
addAlertOpen(alert);
addAlertConfirm(alert);
addAlertConfirmSilent(alert);
addAlertDismiss(alert);

addObservationPost(program.command("observation").description("looks at a project that found nothing lost"));

const buffer = program.command("buffer").description("what meets losses");
addBufferSettle(buffer);
addBufferMakeGood(buffer);
addBufferShow(buffer);

const credit = program.command("credit").description("issue, transfer and retire");
addCreditIssue(credit);
addCreditTransfer(credit);
addCreditApprove(credit);
addCreditRetire(credit);
addCreditSignRetirement(credit);
addCreditSubmitRetirement(credit);
addCreditVoidRetirement(credit);
addCreditNameRecipient(credit);
addCreditShow(credit);
addCreditScorecard(credit);

addCertificateShow(program.command("certificate").description("retirement certificates"));

const governor = program.command("governor").description("rules: announced, public for the delay, then made");
addGovernorOperators(governor);
addGovernorVerifiers(governor);
addGovernorDevelopers(governor);
addGovernorProgrammes(governor);
addGovernorMethodologyTerms(governor);
addGovernorMethodology(governor);
addGovernorRevokeProject(governor);
addGovernorList(governor);
addAnnouncementCancel(governor);

const guardian = program.command("guardian").description("what must be stopped at once; it can only take away");
addGuardianSuspend(guardian);
addGuardianHold(guardian);
addGuardianCancelOperators(guardian);
addAnnouncementCancel(guardian);

const key = program.command("key").description("keys of your own");
addKeyCreate(key);
addKeyAddress(key);

const evidence = program.command("evidence").description("bundles and where they are kept");
addEvidenceExport(evidence);
addEvidenceImport(evidence);
addEvidencePin(evidence);
addEvidenceDraw(evidence);

const operator = program.command("operator").description("operators: who they are, and a process that signs for one");
addOperatorServe(operator);
addOperatorSets(operator);
addVerifierServe(program.command("verifier").description("a verifier's signing process"));
addGatewayServe(program.command("gateway").description("a trustless gateway over a block store"));

let words = NO_WORDS;
program.hook("preAction", (_, action) => {
  words = wordsOf(action);
});

const run = async (): Promise<number> => {
  const json = process.argv.includes("--json");
  try {
    await program.parseAsync(process.argv);
    return Number(process.exitCode ?? 0);
  } catch (error) {
    return fail(error, json, words);
  }
};

const lost = keepOutputErrors();
const code = await run();
// Workers and keep-alive sockets must not hold a finished command; what was written must still arrive.
await new Promise<void>((resolve) => process.stdout.write("", () => resolve()));
process.exit(lost() === undefined ? code : fail(lost(), false));
